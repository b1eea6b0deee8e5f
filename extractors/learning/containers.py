"""The body's container: what holds the kept text on all pages, and little else.

A selector is judged by the words it holds on each page. A body that is split gets a group (`.intro, .rest`), pages of
another layout get a selector of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.learning.options import around_blocks, body_options, selects_blocks
from extractors.learning.specimen import Line, Specimen
from extractors.learning.tokens import Candidate
from extractors.selectors import Element, compile_selector

HOLDS = 0.6
"""From such an agreement on, a selector holds on a page."""
_MISREAD = 1 / 3
"""Of the pages: so many may be read by a selector that does not hold there."""
_REPEATED_JUNK = 0.25
"""What the words of the template count against a container: a drop or a phrase takes them."""
_SEVERITY = 4
"""A selector that is quite right beats one that is about right."""
_WORST_WEIGHT = 0.05
"""The page that a selector is worst on hardly counts where there are three: text of other kinds may stand elsewhere."""
_PURE = 0.5
"""A selector that finds more furniture than text on a page is not its body's."""
_BLOCKS_BONUS = 0.02
"""What an element holds beside its blocks of text is more often furniture than text that no page showed yet."""
_COST_WEIGHT = 0.01
_DEPTH_WEIGHT = 0.005
"""The innermost of the elements around a text is the one that other things are least likely to be put into."""
_GAIN = 0.02
"""What one more selector in a group must add to the score."""
_MAX_GROUP = 3
_WHOLE = 0.9
"""A page whose words agree less has text elsewhere."""
_OWN_GAIN = 0.1
_OWN_COST = 2.0
"""For what is on one page alone: what it must add there, and how good a name it must have."""
_GROUP_COST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A selector for the body, and how well it holds."""

    selector: str
    cost: float
    agreement: tuple[float, ...]
    """For each page, from 0 to 1: how far its words are those that were kept."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """The words that a selector finds on one page."""

    kept: int = 0
    junk: float = 0.0
    of: int = 1
    """All kept words of the page."""
    depth: int = 0
    """Elements around the first it finds."""

    @property
    def agreement(self) -> float:
        """F1 of the words found and the words kept."""
        return 2 * self.kept / ((self.kept + self.junk + self.of) or 1)

    @property
    def is_empty(self) -> bool:
        """Whether it finds no words."""
        return not (self.kept or self.junk)

    @property
    def is_pure(self) -> bool:
        """Whether what it finds, if anything, is text for the better part."""
        return self.kept >= _PURE * (self.kept + self.junk)


def find_containers(specimens: Sequence[Specimen]) -> list[Container]:
    """In the order in which they are to be tried; none where nothing holds: to read pages without a rule is better than
    by a wrong one."""
    search = _Search()
    found: list[Candidate] = []
    chosen: dict[Specimen, Candidate] = {}
    waiting = list(specimens)
    while waiting and (best := search.best(waiting)):
        done = [one for one in waiting if search.fit(best.selector, one).agreement >= HOLDS]
        if not done:
            break
        waiting = [one for one in waiting if one not in done]
        more = {**chosen, **dict.fromkeys(done, best)}
        order = next((one for one in ([*found, best], [best, *found]) if search.is_served(one, more)), None)
        if order is not None:
            found, chosen = order, more
    readers = {specimen: search.reader(found, specimen) for specimen in specimens}
    found = [search.completed(one, [page for page in specimens if readers[page] is one], specimens) for one in found]
    if sum(search.is_misread(one, found) for one in specimens) > _MISREAD * len(specimens):
        return []
    return [
        Container(
            selector=one.selector,
            cost=one.cost,
            agreement=tuple(search.fit(one.selector, specimen).agreement for specimen in specimens),
        )
        for one in found
    ]


def elements_of(selector: str, specimen: Specimen) -> list[Element]:
    """What a selector finds on a page, none inside another."""
    page = specimen.page
    found = compile_selector(selector).select_elements(page.root, page.index)
    inner = set(found)
    return [one for one in found if inner.isdisjoint(one.iterancestors())]


def elements_below(selector: str, specimen: Specimen, body: Iterable[Element]) -> list[Element]:
    """What a selector finds in the elements of a body, none inside another."""
    outer = set(body)
    return [one for one in elements_of(selector, specimen) if not outer.isdisjoint(one.iterancestors())]


def reader_of(specimen: Specimen, selectors: Sequence[str]) -> int | None:
    """Which of a body's selectors a page is read by: the first that finds text there."""
    for index, selector in enumerate(selectors):
        if lines_in(elements_of(selector, specimen), specimen):
            return index
    return None


def lines_in(elements: Iterable[Element], specimen: Specimen) -> list[Line]:
    """The lines of elements none of which stands in another."""
    return [line for element in elements for line in specimen.below.get(element, ())]


