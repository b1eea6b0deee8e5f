"""Selectors that could be a body's: of the elements around kept text, and of the blocks in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.learning.specimen import Line, Specimen
from extractors.learning.tokens import Candidate, candidates, child_candidates
from extractors.selectors import Element, compile_selector, tag_of

_WORTH = 0.02
"""The least share of a page's kept words for an element to give candidates."""
_BLOCKS = " > :is(p, h2, h3, h4, ul, ol, blockquote, table, pre, img, figure:has(img), figure:has(figcaption))"
"""From an element to what an article's text is made of."""
_PICTURES = " figure:has(figcaption)"
_STEPS: tuple[tuple[str, ...], ...] = ((_BLOCKS,), (_BLOCKS, _PICTURES))
"""To the blocks with the pictures among them; to these and pictures deeper in the element."""


def body_options(specimens: Sequence[Specimen]) -> list[Candidate]:
    """All of them, the cheapest first. Those of blocks only where most pages have their captions in them too."""
    found: dict[str, Candidate] = {}
    missed: dict[tuple[str, ...], Counter[str]] = {steps: Counter() for steps in _STEPS}
    for specimen in specimens:
        for element, lines in specimen.below.items():
            if not _is_around_text(element, lines, specimen):
                continue
            own = [*candidates(element), *child_candidates(element)]
            found.update((one.selector, one) for one in own)
            for steps in _STEPS:
                if _misses_captions(element, lines, steps):
                    missed[steps].update(one.selector for one in own)
    blocks = [
        Candidate(one.cost, _stepped(one.selector, steps))
        for one in found.values()
        for steps in _STEPS
        if 2 * missed[steps][one.selector] <= len(specimens)
    ]
    return sorted([*found.values(), *blocks])


def selects_blocks(selector: str) -> bool:
    """Whether it finds blocks of text, and nothing else that stands among them."""
    return _BLOCKS in selector


def around_blocks(selector: str) -> str:
    """The selector of the elements whose blocks a selector finds; of one that finds no blocks, the same."""
    return selector.replace(_BLOCKS, "").replace(_PICTURES, "")


def with_figures(selector: str, figures: Sequence[str]) -> str:
    """A selector that finds blocks, and figures deeper in the same elements; of one that finds no blocks, the same."""
    if not selects_blocks(selector):
        return selector
    outer = around_blocks(selector).split(", ")
    return ", ".join([selector, *(f"{one} {figure}" for one in dict.fromkeys(outer) for figure in figures)])


def _is_around_text(element: Element, lines: Sequence[Line], specimen: Specimen) -> bool:
    if tag_of(element) in ("body", "html", "p"):
        return False
    return sum(line.words for line in lines if line.kept) >= _WORTH * specimen.kept_words


def _stepped(selector: str, steps: Sequence[str]) -> str:
    return ", ".join(selector + step for step in steps)


def _misses_captions(element: Element, lines: Sequence[Line], steps: Sequence[str]) -> bool:
    """Whether more of an element's captions stand elsewhere in it than in what these steps select."""
    captions = [line for line in lines if line.is_caption]
    if not captions:
        return False
    blocks = set(compile_selector(_stepped(":scope", steps)).select_elements(element))
    outside = [line for line in captions if blocks.isdisjoint((line.node, *line.node.iterancestors()))]
    return 2 * len(outside) > len(captions)
