"""The plan of a new site: a survey in, its rules, its sources and the pages that become fixtures out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlsplit

from extractors import ExtractionError, extract
from extractors.families import all_families
from extractors.learning import Lesson, study
from extractors.page import Page
from extractors.rules import SELECTOR_FIELDS, Rules
from extractors.selectors import compile_selector
from extractors.site import Site
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery import Discovery
from newsspiders.survey.lists import FoundList
from newsspiders.survey.shapes import escaped
from newsspiders.survey.survey import Survey

FIXTURES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is written of a new site."""

    site: Site
    discovery: Discovery
    fixtures: tuple[FetchedPage, ...]
    sources: tuple[FoundList, ...]
    """Lists that become fixtures."""
    left_out: tuple[tuple[str, str], ...]
    """Field and selector of rules that match none of the fixtures."""
    lesson: Lesson
    survey: Survey

    @property
    def comments(self) -> Mapping[tuple[str, str], str]:
        """Field and selector -> on how many pages it held."""
        return {(one.field, one.selector): f"{len(one.pages)} of {one.of} pages" for one in self.lesson.rules}


def plan_site(survey: Survey, *, name: str = "", taken_over: Rules | None = None) -> Plan:
    """What to write. `name` in the place of the host's, `taken_over` rules behind those learned.

    :raises NothingToLearnError: fewer than two of the pages hold an article.
    """
    lesson = study([(page.final_url, page.body) for page in survey.pages])
    discovery = survey.discovery or _guessed(survey)
    site = replace(lesson.site, name=name or lesson.site.name, not_article=(_sections_pattern(discovery),))
    fixtures = _choose_fixtures(lesson, survey.pages)
    family = next((one for one in all_families() if one.name == lesson.family), None)
    if family is not None and _holds(alone := replace(site, rules=family), survey.pages):
        full = site = alone
    else:
        full = replace(site, rules=_with(site.rules, taken_over or Rules()))
        site = _pruned(full, fixtures)
    return Plan(
        site=site,
        discovery=discovery,
        fixtures=fixtures,
        sources=_choose_sources(survey),
        left_out=tuple(sorted(_told(full) - _told(site))),
        lesson=lesson,
        survey=survey,
    )


def _guessed(survey: Survey) -> Discovery:
    """The front page as the only list, where none is known."""
    parts = urlsplit(survey.pages[0].final_url)
    return Discovery(
        sections=(f"{parts.scheme}://{parts.netloc}/",),
        article_url=survey.pattern.article_url,
        url_date=survey.pattern.url_date,
        url_written=survey.pattern.url_written,
    )


def _sections_pattern(discovery: Discovery) -> str:
    """The front page, the sections and their later pages, and nothing else."""
    paths = [escaped(path) for url in discovery.sections if (path := urlsplit(url).path.strip("/"))]
    choice = f"(?:{'|'.join(dict.fromkeys(paths))})?/?" if paths else "?"
    return rf"^https?://[^/]+/{choice}(?:[?#]|$)"


def _choose_sources(survey: Survey) -> tuple[FoundList, ...]:
    """The shortest list of the best kind, and of an index what it leads to."""
    if survey.discovery is None:
        return ()
    discovery = survey.discovery
    for kind, urls in (
        (survey.findings.feeds, discovery.feeds),
        (survey.findings.sitemaps, discovery.sitemaps),
        (survey.findings.sections, discovery.sections),
    ):
        if used := [one for one in kind if one.url in urls]:
            best = min(used, key=lambda one: sum(len(inner.answer.body) for inner in one.lists))
            return (best, *best.inner)
    return ()


def _choose_fixtures(lesson: Lesson, pages: Sequence[FetchedPage]) -> tuple[FetchedPage, ...]:
    """Pages on which as many rules as possible hold between them, first ones first."""
    waiting = {index: set(rule.pages) for index, rule in enumerate(lesson.rules)}
    chosen: list[FetchedPage] = []
    skipped = {url for url, _ in lesson.left_out}
    candidates = [page for page in pages if page.final_url not in skipped]
    while candidates and len(chosen) < FIXTURES:
        best = max(candidates, key=lambda page: sum(page.final_url in urls for urls in waiting.values()))
        chosen.append(best)
        candidates.remove(best)
        waiting = {index: urls for index, urls in waiting.items() if best.final_url not in urls}
    return tuple(chosen)


def _holds(site: Site, pages: Sequence[FetchedPage]) -> bool:
    """Whether the rules of a site find text, title and date of each page."""
    for page in pages:
        try:
            extraction = extract(page.body, url=page.final_url, site=site, fetched_at=page.fetched_at)
        except ExtractionError:
            return False
        if any(extraction.origins.get(field) != "rule" for field in ("body", "title", "published")):
            return False
    return True


def _with(rules: Rules, more: Rules) -> Rules:
    """The rules with others behind them, field by field."""
    values = {one.name: getattr(rules.own, one.name) for one in fields(Rules) if one.init}
    joined = {name: (*values[name], *getattr(more, name)) for name in (*SELECTOR_FIELDS, "phrases")}
    return rules.with_own(Rules(**(values | joined)))


def _pruned(site: Site, fixtures: Sequence[FetchedPage]) -> Site:
    """The site without what matches none of its fixtures, as no test could hold it."""
    own = site.rules.own
    pages = [Page(one.body, url=one.final_url) for one in fixtures]
    extractions = [extract(one.body, url=one.final_url, site=site, fetched_at=one.fetched_at) for one in fixtures]
    removed = [removal for one in extractions for removal in one.removed]
    selectors: dict[str, Any] = {
        name: tuple(one for one in getattr(own, name) if any(compile_selector(one).select(page.root) for page in pages))
        for name in SELECTOR_FIELDS
    }
    phrases = tuple(
        one
        for one in own.phrases
        if any(
            removal.rule == f"{site.name}/phrase:{one.reason}" and one.regex.search(removal.text) for removal in removed
        )
    )
    return replace(site, rules=site.rules.with_own(replace(own, **selectors, phrases=phrases)))


def _told(site: Site) -> set[tuple[str, str]]:
    """Field and selector of each rule of a site's own, and the patterns of its phrases."""
    own = site.rules.own
    selectors = {(name, one) for name in SELECTOR_FIELDS for one in getattr(own, name)}
    return selectors | {("phrases", one.pattern) for one in own.phrases}
