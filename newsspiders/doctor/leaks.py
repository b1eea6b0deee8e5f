"""Leaks: lines that stand in the text of several of the pages, and in no fixture's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.rules import Phrase
from extractors.text import count_words, is_prose
from extractors.wording import UNKNOWN, reason_of
from newsspiders.doctor.reading import Read, articles_of
from newsspiders.leaks.counting import Copies
from newsspiders.leaks.phrases import make_candidate
from newsspiders.leaks.shapes import HEAD, WHOLE, shapes_of

_PAGES = 2
_TELLING_PAGES = 3
"""Of lines that could be an article's own: a sentence that two reports share, a heading."""
_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One kind of line."""

    line: str
    """One of them."""
    pages: tuple[str, ...]
    phrase: Phrase | None = None
    """What would take them."""


def find_leaks(pages: Sequence[Read], fixtures: Iterable[Read]) -> tuple[Leak, ...]:
    """The kinds of lines that leak, those of most pages first."""
    known = {shape for _, blocks in _texts(fixtures) for block in blocks for shape in _shapes(block)}
    lines: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for url, blocks in _texts(pages):
        for block in blocks:
            for shape in _shapes(block):
                lines[shape].setdefault(url, block)
    found: dict[str, Leak] = {}
    for shape, by_page in lines.items():
        if shape not in known and _is_telling(shape, by_page):
            line = min(by_page.values())
            candidate = make_candidate(shape, sorted(set(by_page.values())))
            found.setdefault(
                line, Leak(line=line, pages=tuple(by_page), phrase=candidate.phrase if candidate else None)
            )
    return tuple(sorted(found.values(), key=lambda leak: (-len(leak.pages), leak.line)))


def _texts(pages: Iterable[Read]) -> Iterator[tuple[str, list[str]]]:
    """The blocks of each article's text, of copies once."""
    copies = Copies()
    for page, extraction in articles_of(pages):
        blocks = [block.text for block in extraction.article.body if "\n" not in block.text]
        if not copies.is_copy(blocks, title=extraction.article.title or ""):
            yield page.url, blocks


def _shapes(block: str) -> Iterator[str]:
    """That of the whole line, and that of the label it begins with."""
    return (shape for shape in shapes_of(block) if shape.startswith(WHOLE) or _is_label(shape))


def _is_label(shape: str) -> bool:
    return shape.startswith(HEAD) and shape.endswith(":") and reason_of(shape[1:]) != UNKNOWN


def _is_telling(shape: str, by_page: dict[str, str]) -> bool:
    """Whether so many pages have it that it is no article's own."""
    line = min(by_page.values())
    is_furniture = _is_label(shape) or reason_of(line) != UNKNOWN or count_words(line) >= _TELLING_WORDS
    return len(by_page) >= (_PAGES if is_furniture and not is_prose(line) else _TELLING_PAGES)
