"""Specimen: one page as the learner sees it, its lines, and which of them say the same on other pages.

Two witnesses: what is read without rules (trafilatura, JSON-LD, generic phrases) is kept or not; what stands on
several pages alike, numbers aside, is the template's, whoever kept it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extractors.body import OUTSIDE
from extractors.compiled import NO_RULES
from extractors.draft import Draft
from extractors.errors import ExtractionError
from extractors.page import Page, nearest_block
from extractors.reading import Reading, read_page
from extractors.selectors import Element
from extractors.text import count_words, is_prose, key

_NUMBER = re.compile(r"\d+")
_COPY = 0.5
"""Two pages that share so many of their kept words are one article."""
_TELLING_WORDS = 5
"""A line kept on several pages must have so many words to be the template's by repetition alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One block of text on a page."""

    draft: Draft
    node: Element
    """The element whose text it is."""
    words: int
    shape: str
    """Its words, numbers masked: what is alike on other pages."""
    kept: bool
    """Whether it was read as the article's text, and is not the template's."""
    repeated: bool
    """Whether it stands on other pages too."""

    @property
    def is_junk(self) -> bool:
        """Whether it is no part of the article: neither its text nor a field nor what the generic rules take out
        wherever it stands."""
        outside = self.draft.rule == OUTSIDE and self.draft.image is None
        return not self.kept and (outside or (self.draft.in_body and self.repeated))

    @property
    def is_caption(self) -> bool:
        """Whether it is the caption of one of the article's pictures."""
        return self.draft.image is not None and self.draft.rule is None and not self.repeated

    @property
    def is_prose(self) -> bool:
        """Whether it reads like text of an article that was left out: long, unique, outside links."""
        return not self.repeated and not self.draft.linked and is_prose(self.draft.text)


@dataclass(frozen=True, eq=False)
class Specimen:
    """One page, read without rules."""

    page: Page
    reading: Reading
    lines: tuple[Line, ...]

    @cached_property
    def below(self) -> dict[Element, list[Line]]:
        """Element -> the lines in it."""
        found: dict[Element, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.node, []).append(line)
            for outer in line.node.iterancestors():
                found.setdefault(outer, []).append(line)
        return found

    @cached_property
    def kept_words(self) -> int:
        """Of the article's text."""
        return sum(line.words for line in self.lines if line.kept)


def read_specimens(pages: Iterable[tuple[str, bytes]]) -> tuple[list[Specimen], list[tuple[str, str]]]:
    """The pages that hold an article, each article once, and those that don't: URL and reason."""
    read: list[tuple[Page, Reading]] = []
    left_out: list[tuple[str, str]] = []
    for url, html in pages:
        try:
            page = Page(html, url=url)
            reading = read_page(page, NO_RULES, None)
        except ExtractionError as error:
            left_out.append((url, str(error)))
            continue
        if other := next((one for one, its in read if _is_copy(reading, its)), None):
            left_out.append((url, f"says the same as {other.url}"))
        else:
            read.append((page, reading))
    counts = Counter(shape for _, reading in read for shape in {_shape(draft.text) for draft in reading.drafts})
    return [_specimen(page, reading, counts) for page, reading in read], left_out


def _specimen(page: Page, reading: Reading, counts: Counter[str]) -> Specimen:
    lines = []
    body = [draft for draft in reading.drafts if draft.in_body]
    ends = {id(draft) for draft in (*body[:1], *body[-2:])}
    for draft in reading.drafts:
        node = None if draft.node is None else nearest_block(draft.node)
        if node is None or not draft.text:
            continue
        shape = _shape(draft.text)
        repeated = counts[shape] > 1
        length = count_words(draft.text)
        is_template = repeated and (length >= _TELLING_WORDS or id(draft) in ends or draft.linked)
        kept = draft.in_body and not is_template
        lines.append(Line(draft=draft, node=node, words=length, shape=shape, kept=kept, repeated=repeated))
    return Specimen(page=page, reading=reading, lines=tuple(lines))


def _shape(text: str) -> str:
    return _NUMBER.sub("0", key(text))


def _is_copy(reading: Reading, other: Reading) -> bool:
    own, its = _kept_shapes(reading), _kept_shapes(other)
    shared = sum(count_words(shape) for shape in own & its)
    return shared > _COPY * min(_count(own), _count(its))


def _kept_shapes(reading: Reading) -> set[str]:
    return {_shape(draft.text) for draft in reading.drafts if draft.in_body}


def _count(shapes: Iterable[str]) -> int:
    return sum(map(count_words, shapes)) or 1
