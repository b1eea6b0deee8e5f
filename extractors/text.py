"""Plain-string helpers shared by all steps: normal form, words, comparison keys. Knows no HTML and no language."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_NO_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
_PROSE_WORDS = 12
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese, which part no words by spaces."""
_LETTERS_A_WORD = 3
_SPACE_BEFORE_MARK = re.compile(r" +([,)\]”]|\.(?![\w.]))")
_LOOSE_MARKS = (" ,", " .", " )", " ]", " ”", "( ", "[ ", "“ ", "‘ ")
_SPACE_AFTER_OPENING = re.compile(r"([(\[“‘]) +")


def normalise(text: str) -> str:
    """NFC, no zero-width characters, white space (no-break too) folded to single spaces.

    >>> normalise(" a\\u00a0 b\\n")
    'a b'
    """
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        text = _without_invisible(text)
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Normalised, and no space before a comma or inside brackets, where a stripped tag left one.

    >>> tidy("kinh tế , thương mại ( AFP )")
    'kinh tế, thương mại (AFP)'
    """
    text = normalise(text)
    if not any(mark in text for mark in _LOOSE_MARKS):
        return text
    return _SPACE_AFTER_OPENING.sub(r"\1", _SPACE_BEFORE_MARK.sub(r"\1", text))


def words(text: str) -> list[str]:
    """The words of a text, lower case, without punctuation: the unit of all accounting."""
    return _WORD.findall(_without_invisible(unicodedata.normalize("NFC", text)).lower())


def count_words(text: str) -> int:
    """Words of a normalised text, by white space."""
    return text.count(" ") + text.count("\n") + 1 if text else 0


def count_any_words(text: str) -> int:
    """As `count_words`, and about right for scripts that part no words by spaces.

    >>> count_any_words("水位比去年下降近两米")
    4
    """
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return count_words(text) + unspaced // _LETTERS_A_WORD


def is_prose(text: str) -> bool:
    """Whether a block is long enough to be no label, headline or name."""
    return count_words(text) >= _PROSE_WORDS


def key(text: str) -> str:
    """What makes two texts the same to a reader: the words alone."""
    return " ".join(words(text))


def _without_invisible(text: str) -> str:
    """Looking for each character takes a tenth of the time that translating a text without any takes."""
    return text.translate(_NO_INVISIBLE) if any(mark in text for mark in _INVISIBLE) else text
