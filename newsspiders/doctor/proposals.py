"""Proposals: for what broke, changes of the rules that were learned from the pages, each tried before it is proposed.

A change holds where the field then comes from the new rule and says what the page's other witnesses say. It must hold
on most of the pages that need it, and change nothing on those that are read well already: the fixtures, and pages in
the layout there was before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from extractors import Extraction
from extractors.changes import AddPhrase, AddSelector, Change, apply_changes
from extractors.learning import LearnedRule, NothingToLearnError, study
from extractors.text import count_words, key
from newsspiders.doctor.diagnosis import Diagnosis
from newsspiders.doctor.leaks import Leak, find_leaks
from newsspiders.doctor.losses import kept_text, says, unruled_prose
from newsspiders.doctor.reading import Read, read_pages
from newsspiders.preview.notation import change_as_dict, code_of

_LEAST_CONFIDENCE = 0.35
_LEAST_PAGES = 2
_MOST_NEED = 0.6
"""Of the pages that need it, on so many a change must hold."""
_KEPT = 0.9
"""Of the prose that is read without rules, so much must be in the body that a rule finds."""
_LONGER = 1.5
"""And so much longer than that the body may be: else it is the whole page."""
_ORDER = ("body", "title", "published", "lead", "authors", "section", "tags", "source")
_LABEL = {"published": 80, "section": 60}
"""Letters: what is longer is not that alone, but the element around it."""
_OF_RULES = {"source_name": "source", "source_url": "source", "byline": "authors"}
"""Field of an article -> that of the rules, where they differ."""
_OF_ARTICLE = {"source": "source_name"}
"""The other way round."""
_LINES = 2
"""A phrase may take so many times the words of the line it was made for, from a page."""

Check: TypeAlias = Callable[[Read, Read], bool]
"""Whether what a change makes of a page, beside what was made of it before, is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One change, and how sure it is."""

    change: Change
    confidence: float
    pages: tuple[str, ...]
    """URLs of the pages on which it holds."""
    of: int
    """Pages that need it."""

    @property
    def words(self) -> str:
        """For people."""
        return f"{code_of(self.change)}  {self.confidence:.0%} sure, holds on {len(self.pages)} of {self.of} pages"

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        facts = {"confidence": self.confidence, "pages": list(self.pages), "of": self.of}
        return {"change": change_as_dict(self.change), **facts}


def propose(diagnosis: Diagnosis) -> tuple[Proposal, ...]:
    """What would mend the symptoms that rules are to blame for; nothing where nothing certain was learned."""
    broken = {_OF_RULES.get(one.field, one.field) for one in diagnosis.symptoms if one.field}
    if not broken:
        return ()
    pages = [(page.url, page.sample.html) for page in diagnosis.pages]
    try:
        learned = study(pages, start=diagnosis.site).rules
    except NothingToLearnError:
        learned = ()
    trial = _Trial(diagnosis)
    for field in (one for one in _ORDER if one in broken):
        for rule in _candidates(learned, field):
            if not trial.needing(field):
                break
            trial.try_selector(rule)
    if "body" in broken or trial.leaks():
        trial.try_drops(_candidates(learned, "drop"))
    for leak in trial.leaks():
        trial.try_phrase(leak)
    return tuple(trial.accepted)


def _candidates(learned: Iterable[LearnedRule], field: str) -> list[LearnedRule]:
    found = [one for one in learned if one.field == field and one.confidence >= _LEAST_CONFIDENCE]
    return sorted(found, key=lambda one: -one.confidence)


class _Trial:
    """The site while changes are tried on it: those that were accepted are in force."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        self.accepted: list[Proposal] = []
        self._site = diagnosis.site
        self._pages = diagnosis.pages
        self._fixtures = diagnosis.fixtures
        self._prose = {page.url: unruled_prose(page.sample) for page in diagnosis.pages}

    def needing(self, field: str) -> list[Read]:
        """The pages on which no rule gives the field."""
        return [page for page in self._pages if page.extraction is None or not _is_by_rule(page.extraction, field)]

    def leaks(self) -> tuple[Leak, ...]:
        """What leaks by the rules as they are now."""
        return find_leaks(self._pages, self._fixtures)

    def try_selector(self, rule: LearnedRule) -> None:
        """Accept a selector that gives a field where it is needed: before those that are there, or behind them."""
        field = rule.field
        needing = {page.url for page in self.needing(field)}

        def is_right(before: Read, after: Read) -> bool:
            if before.url not in needing:
                return bool(_value(before, field) == _value(after, field))
            if after.extraction is None or after.extraction.selectors.get(field) != rule.selector:
                return False
            return self._is_right_body(after) if field == "body" else _agrees(before, after, field)

        for first in (True, False):
            change = AddSelector(field=field, selector=rule.selector, first=first)
            if self._accept(change, rule.confidence, needing=needing, is_right=is_right):
                return

    def try_drops(self, rules: Iterable[LearnedRule]) -> None:
        """Accept the drops that take something, and no prose."""
        for rule in rules:
            name = f"{self._site.name}/drop:{rule.selector}"
            change = AddSelector(field="drop", selector=rule.selector)

            def is_right(before: Read, after: Read) -> bool:
                return self._keeps_prose(before, after) and _rest(before) == _rest(after)

            trial = self._pages_with(change)
            needing = {page.url for page in trial if _takes(page, name)}
            self._accept(change, rule.confidence, needing=needing, is_right=is_right, most=1.0)

    def try_phrase(self, leak: Leak) -> None:
        """Accept a phrase against a line, if it takes nothing else."""
        if leak.phrase is None or leak.line not in {one.line for one in self.leaks()}:
            return
        most = _LINES * count_words(leak.line)

        def is_right(before: Read, after: Read) -> bool:
            lost = _words(before) - _words(after)
            return 0 < lost <= most if before.url in leak.pages else lost == 0

        confidence = round(len(leak.pages) / len(self._pages), 2)
        self._accept(AddPhrase(phrase=leak.phrase), confidence, needing=set(leak.pages), is_right=is_right, most=1.0)

    def _accept(
        self, change: Change, confidence: float, *, needing: set[str], is_right: Check, most: float = _MOST_NEED
    ) -> bool:
        """Whether a change holds on most of the pages that need it, and does no harm; then it is in force."""
        site = apply_changes(self._site, [change])
        pages = read_pages((page.sample for page in self._pages), site)
        right = [before.url for before, after in zip(self._pages, pages, strict=True) if is_right(before, after)]
        holds = tuple(url for url in right if url in needing)
        is_harmless = len(right) - len(holds) == len(pages) - len(needing)
        if len(holds) < max(_LEAST_PAGES, most * len(needing)) or not is_harmless:
            return False
        fixtures = read_pages((page.sample for page in self._fixtures), site)
        if any(_told(before) != _told(after) for before, after in zip(self._fixtures, fixtures, strict=True)):
            return False
        self._site, self._pages = site, pages
        self.accepted.append(Proposal(change=change, confidence=confidence, pages=holds, of=len(needing)))
        return True

    def _pages_with(self, change: Change) -> tuple[Read, ...]:
        return read_pages((page.sample for page in self._pages), apply_changes(self._site, [change]))

    def _is_right_body(self, page: Read) -> bool:
        """Whether a body holds the prose that is read without rules, and not the whole page."""
        assert page.extraction is not None
        prose = self._prose[page.url]
        kept = kept_text(page.extraction)
        total = sum(map(count_words, prose))
        held = sum(count_words(text) for text in prose if says(kept, key(text)))
        return total > 0 and held >= _KEPT * total and _words(page) <= _LONGER * total + 100

    def _keeps_prose(self, before: Read, after: Read) -> bool:
        """Whether what was kept of the prose is kept still."""
        was, now = _kept(before), _kept(after)
        return all(says(now, key(text)) for text in self._prose[before.url] if says(was, key(text)))


