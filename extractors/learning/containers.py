"""The body's container: what holds the kept text on all pages, and little else.

Each element around kept text gives candidates; a candidate is judged by the words it holds on each page. A body that
is split gets a group (`.intro, .rest`), pages of another layout get a selector of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.learning.specimen import Line, Specimen
from extractors.learning.tokens import Candidate, candidates, child_candidates
from extractors.selectors import Element, compile_selector, tag_of

_REPEATED_JUNK = 0.25
"""What the words of the template count against a container: a drop or a phrase takes them."""
_SEVERITY = 4
"""A selector that is right on most pages and wrong on one beats one that is half right on all."""
_COST_WEIGHT = 0.01
_DEPTH_WEIGHT = 0.005
"""The innermost of the elements around a text is the one that other things are least likely to be put into."""
_BLOCKS = "p, h2, h3, h4, ul, ol, blockquote, table, pre, img, figure:has(img)"
"""What an article's text is made of."""
_GAIN = 0.02
"""What one more selector in a group must add to the score."""
_MAX_GROUP = 3
_GOOD = 0.6
"""Pages on which the words of a container agree less with those kept need another selector."""
_WORTH = 0.05
"""The least share of a page's kept words for an element to be a candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A selector for the body, and how well it holds."""

    selector: str
    cost: float
    agreement: tuple[float, ...]
    """For each page, from 0 to 1: how far its words are those that were kept."""


def find_containers(specimens: Sequence[Specimen]) -> list[Container]:
    """In the order in which they are to be tried; none where nothing holds."""
    search = _Search(specimens)
    found: list[Container] = []
    waiting = list(specimens)
    while waiting:
        best = search.best(waiting)
        if best is None:
            break
        done = [one for one in waiting if search.agreement(best.selector, one) >= _GOOD]
        if not done:
            break
        waiting = [one for one in waiting if one not in done]
        is_seen_before = any(search.agreement(best.selector, one) > 0 for one in specimens if one not in done)
        found = [*found, best] if is_seen_before or not found else [best, *found]
        if not search.is_exclusive(found, specimens, _GOOD):
            found.remove(best)
    return found


def elements_of(selector: str, specimen: Specimen) -> list[Element]:
    """What a selector finds on a page, none inside another."""
    page = specimen.page
    found = compile_selector(selector).select_elements(page.root, page.index)
    inner = set(found)
    return [one for one in found if inner.isdisjoint(one.iterancestors())]


def lines_in(elements: Iterable[Element], specimen: Specimen) -> list[Line]:
    """The lines of elements none of which stands in another."""
    return [line for element in elements for line in specimen.below.get(element, ())]


class _Search:
    """Judges selectors, each on each page once."""

    def __init__(self, specimens: Sequence[Specimen]) -> None:
        self._specimens = specimens
        self._agreements: dict[tuple[str, Specimen], float] = {}

    def best(self, specimens: Sequence[Specimen]) -> Container | None:
        """The best selector or group for these pages."""
        options = _candidates(specimens)
        if not options:
            return None
        first = max(options, key=lambda one: (self._score(one, specimens), -len(one.selector), one.selector))
        group = first
        for _ in range(_MAX_GROUP - 1):
            grown = [_join(group, one) for one in options if self._is_wide(one, specimens)]
            better = max(grown, key=lambda one: (self._score(one, specimens), one.selector), default=group)
            if self._score(better, specimens) < self._score(group, specimens) + _GAIN:
                break
            group = better
        agreement = tuple(self.agreement(group.selector, one) for one in self._specimens)
        return Container(selector=group.selector, cost=group.cost, agreement=agreement)

    def agreement(self, selector: str, specimen: Specimen) -> float:
        """F1 of the words in what it selects and the words kept; what repeats counts less against it."""
        at = (selector, specimen)
        if at not in self._agreements:
            self._agreements[at] = _agreement(lines_in(elements_of(selector, specimen), specimen), specimen)
        return self._agreements[at]

    def is_exclusive(self, found: Sequence[Container], specimens: Sequence[Specimen], good: float) -> bool:
        """Whether no selector takes away a page on which a later one is right."""
        for specimen in specimens:
            values = [self.agreement(one.selector, specimen) for one in found]
            first = next((value for value in values if value > 0), 0.0)
            if first < good <= max(values):
                return False
        return True

    def _score(self, one: Candidate, specimens: Sequence[Specimen]) -> float:
        total = sum(self.agreement(one.selector, specimen) ** _SEVERITY for specimen in specimens)
        depth = min((_depth(one.selector, specimen) for specimen in specimens), default=0)
        return total / len(specimens) - _COST_WEIGHT * one.cost + _DEPTH_WEIGHT * min(depth, 20)

    def _is_wide(self, one: Candidate, specimens: Sequence[Specimen]) -> bool:
        """Whether it holds on more than one page: what stands on one page alone is that article's."""
        return sum(self.agreement(one.selector, specimen) > 0 for specimen in specimens) >= min(2, len(specimens))


def _depth(selector: str, specimen: Specimen) -> int:
    """How many elements are around the first that it selects; 0 where there is none."""
    return next((sum(1 for _ in one.iterancestors()) for one in elements_of(selector, specimen)), 0)


def _agreement(lines: Sequence[Line], specimen: Specimen) -> float:
    kept = sum(line.words for line in lines if line.kept)
    if not kept:
        return 0.0
    junk = sum(line.words * (_REPEATED_JUNK if line.repeated else 1.0) for line in lines if line.is_junk)
    return 2 * kept / (kept + junk + specimen.kept_words)


def _candidates(specimens: Sequence[Specimen]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for specimen in specimens:
        for element, lines in specimen.below.items():
            if tag_of(element) in ("body", "html", "p"):
                continue
            if sum(line.words for line in lines if line.kept) >= _WORTH * specimen.kept_words:
                found.update((one.selector, one) for one in (*candidates(element), *child_candidates(element)))
    return sorted([*found.values(), *map(_blocks_of, found.values())])


def _blocks_of(one: Candidate) -> Candidate:
    """The blocks of text in an element, and nothing else that is put into it: the more careful of two selectors that
    hold the same."""
    return Candidate(one.cost - 0.1, f"{one.selector} > :is({_BLOCKS})")


def _join(first: Candidate, second: Candidate) -> Candidate:
    return Candidate(max(first.cost, second.cost) + 0.5, f"{first.selector}, {second.selector}")
