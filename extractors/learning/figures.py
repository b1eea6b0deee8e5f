"""Figures that are no <figure>: elements that hold a picture and a few words, which are its caption.

A teaser is made like one; its words are a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.figures import images_in
from extractors.learning.containers import elements_below
from extractors.learning.specimen import Specimen
from extractors.learning.tokens import candidates
from extractors.page import visible_text
from extractors.selection import is_named_furniture
from extractors.selectors import Element, tag_of
from extractors.text import count_words

_CAPTION_WORDS = 60
_LEVELS = 4
"""From a picture to what holds its caption too."""
_MAX_SELECTORS = 3
_MAX_COST = 2.5
_LEAST_PAGES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A selector for figures, and the pages that have some."""

    selector: str
    cost: float
    pages: tuple[str, ...]


def find_figures(specimens: Sequence[Specimen], bodies: Mapping[Specimen, Sequence[Element]]) -> list[Figure]:
    """The selectors that find figures and nothing else in the bodies, the widest first."""
    waiting = {one: set(_figures_in(bodies[one], one)) for one in specimens}
    options = {
        candidate.selector: candidate
        for elements in waiting.values()
        for element in elements
        for candidate in candidates(element)
        if candidate.cost <= _MAX_COST
    }
    selected = {one: _selected(one.selector, bodies) for one in options.values()}
    fit = {one: found for one, found in selected.items() if _is_fit(found)}
    done: list[Figure] = []
    while fit and len(done) < _MAX_SELECTORS:
        best = max(fit, key=lambda one: (_gain(fit[one], waiting), -one.cost, one.selector))
        if not _gain(fit[best], waiting):
            break
        pages = tuple(specimen.page.url for specimen, elements in fit[best].items() if elements)
        done.append(Figure(selector=best.selector, cost=best.cost, pages=pages))
        for specimen, elements in fit.pop(best).items():
            waiting[specimen].difference_update(elements)
    return done


def _figures_in(body: Sequence[Element], specimen: Specimen) -> Iterator[Element]:
    for region in body:
        for image in images_in(region):
            holder = _holder_of(image, region)
            if holder is not None and _is_figure(holder, specimen):
                yield holder


def _holder_of(image: Element, region: Element) -> Element | None:
    """The outermost element around a picture with the words of the nearest that has any; None where that is the body,
    or a figure in its own right."""
    holder: Element | None = None
    text = ""
    for level, outer in enumerate(image.iterancestors()):
        if tag_of(outer) in ("figure", "table", "a", "li"):
            return None
        if outer is region or level == _LEVELS or (text and visible_text(outer) != text):
            break
        text = visible_text(outer)
        holder = outer if text else None
    return holder


def _is_figure(element: Element, specimen: Specimen) -> bool:
    """Whether an element holds pictures and no more words than a caption has, outside links."""
    lines = [line for line in specimen.below.get(element, ()) if line.draft.text]
    is_short = 0 < count_words(visible_text(element)) <= _CAPTION_WORDS
    return bool(lines) and is_short and not is_named_furniture(element) and not any(one.draft.linked for one in lines)


def _selected(selector: str, bodies: Mapping[Specimen, Sequence[Element]]) -> dict[Specimen, list[Element]]:
    """What a selector finds in the bodies."""
    return {specimen: elements_below(selector, specimen, body) for specimen, body in bodies.items()}


def _is_fit(selected: Mapping[Specimen, Sequence[Element]]) -> bool:
    """Whether all that a selector finds are figures, on more than one page; some may have no caption."""
    for specimen, elements in selected.items():
        for element in elements:
            if not images_in(element) or (visible_text(element) and not _is_figure(element, specimen)):
                return False
    return sum(map(bool, selected.values())) >= _LEAST_PAGES


def _gain(selected: Mapping[Specimen, Sequence[Element]], waiting: Mapping[Specimen, set[Element]]) -> int:
    return sum(len(waiting[specimen].intersection(elements)) for specimen, elements in selected.items())
