"""Shapes: what lines of one kind have in common, as strings that can be counted.

A line has a shape as a whole, with its numbers, dates and addresses masked; a short line has one of its head and one
of its tail too, since a line such as `Baca juga: …` differs in all that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.date_words import MONTHS
from extractors.text import is_prose

SHORT = 200
"""Characters of a line that may have a part of its own for each article."""
LONGEST = 1000
"""Characters of a line that may be furniture."""
WHOLE, HEAD, TAIL, END = "=", "^", "$", "."
"""The first character of a shape: of the whole line, its head, its tail, or of a paragraph's last sentence."""

_LABEL_WORDS = 6
_FRAME_WORDS = 3
_END_LENGTH = 100
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…][”\")]? ")
_WEEKDAYS = "senin selasa rabu kamis jumat jum'at sabtu minggu ahad monday tuesday wednesday thursday friday saturday"
_THU = "hai ba tư năm sáu bảy"
_DATE_WORDS = {*_WEEKDAYS.split(), "sunday", *_THU.split(), *(name for name in MONTHS if " " not in name)}


def shapes_of_blocks(blocks: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each block's index and shapes; of the last paragraph also that of its last sentence."""
    for index, block in enumerate(blocks):
        for shape in shapes_of(block):
            yield index, shape
    last = next((index for index in range(len(blocks) - 1, -1, -1) if is_prose(blocks[index])), None)
    end = None if last is None else shape_of_end(blocks[last])
    if last is not None and end:
        yield last, end


def shapes_of(line: str) -> tuple[str, ...]:
    """The shapes of a line.

    >>> shapes_of("Cập nhật lúc 10:23")
    ('=cập nhật lúc 0:0', '^cập nhật lúc', '$nhật lúc 0:0')
    >>> shapes_of("Baca juga: Harga beras turun")
    ('=baca juga: harga beras turun', '^baca juga:', '$harga beras turun')
    """
    if len(line) > SHORT:
        return (WHOLE + line,) if len(line) <= LONGEST else ()
    words = [mask(word) for word in line.split(" ")]
    whole = WHOLE + " ".join(words)
    head = label_words(words) or _FRAME_WORDS
    if len(words) <= head:
        return (whole,)
    shapes = (whole, HEAD + " ".join(words[:head]))
    return (*shapes, TAIL + " ".join(words[-_FRAME_WORDS:])) if len(words) > _FRAME_WORDS else shapes


def shape_of_end(paragraph: str) -> str | None:
    """The shape of the short last sentence of a paragraph of several.

    >>> shape_of_end("Nước rút dần từ sáng nay, người dân trở về nhà dọn dẹp bùn đất. Theo TTXVN")
    '.theo ttxvn'
    """
    sentence = last_sentence(paragraph)
    return sentence and END + " ".join(mask(word) for word in sentence.split(" "))


def last_sentence(paragraph: str) -> str | None:
    """The last sentence of a paragraph of prose, where it is short and not all of it."""
    window = max(0, len(paragraph) - _END_LENGTH)
    ends = list(_SENTENCE_END.finditer(paragraph, window))
    if not ends or "\n" in paragraph or not is_prose(paragraph[: ends[-1].end()].strip()):
        return None
    return paragraph[ends[-1].end() :]


def line_of(shape: str, block: str) -> str:
    """The line of a block that has one of its shapes."""
    return (last_sentence(block) or block) if shape.startswith(END) else block


def label_words(words: list[str]) -> int:
    """How many words the label at a line's head has; 0 where there is none.

    >>> label_words(["baca", "juga:", "harga", "turun"])
    2
    """
    return next((count for count, word in enumerate(words[:_LABEL_WORDS], 1) if word.endswith(":")), 0)


@lru_cache(maxsize=1 << 16)
def mask(word: str) -> str:
    """What a word has in common with others of its kind.

    >>> mask("Komentar"), mask("(12)"), mask("Senin,"), mask("https://tin.example/a-1.html")
    ('komentar', '(0)', '<date>', '<url>')
    """
    word = word.lower()
    if word.startswith(("http://", "https://")):
        return "<url>"
    return "<date>" if word.strip(",.()") in _DATE_WORDS else _NUMBER.sub("0", word)
