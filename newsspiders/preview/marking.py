"""Which text of the parsed page is which piece: the words of each piece, found again at the place it stands in."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extractors.article import Piece
from extractors.page import SILENT_TAGS, nearest_block
from extractors.selectors import Element, element_at

_LEVELS = 4
"""A caption is a draft of its image, and stands some elements around it."""


@dataclass(slots=True)
class _Text:
    """The visible letters of a tree, in order; each belongs to a slot (an element's text or its tail)."""

    letters: list[str] = field(default_factory=list)
    slots: list[tuple[Element, bool]] = field(default_factory=list)
    """Element, and whether it is the tail."""
    slot_of: list[int] = field(default_factory=list)
    range_of: dict[Element, tuple[int, int]] = field(default_factory=dict)
    owner: list[int | None] = field(default_factory=list)
    """Which piece each letter belongs to."""

    def add(self, element: Element, raw: str | None, *, is_tail: bool) -> None:
        found = letters_of(raw or "")
        if found:
            self.slots.append((element, is_tail))
            self.letters.extend(found)
            self.slot_of.extend([len(self.slots) - 1] * len(found))
            self.owner.extend([None] * len(found))


def mark_pieces(root: Element, pieces: Sequence[Piece]) -> None:
    """Wraps the text of each piece in `<span data-piece="its number">`, wherever it stands. Changes the tree."""
    text = _read(root)
    places = [(n, one.text, element_at(root, one.path)) for n, one in enumerate(pieces) if one.path is not None]
    # What was cut out of a block's middle parts the rest of it, which is one again once that is known.
    for number, words, element in [one for one in places if not _claim(text, *one)]:
        _claim(text, number, words, element)
    by_slot = itertools.groupby(range(len(text.letters)), key=text.slot_of.__getitem__)
    runs = [(text.slots[slot], [text.owner[index] for index in indexes]) for slot, indexes in by_slot]
    for (element, is_tail), owners in runs:
        _wrap(element, owners, is_tail=is_tail)


def letters_of(text: str) -> str:
    """What of a text the steps between page and piece leave as it is: no white space, no punctuation."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum())


def _read(root: Element) -> _Text:
    text, starts = _Text(), dict[Element, int]()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        is_silent = node.tag in SILENT_TAGS
        if event == "start":
            starts[node] = len(text.letters)
            if is_silent:
                walk.skip_subtree()
            else:
                text.add(node, node.text, is_tail=False)
        else:
            text.range_of[node] = (starts[node], len(text.letters))
            if node is not root:
                text.add(node, node.tail, is_tail=True)
    return text


def _claim(text: _Text, number: int, words: str, element: Element) -> bool:
    """Gives a piece its letters: the first free ones around its element that spell it."""
    wanted = letters_of(words)
    if not wanted:
        return True
    for place in _places(element):
        free = [index for index in range(*text.range_of.get(place, (0, 0))) if text.owner[index] is None]
        at = "".join(text.letters[index] for index in free).find(wanted)
        if at >= 0:
            for index in free[at : at + len(wanted)]:
                text.owner[index] = number
            return True
    return False


def _places(element: Element) -> Iterator[Element]:
    yield element
    block = nearest_block(element)
    if block is not None:
        yield block
        yield from itertools.islice(block.iterancestors(), _LEVELS)


def _wrap(element: Element, owners: Sequence[int | None], *, is_tail: bool) -> None:
    """Parts one text of the tree into spans, a span for each run of letters of one piece."""
    raw = unicodedata.normalize("NFC", (element.tail if is_tail else element.text) or "")
    parent = element.getparent() if is_tail else element
    assert parent is not None
    at = parent.index(element) + 1 if is_tail else 0
    plain, *others = _runs(raw, owners)
    if is_tail:
        element.tail = plain[1]
    else:
        element.text = plain[1]
    for offset, (owner, part) in enumerate(others):
        span = etree.Element("span")
        span.text = part
        if owner is not None:
            span.set("data-piece", str(owner))
        parent.insert(at + offset, span)


def _runs(raw: str, owners: Sequence[int | None]) -> list[tuple[int | None, str]]:
    """The text in parts of one owner each; the first is what stands before the first letter."""
    starts: list[tuple[int | None, int]] = []
    letters = iter(owners)
    for index, letter in enumerate(raw):
        if letter.isalnum():
            owner = next(letters)
            if not starts or starts[-1][0] != owner:
                starts.append((owner, index))
    ends = [start for _, start in starts[1:]] + [len(raw)]
    parts = [(owner, raw[start:end]) for (owner, start), end in zip(starts, ends, strict=True)]
    return [(None, raw[: starts[0][1]]), *parts]
