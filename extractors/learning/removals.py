"""What is to leave the containers: furniture by its selector, lines of the template by their words.

An element goes when none of its text was kept and something says that it is furniture: it repeats on other pages, it
is links, its name says so. Prose that was left out for no such reason stays: no witness is an oracle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.learning.containers import elements_below, elements_of, lines_in
from extractors.learning.specimen import Line, Specimen
from extractors.learning.tokens import Candidate, candidates
from extractors.rules import Phrase
from extractors.selection import is_named_furniture
from extractors.selectors import Element, tag_of
from extractors.wording import reason_of, whole_pattern

_MAX_SELECTORS = 20
_MAX_PHRASES = 20
_KEPT_SHARE = 0.02
"""What a drop may take of the kept words it meets."""
_SPECIFIC_COST = 4.5
"""A drop by a name of layout would take too much on the next page."""
_NO_DROPS = frozenset(("main", "article", "time", "figcaption"))
"""Tags of which an article is made: never dropped by the tag alone."""
_SHORTEST = 3
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A selector for furniture inside the body."""

    selector: str
    cost: float
    pages: tuple[str, ...]
    """Where it takes something."""
    lines: frozenset[Line] = field(repr=False)
    """What it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """A phrase, and the pages on which it stands."""

    phrase: Phrase
    pages: tuple[str, ...]


def find_drops(specimens: Sequence[Specimen], bodies: Mapping[Specimen, Sequence[Element]]) -> list[Drop]:
    """The fewest selectors that take what is furniture and hardly a kept word; the widest first."""
    waiting = {line for one in specimens for line in _furniture_in(bodies[one], one)}
    options = _options(specimens, bodies, waiting)
    takes = {one: _taken(one.selector, specimens, bodies) for one in options}
    fit = {one: lines for one, lines in takes.items() if _is_fit(lines)}
    found: list[Drop] = []
    while waiting and fit and len(found) < _MAX_SELECTORS:
        best = max(fit, key=lambda one: (_worth(fit[one], waiting) - one.cost, -one.cost, one.selector))
        taken = frozenset(line for lines in fit[best].values() for line in lines)
        if waiting.isdisjoint(taken):
            break
        pages = tuple(specimen.page.url for specimen, lines in fit[best].items() if lines)
        found.append(Drop(selector=best.selector, cost=best.cost, pages=pages, lines=taken))
        waiting -= taken
        del fit[best]
    return found


def find_phrases(
    specimens: Sequence[Specimen], bodies: Mapping[Specimen, Sequence[Element]], drops: Sequence[Drop]
) -> list[Boilerplate]:
    """The template's lines that no drop takes."""
    pages: dict[str, set[str]] = {}
    texts: dict[str, Line] = {}
    dropped = {line for drop in drops for line in drop.lines}
    for specimen in specimens:
        for line in lines_in(bodies[specimen], specimen):
            if line.is_junk and line.repeated and line not in dropped and _is_phrase(line):
                pages.setdefault(line.shape, set()).add(specimen.page.url)
                texts.setdefault(line.shape, line)
    several = [shape for shape, where in pages.items() if len(where) > 1][:_MAX_PHRASES]
    return [
        Boilerplate(phrase=_phrase(texts[shape].draft.text), pages=tuple(sorted(pages[shape]))) for shape in several
    ]


def _phrase(text: str) -> Phrase:
    return Phrase(whole_pattern(text), "drop", reason_of(text))


def _is_phrase(line: Line) -> bool:
    return line.words >= _SHORTEST and len(line.draft.text) <= _LONGEST


def _furniture_in(body: Sequence[Element], specimen: Specimen) -> Iterable[Line]:
    """The lines of a body that are junk, and that something beside the witness says so of."""
    for line in lines_in(body, specimen):
        if line.is_junk and not (line.is_prose and not _is_in_furniture(line, body)):
            yield line


def _is_in_furniture(line: Line, body: Sequence[Element]) -> bool:
    stop = set(body)
    element: Element | None = line.node
    while element is not None and element not in stop:
        if is_named_furniture(element) or tag_of(element) in ("aside", "nav", "form", "footer"):
            return True
        element = element.getparent()
    return False


def _options(
    specimens: Sequence[Specimen], bodies: Mapping[Specimen, Sequence[Element]], waiting: set[Line]
) -> list[Candidate]:
    """Selectors of the elements around furniture, up to the largest in which nothing was kept."""
    found: dict[str, Candidate] = {}
    for specimen in specimens:
        stop = set(bodies[specimen])
        for line in lines_in(bodies[specimen], specimen):
            element: Element | None = line.node if line in waiting else None
            while element is not None and not any(one.kept or one.is_caption for one in specimen.below[element]):
                if element in stop and len(stop) == 1:
                    break
                for one in candidates(element):
                    if one.cost <= _SPECIFIC_COST and one.selector not in _NO_DROPS:
                        found[one.selector] = one
                element = None if element in stop else element.getparent()
    return sorted(found.values())


def _taken(
    selector: str, specimens: Sequence[Specimen], bodies: Mapping[Specimen, Sequence[Element]]
) -> dict[Specimen, list[Line]]:
    return {specimen: _below(selector, specimen, bodies[specimen]) for specimen in specimens}


def _below(selector: str, specimen: Specimen, body: Sequence[Element]) -> list[Line]:
    """The lines that a drop takes out of a body."""
    taken = elements_below(selector, specimen, body)
    if len(body) > 1:  # one of several may be furniture itself
        taken += set(body).intersection(elements_of(selector, specimen))
    return lines_in(taken, specimen)


def _is_fit(lines: Mapping[Specimen, Sequence[Line]]) -> bool:
    """Whether a drop takes hardly a kept word, no caption of a picture, and more furniture than prose."""
    taken = [line for some in lines.values() for line in some]
    total = sum(line.words for line in taken)
    kept = sum(line.words for line in taken if line.kept or line.is_caption)
    return kept <= _KEPT_SHARE * total


def _worth(lines: Mapping[Specimen, Sequence[Line]], waiting: set[Line]) -> float:
    """How much furniture a drop takes that no other took, by line and page."""
    return sum(min(len([line for line in some if line in waiting]), 5) for some in lines.values())
