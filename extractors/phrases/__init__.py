"""Boilerplate as text, one module a language; `common` holds what every language's pages carry.

A phrase here must be furniture wherever it stands as a whole block. A word that can also be prose (Bisnis, Berita,
Produk) has no place here: it goes with everything after a cut mark.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.compiled import OwnedPhrase, own_phrases
from extractors.phrases import common, en, id, vi

_LANGUAGES = {"vi": vi.PHRASES, "id": id.PHRASES, "en": en.PHRASES}


@lru_cache(maxsize=64)
def phrases_for(language: str | None) -> tuple[OwnedPhrase, ...]:
    """The common phrases, that language's, and then all others': pages mix languages, and a phrase matches whole
    blocks only, so one of another language does no harm."""
    names = sorted(_LANGUAGES, key=lambda name: name != language)
    owned = own_phrases(common.PHRASES, "common")
    for name in names:
        owned += own_phrases(_LANGUAGES[name], name)
    return owned
