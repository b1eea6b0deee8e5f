"""Changes of a site's rules as data: one selector or phrase more or less. What the preview, the doctor and the search
for leaks propose; applied here to a Site, by others to its module's source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from extractors import evidence
from extractors.evidence import Evidence
from extractors.rules import SELECTOR_FIELDS, Phrase, Rules
from extractors.site import Site

ADDING_UP = ("drop", "phrases")
"""Fields of Rules that a site's own rules add to its family's; in all others they take the family's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSelector:
    """One selector more."""

    field: str
    """A name of SELECTOR_FIELDS."""
    selector: str
    evidence: Evidence = "page"
    first: bool = False
    """Before those that are there: a layout newer than theirs. Else behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSelector:
    """One selector less."""

    field: str
    selector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPhrase:
    """One phrase more."""

    phrase: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePhrase:
    """One phrase less."""

    pattern: str


Change: TypeAlias = AddSelector | RemoveSelector | AddPhrase | RemovePhrase


def apply_changes(site: Site, changes: Iterable[Change]) -> Site:
    """The site with changed rules. Only its own rules change, not its family's: where it has none of a field, it
    takes over the family's, but for `drop` and `phrases`, which add up.

    :raises ValueError: a field that holds no selectors, or something to remove that is not the site's own.
    :raises SiteDefinitionError: a selector or pattern that can't be read.
    """
    own = site.rules.own
    for change in changes:
        own = _changed(own, change, site.rules.families)
    return replace(site, rules=site.rules.with_own(own))


def _changed(own: Rules, change: Change, families: Iterable[Rules]) -> Rules:
    if isinstance(change, AddPhrase):
        return replace(own, phrases=(*own.phrases, change.phrase))
    if isinstance(change, RemovePhrase):
        kept = tuple(one for one in own.phrases if one.pattern != change.pattern)
        if len(kept) == len(own.phrases):
            raise ValueError(f"the site has no phrase {change.pattern!r} of its own")
        return replace(own, phrases=kept)
    if change.field not in SELECTOR_FIELDS:
        raise ValueError(f"{change.field!r} holds no selectors; the fields are {', '.join(SELECTOR_FIELDS)}")
    selectors = own_selectors(own, change.field, families)
    if isinstance(change, RemoveSelector):
        if change.selector not in selectors:
            raise ValueError(f"{change.field} has no selector {change.selector!r} of the site's own")
        return _with(own, change.field, tuple(one for one in selectors if one != change.selector))
    new = getattr(evidence, change.evidence)(change.selector)
    others = tuple(one for one in selectors if one != change.selector)
    return _with(own, change.field, (*new, *others) if change.first else (*others, *new))


def _with(own: Rules, field: str, selectors: tuple[str, ...]) -> Rules:
    changed: dict[str, Any] = {field: selectors}
    return replace(own, **changed)


def own_selectors(own: Rules, field: str, families: Iterable[Rules]) -> tuple[str, ...]:
    """What a changed field starts from: the site's own selectors, else those it took from its family until now."""
    selectors: tuple[str, ...] = getattr(own, field)
    if selectors or field in ADDING_UP:
        return selectors
    return next((found for family in reversed(tuple(families)) if (found := getattr(family, field))), ())
