"""What was learned from a site's pages: the site, each rule of it, and on which pages the rule holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from extractors.evidence import guess, page
from extractors.families import family_of
from extractors.learning.containers import HOLDS, Container, elements_of, find_containers, reader_of
from extractors.learning.facts import domain_of, language_of, name_of, title_of, zone_of
from extractors.learning.fields import find_fields
from extractors.learning.figures import Figure, find_figures
from extractors.learning.options import around_blocks, with_figures
from extractors.learning.removals import find_drops, find_phrases
from extractors.learning.specimen import Specimen, read_specimens
from extractors.learning.tokens import MAX_COST
from extractors.rules import Phrase, Rules
from extractors.selectors import Element
from extractors.site import Site

_SURE_PAGES = 2
"""A selector seen on fewer pages is a guess."""


class NothingToLearnError(ValueError):
    """Fewer than two of the pages hold an article of the site. The message says what was wrong with each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedRule:
    """One selector or phrase, and how sure it is."""

    field: str
    selector: str
    """The pattern, where `field` is `phrases`."""
    pages: tuple[str, ...]
    """URLs of the pages on which it holds."""
    of: int
    """How many pages there were."""
    confidence: float
    """From 0 to 1: the share of pages on which it holds, less for names that look like layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What pages of one site taught."""

    site: Site
    rules: tuple[LearnedRule, ...]
    family: str = ""
    """Name of the family whose mark the pages carry; its rules are the site's, and what was learned comes before."""
    left_out: tuple[tuple[str, str], ...] = ()
    """URLs of pages that taught nothing, and why."""


def learn(pages: Sequence[tuple[str, bytes]]) -> Site:
    """The site that made these pages: its hosts, language, clock and rules. `study` says how sure each rule is.

    `pages` are URL and HTML of articles of one site, two or more, the more alike the better. Nothing is known of them
    but what they say themselves; the same pages in the same order give the same site.

    :raises NothingToLearnError: fewer than two of them hold an article.
    """
    return study(pages).site


def study(pages: Sequence[tuple[str, bytes]], *, start: Site | None = None) -> Lesson:
    """What these pages teach, rule by rule. `start` gives name, hosts, language and clock, and rules to go on from:
    learned ones come before them.

    :raises NothingToLearnError: fewer than two of them hold an article.
    """
    specimens, left_out = read_specimens(pages)
    if len(specimens) < _SURE_PAGES:
        reasons = "; ".join(f"{url}: {why}" for url, why in left_out) or "give two or more pages"
        raise NothingToLearnError(f"{len(specimens)} of {len(pages)} pages hold an article of their own ({reasons})")
    learned, phrases = _learn_rules(specimens)
    family = _family_of(specimens)
    site = start or _named_site(specimens)
    layers = [one for one in (family, start.rules if start else None) if one is not None]
    rules = reduce(or_, [*layers, _rules_of(learned, phrases)])
    return Lesson(
        site=replace(site, rules=rules),
        rules=tuple(learned),
        family=family.name if family else "",
        left_out=tuple(left_out),
    )


def _named_site(specimens: Sequence[Specimen]) -> Site:
    pages = [one.page for one in specimens]
    domain = domain_of(one.url for one in pages)
    language = language_of(specimens)
    return Site(
        name=name_of(domain),
        title=title_of(pages, domain),
        domains=(domain,),
        language=language,
        timezone=zone_of(domain, language),
        evidence=f"learned from {len(pages)} pages",
        rules=Rules(),
    )


def _family_of(specimens: Sequence[Specimen]) -> Rules | None:
    """The family whose mark all pages carry."""
    found = {family_of(one.page) for one in specimens}
    return found.pop() if len(found) == 1 else None


def _learn_rules(specimens: Sequence[Specimen]) -> tuple[list[LearnedRule], list[Phrase]]:
    def rule(field: str, selector: str, pages: Sequence[str], cost: float) -> LearnedRule:
        confidence = len(pages) / len(specimens) * (1 - cost / (2 * MAX_COST))
        return LearnedRule(
            field=field, selector=selector, pages=tuple(pages), of=len(specimens), confidence=round(confidence, 2)
        )

    containers = find_containers(specimens)
    around = _bodies(specimens, [around_blocks(one.selector) for one in containers])
    figures = find_figures(specimens, around)
    selectors = _with_figures([one.selector for one in containers], figures, specimens)
    bodies = _bodies(specimens, selectors)
    drops = find_drops(specimens, bodies)
    phrases = find_phrases(specimens, bodies, drops)
    learned = [
        *(rule(one.field, one.selector, one.right, one.cost) for one in find_fields(specimens, bodies)),
        *(
            rule("body", selector, _pages_it_holds_on(one, specimens), one.cost)
            for selector, one in zip(selectors, containers, strict=True)
        ),
        *(rule("figure", one.selector, one.pages, one.cost) for one in figures),
        *(rule("drop", one.selector, one.pages, one.cost) for one in drops),
        *(rule("phrases", one.phrase.pattern, one.pages, 0.0) for one in phrases),
    ]
    return learned, [one.phrase for one in phrases]


def _pages_it_holds_on(container: Container, specimens: Sequence[Specimen]) -> list[str]:
    held = zip(specimens, container.agreement, strict=True)
    return [specimen.page.url for specimen, agreement in held if agreement >= HOLDS]


def _with_figures(selectors: list[str], figures: Sequence[Figure], specimens: Sequence[Specimen]) -> list[str]:
    """The body's selectors with the figures below the same elements, as far as each page is still read by the same."""
    for index, selector in enumerate(selectors):
        longer = with_figures(selector, [figure.selector for figure in figures])
        changed = [*selectors[:index], longer, *selectors[index + 1 :]]
        if all(reader_of(one, changed) == reader_of(one, selectors) for one in specimens):
            selectors = changed
    return selectors


def _bodies(specimens: Sequence[Specimen], selectors: Sequence[str]) -> dict[Specimen, list[Element]]:
    """Page -> what the first selector that finds text selects on it."""
    return {
        specimen: [] if (index := reader_of(specimen, selectors)) is None else elements_of(selectors[index], specimen)
        for specimen in specimens
    }


def _rules_of(learned: Sequence[LearnedRule], phrases: Sequence[Phrase]) -> Rules:
    selectors: dict[str, Any] = {}
    for one in learned:
        if one.field != "phrases":
            word = page if len(one.pages) >= _SURE_PAGES else guess
            selectors[one.field] = (*selectors.get(one.field, ()), *word(one.selector))
    return Rules(**selectors, phrases=tuple(phrases))
