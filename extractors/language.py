"""The language of a page: from the site, the edition in its URL, its markup checked against its text, else its text."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from extractors.jsonld import string_of
from extractors.page import Page, visible_text
from extractors.selectors import Element
from extractors.site import Site
from extractors.text import count_any_words

_ZONES = {"vi": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta"}
_SAMPLE = 1500
_SHORTEST = 40
"""Of a text, in bytes of UTF-8: a Chinese character tells as much as three letters."""
_ENOUGH = 300
"""Of a page's prose, before it outweighs what the page declares."""
_PARAGRAPH = 12
"""Words of a paragraph that is no label."""
_UNLIKELY = 0.01
_SURE = 0.95
_NEAR_INDONESIAN = frozenset(("ms", "jv"))
"""Indonesian is taken for these now and then, and hardly ever by so much."""
_CODE = re.compile(r"[a-z]{2}")
_MISNAMED = {"in": "id", "iw": "he", "vn": "vi", "jp": "ja", "kr": "ko", "cn": "zh"}
"""Old codes, and countries' codes written for languages."""


def extract_language(page: Page, site: Site | None) -> tuple[str | None, str | None]:
    """(ISO 639-1 code, its origin: site, url, meta, json-ld or text); (None, None) when nothing tells it.

    What a page of an unknown site declares may be its theme's default: a text that is sure of another language wins.
    """
    if site is not None:
        match = site.addresses.find_edition(page.url)
        if match is None:
            return site.language, "site"
        if match.groups() and match[1]:
            return match[1].lower(), "url"
        return _from_text(page)
    declared, origin = _declared(page)
    if declared is None:
        return _from_text(page)
    prose = _prose_of(page)
    if len(prose.encode()) >= _ENOUGH and likelihood(prose, declared) < _UNLIKELY:
        return detect_language(prose), "text"
    return declared, origin


def detect_language(text: str) -> str | None:
    """The language a text is most likely written in; None for a text too short to tell.

    >>> detect_language("Tim survei tiba pagi ini di dataran lumpur untuk mengukur kedalaman sungai.")
    'id'
    """
    if len(text.encode("utf-8", "replace")) < _SHORTEST:
        return None
    code, share = _identifier().classify(text[:_SAMPLE])
    return "id" if code in _NEAR_INDONESIAN and share < _SURE else str(code)


def likelihood(text: str, language: str) -> float:
    """How likely a text is in a language, from 0 to 1; 1 for a language that nobody here knows."""
    shares: dict[str, float] = dict(_identifier().rank(text[:_SAMPLE]))
    return shares.get(language, 1.0)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """py3langid's, with probabilities, for the languages that have a code of two letters."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # its model takes a quarter second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if _CODE.fullmatch(code)])
    return identifier


def _declared(page: Page) -> tuple[str | None, str | None]:
    """The first language that the page's markup names, and where."""
    html = page.root if page.root.tag == "html" else None
    named = (html.get("lang") if html is not None else None) or page.meta_first(
        "og:locale", "content-language", "inlanguage", "language"
    )
    told = next((text for one in page.json_ld if (text := string_of(one.get("inLanguage")))), None)
    for text, origin in ((named, "meta"), (told, "json-ld")):
        code = (text or "").strip()[:2].lower()
        if _CODE.fullmatch(code):
            return _MISNAMED.get(code, code), origin
    return None, None


def _prose_of(page: Page) -> str:
    """The paragraphs of the element that holds most of them: menus and notices may be in another language."""
    paragraphs: dict[Element, list[str]] = {}
    for node in page.body.iter("p"):
        parent = node.getparent()
        if parent is not None and count_any_words(text := visible_text(node)) >= _PARAGRAPH:
            paragraphs.setdefault(parent, []).append(text)
    lengths = Counter({parent: sum(map(len, texts)) for parent, texts in paragraphs.items()})
    return " ".join(paragraphs[lengths.most_common(1)[0][0]]) if lengths else ""


def _from_text(page: Page) -> tuple[str | None, str | None]:
    code = detect_language(_prose_of(page) or visible_text(page.body))
    return code, "text" if code else None


@lru_cache(maxsize=64)
def zone_of_language(language: str | None) -> ZoneInfo:
    """The zone to read a clock in when nothing else tells it: a guess, to be warned of."""
    return ZoneInfo(_ZONES.get(language or "", "UTC"))
