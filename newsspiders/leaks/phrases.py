"""Lines of one shape -> the phrase that matches them all: what they share word for word, the rest bounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.errors import SiteDefinitionError
from extractors.rules import Action, Phrase
from extractors.text import count_words, is_prose
from extractors.wording import escape, reason_of
from newsspiders.leaks.shapes import END, HEAD, SHORT, WHOLE, mask

_SENTENCE_START = r"(?<=[.!?…”\x22)])\s?"
_SENTENCE_END = re.compile(r"[.!?…][”\")' ]{0,3}(?= |\n|$)")
_LONGEST_ADDRESS = 300
DROP: Action = "drop"
STRIP: Action = "strip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may become a rule."""

    shape: str
    """What all lines that it matches have in common."""
    phrase: Phrase
    lines: tuple[str, ...]
    """What it was made from, all of which it matches."""
    fixed_words: int
    """How many words of a line it matches are always the same."""
    has_gap: bool
    """Whether it matches any words somewhere."""

    @property
    def varies(self) -> bool:
        """Whether what it matches is not always the same, word for word."""
        return self.has_gap or len({line.lower() for line in self.lines}) > 1

    def find(self, block: str) -> str | None:
        """What it would take of a block that has its shape."""
        if self.phrase.action != "strip":
            return block if self.phrase.matches(block) else None
        match = self.phrase.regex.search(block)
        return match[0].strip() if match else None

    def prose_words(self, taken: str) -> int:
        """How many words of what it takes are an article's own sentence: one whose numbers vary may be news too."""
        return count_words(taken) if self.varies and is_sentence(taken) else 0


def make_candidate(shape: str, lines: Sequence[str]) -> Candidate | None:
    """The phrase for lines of one shape; None where they share too little.

    >>> lines = ["Theo dõi chúng tôi trên Zalo", "Theo dõi chúng tôi trên Facebook"]
    >>> make_candidate("^theo dõi chúng", lines).phrase.pattern
    'Theo dõi chúng tôi trên \\\\S{1,20}'
    """
    frame = _Frame.of(lines)
    fixed = " ".join(frame.fixed)
    if not re.search(r"\w{2}", fixed) or (any(frame.gaps) and not frame.is_telling(shape)):
        return None
    pattern, action = (f"{_SENTENCE_START}{frame.pattern}$", STRIP) if shape.startswith(END) else (frame.pattern, DROP)
    try:
        phrase = Phrase(pattern, action, reason_of(fixed))
    except SiteDefinitionError:
        return None
    candidate = Candidate(
        shape=shape,
        phrase=phrase,
        lines=frame.lines,
        fixed_words=len(frame.fixed),
        has_gap=any(frame.gaps),
    )
    return candidate if all(candidate.find(_as_block(shape, line)) for line in frame.lines) else None


def is_sentence(text: str) -> bool:
    """Whether a text holds prose: a sentence of some length, with its end.

    >>> is_sentence("Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai. Theo báo Sông")
    True
    """
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if is_prose(text[start : end.start()]):
            return True
        start = end.end()
    return False


@dataclass(frozen=True, slots=True)
class _Frame:
    """Lines as what they share at their heads and tails, and the gaps between."""

    words: list[list[str]]
    head: int
    tail: int

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Frame:
        """The widest frame. Where there is a gap, a line without one has a shape of its own and is left out."""
        words = [line.split(" ") for line in lines]
        masks = [[mask(word) for word in line] for line in words]
        head = _common(masks)
        tail = _common([line[head:][::-1] for line in masks])
        return cls([line for line in words if len(line) > head + tail] or words, head, tail)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines it is of."""
        return tuple(" ".join(line) for line in self.words)

    @property
    def fixed(self) -> list[str]:
        """The words that are the same."""
        first = self.words[0]
        return [*first[: self.head], *first[len(first) - self.tail :]]

    @property
    def gaps(self) -> list[str]:
        """What differs, of each line; empty where nothing does."""
        return [" ".join(line[self.head : len(line) - self.tail]) for line in self.words]

    @property
    def pattern(self) -> str:
        """What matches the lines."""
        heads = zip(*(line[: self.head] for line in self.words), strict=True)
        tails = zip(*(line[len(line) - self.tail :] for line in self.words), strict=True)
        gap = [_gap_pattern(self.gaps, room=SHORT - len(" ".join(self.fixed)))] if any(self.gaps) else []
        return " ".join([*map(_word_pattern, heads), *gap, *map(_word_pattern, tails)])

    def is_telling(self, shape: str) -> bool:
        """Whether what lines share says what they are: a label, or most of their words."""
        if shape.startswith((WHOLE, END)):
            return False
        if shape.startswith(HEAD) and self.head and self.words[0][self.head - 1].endswith(":"):
            return True
        return 2 * len(self.fixed) * len(self.words) >= sum(map(count_words, self.gaps))


def _common(lines: Sequence[Sequence[str]]) -> int:
    """How many words from the first on all lines share."""
    return len(list(takewhile(lambda column: len(set(column)) == 1, zip(*lines, strict=False))))


def _as_block(shape: str, line: str) -> str:
    """A block that a line may have been found in."""
    return f"{line}. {line}" if shape.startswith(END) else line


def _word_pattern(words: Sequence[str]) -> str:
    """What matches one word of each line: its numbers vary, and so does all of a date's name or an address."""
    first = words[0]
    if mask(first) == "<url>":
        return rf"https?://\S{{1,{_LONGEST_ADDRESS}}}"
    parts = [re.split(r"(\d+)", word.lower()) for word in words]
    if any(len(one) != len(parts[0]) or one[::2] != parts[0][::2] for one in parts):
        return rf"\S{{1,{_rounded(words)}}}"
    longest = max((6, *(len(number) for one in parts for number in one[1::2])))
    literals = map(escape, re.split(r"\d+", first))
    return rf"\d{{1,{longest}}}".join(literals)


def _gap_pattern(gaps: Sequence[str], *, room: int) -> str:
    """What matches the parts that differ; never so much that a line would be longer than those that were counted."""
    if not any(" " in gap for gap in gaps):
        return rf"\S{{1,{_rounded(gaps)}}}"
    return rf".{{1,{max(min(_rounded(gaps), room), *map(len, gaps))}}}"


def _rounded(texts: Sequence[str]) -> int:
    """Room for half as much again as the longest, in tens."""
    return -(-max(map(len, texts)) * 3 // 20) * 10