class _Search:
    """Judges selectors, each on each page once."""

    def __init__(self) -> None:
        self._fits: dict[tuple[str, Specimen], _Fit] = {}

    def fit(self, selector: str, specimen: Specimen) -> _Fit:
        """What a selector finds on a page."""
        at = (selector, specimen)
        if at not in self._fits:
            self._fits[at] = _fit(elements_of(selector, specimen), specimen)
        return self._fits[at]

    def best(self, specimens: Sequence[Specimen]) -> Candidate | None:
        """The best selector or group for these pages."""
        options = [one for one in body_options(specimens) if self._is_pure(one, specimens)]
        if not options:
            return None
        best = max(options, key=lambda one: (self._score(one, specimens), -len(one.selector), one.selector))
        wide = [one for one in options if self._is_wide(one, specimens)]
        for _ in range(_MAX_GROUP - 1):
            groups = [_join(best, one) for one in wide]
            better = max(groups, key=lambda one: (self._score(one, specimens), one.selector), default=best)
            if self._score(better, specimens) < self._score(best, specimens) + _GAIN:
                break
            best = better
        return best

    def completed(self, one: Candidate, pages: Sequence[Specimen], specimens: Sequence[Specimen]) -> Candidate:
        """The selector, and what else holds text of a page that it reads, stands outside and is on no other page: the
        entries of a live blog."""
        for page in pages:
            before = self.fit(one.selector, page).agreement
            if before >= _WHOLE:
                continue
            others = [other for other in specimens if other is not page]
            body = elements_of(around_blocks(one.selector), page)
            options = [
                _join(one, option)
                for option in body_options([page])
                if option.cost <= _OWN_COST
                and self.fit(option.selector, page).is_pure
                and all(self.fit(option.selector, other).is_empty for other in others)
                and _are_apart(elements_of(option.selector, page), body)
            ]
            best = max(options, key=lambda group: (self._score(group, [page]), group.selector), default=one)
            if self.fit(best.selector, page).agreement >= before + _OWN_GAIN:
                one = best
        return one

    def is_served(self, order: Sequence[Candidate], chosen: Mapping[Specimen, Candidate]) -> bool:
        """Whether each page is read by the selector chosen for it."""
        return all(self.reader(order, specimen) is choice for specimen, choice in chosen.items())

    def reader(self, order: Sequence[Candidate], specimen: Specimen) -> Candidate | None:
        """The selector that a page is read by."""
        index = reader_of(specimen, [one.selector for one in order])
        return None if index is None else order[index]

    def is_misread(self, specimen: Specimen, order: Sequence[Candidate]) -> bool:
        """Whether a page is read by a selector that does not hold there."""
        reader = self.reader(order, specimen)
        return reader is not None and self.fit(reader.selector, specimen).agreement < HOLDS

    def _score(self, one: Candidate, specimens: Sequence[Specimen]) -> float:
        fits = [self.fit(one.selector, specimen) for specimen in specimens]
        worst, *others = sorted(fit.agreement**_SEVERITY for fit in fits)
        weight = _WORST_WEIGHT if len(others) > 1 else 1.0
        agreement = (weight * worst + sum(others)) / (weight + len(others))
        bonus = _BLOCKS_BONUS if selects_blocks(one.selector) else 0.0
        return agreement + bonus - _COST_WEIGHT * one.cost + _DEPTH_WEIGHT * min(fit.depth for fit in fits)

    def _is_pure(self, one: Candidate, specimens: Sequence[Specimen]) -> bool:
        return all(self.fit(one.selector, specimen).is_pure for specimen in specimens)

    def _is_wide(self, one: Candidate, specimens: Sequence[Specimen]) -> bool:
        """Whether it holds text on more than one page: what stands on one page alone is that article's."""
        return sum(self.fit(one.selector, specimen).kept > 0 for specimen in specimens) >= min(2, len(specimens))


def _fit(elements: Sequence[Element], specimen: Specimen) -> _Fit:
    lines = lines_in(elements, specimen)
    return _Fit(
        kept=sum(line.words for line in lines if line.kept),
        junk=sum(line.words * (_REPEATED_JUNK if line.repeated else 1.0) for line in lines if line.is_junk),
        of=specimen.kept_words,
        depth=sum(1 for _ in elements[0].iterancestors()) if elements else 0,
    )


def _are_apart(elements: Sequence[Element], others: Sequence[Element]) -> bool:
    """Whether no element is or stands in one of the others, or the other way round."""
    first, second = set(elements), set(others)
    return all(second.isdisjoint((one, *one.iterancestors())) for one in elements) and all(
        first.isdisjoint(one.iterancestors()) for one in others
    )


def _join(first: Candidate, second: Candidate) -> Candidate:
    return Candidate(max(first.cost, second.cost) + _GROUP_COST, f"{first.selector}, {second.selector}")