def _takes(page: Read, rule: str) -> bool:
    return page.extraction is not None and any(removal.rule == rule for removal in page.extraction.removed)


def _is_by_rule(extraction: Extraction, field: str) -> bool:
    return extraction.origins.get(_OF_ARTICLE.get(field, field)) == "rule"


def _value(page: Read, field: str) -> Any:
    return page.extraction and getattr(page.extraction.article, _OF_ARTICLE.get(field, field))


def _agrees(before: Read, after: Read, field: str) -> bool:
    """Whether the field says what the page's other witnesses said, where they said something."""
    was, now = _value(before, field), _value(after, field)
    if not now or len(_printed(after, field)) > _LABEL.get(field, sys.maxsize):
        return False
    if not was:
        return True
    if field == "published":
        return bool(abs((was - now).total_seconds()) < 24 * 3600)
    if field in ("title", "section"):
        return key(was) == key(now)
    if isinstance(was, tuple):
        return bool({key(one) for one in was} & {key(one) for one in now})
    return key(was) in key(now) or key(now) in key(was)


def _printed(page: Read, field: str) -> str:
    """What the page prints of it."""
    value = _value(page, "published_raw" if field == "published" else field)
    return value if isinstance(value, str) else ""


def _told(page: Read) -> object:
    """What a change must leave as it is: all that a fixture says of a page, and which selectors gave it."""
    if page.extraction is None:
        return type(page.error)
    found = page.extraction
    return found.article, sorted({removal.rule for removal in found.removed}), found.warnings, found.selectors


def _rest(page: Read) -> object:
    """The article but for its text."""
    return page.extraction and replace(page.extraction.article, body=())


def _kept(page: Read) -> str:
    return kept_text(page.extraction) if page.extraction else ""


def _words(page: Read) -> int:
    return count_words(page.extraction.article.text) if page.extraction else 0
