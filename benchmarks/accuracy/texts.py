"""When two texts are the same: normal form, texts that may be there or not, shingles. Knows no tool and no page.

Written apart from `extractors.text` on purpose: a change there must not move what is measured here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_SPACE_BEFORE_MARK = re.compile(r"\s+([,.;:!?)\]”’])")
_SPACE_AFTER_OPENING = re.compile(r"([(\[“‘])\s+")
_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4


def normal_form(text: str | None) -> str:
    """NFC, no zero-width characters, single spaces, none before punctuation or after an opening bracket.

    >>> normal_form(" Ha\\u0300 Nội  ( TTXVN ) , 7/3 ")
    'Hà Nội (TTXVN), 7/3'
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text or ""))
    text = _SPACE_BEFORE_MARK.sub(r"\1", " ".join(text.split()))
    return _SPACE_AFTER_OPENING.sub(r"\1", text)


def folded(texts: Iterable[str | None]) -> frozenset[str]:
    """Names and labels to compare: normal form without regard to case, empty ones left out."""
    return frozenset(filter(None, (normal_form(text).casefold() for text in texts)))


def split_optional(text: str | None, optional: Sequence[str]) -> tuple[str, str, str]:
    """What may stand before, the text itself, what may stand behind.

    >>> split_optional("Hà Nội – Sáng 7/3, trời mưa. (TTXVN)", ["Hà Nội", "(TTXVN)"])
    ('Hà Nội –', 'Sáng 7/3, trời mưa.', '(TTXVN)')
    """
    whole = rest = normal_form(text)
    for extra in sorted(map(normal_form, optional), key=len, reverse=True):
        if extra and rest.startswith(extra):
            rest = rest[len(extra) :].lstrip(" -–—:")
        if extra and rest.endswith(extra):
            rest = rest[: -len(extra)].rstrip()
    start = whole.find(rest) if rest else len(whole)
    return whole[:start].strip(), rest, whole[start + len(rest) :].strip()


def core(text: str | None, optional: Sequence[str]) -> str:
    """The text in normal form, without what may be there or not.

    >>> core("TTO - Trời mưa.", ["TTO"])
    'Trời mưa.'
    """
    return split_optional(text, optional)[1]


def words(text: str) -> list[str]:
    """The words of a text in their order, in normal form, without punctuation."""
    return _WORD.findall(normal_form(text))


def count_words(text: str) -> int:
    """Words by white space: what a block weighs."""
    return len(text.split())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Each run of four words, counted; a shorter text is one run.

    >>> sorted(shingles("một hai ba bốn năm"))
    [('hai', 'ba', 'bốn', 'năm'), ('một', 'hai', 'ba', 'bốn')]
    """
    found = words(text)
    runs = max(1, len(found) - _SHINGLE_WORDS + 1) if found else 0
    return Counter(tuple(found[start : start + _SHINGLE_WORDS]) for start in range(runs))


def harmonic(precision: float, recall: float) -> float:
    """F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
