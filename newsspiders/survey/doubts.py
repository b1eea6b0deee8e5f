"""What somebody should look at before a new site is used: a plan in, whole phrases out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from extractors import Extraction, ExtractionError, extract
from extractors.jsonld import article_object, string_of
from extractors.page import Page
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.survey.plan import Plan

_FIELDS = ("title", "lead", "published", "authors", "section", "tags")
_LOW_CONFIDENCE = 0.5
_MOST = 5
"""Of one kind are told."""
_OFFSET = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?([+-])(\d\d):?(\d\d)$")
_NOT_THERE = ("HTTP 404", "HTTP 410", "not asked")


def doubts_of(plan: Plan) -> tuple[str, ...]:
    """What to look at, the weightiest first."""
    return (
        *_about_sources(plan),
        *_about_pages(plan),
        *_about_rules(plan),
        *_about_facts(plan),
    )


def _about_sources(plan: Plan) -> Iterator[str]:
    survey = plan.survey
    untold = [(one.url, one.problem) for one in survey.findings.untold if one.problem]
    if survey.discovery is None:
        asked = f" ({'; '.join(_some(_by_reason(untold)))})" if untold else ""
        yield f"no list of articles was found{asked}: the front page, as the only section, is a guess"
    elif not survey.was_asked:
        yield "the site itself was not asked: are there feeds and sitemaps?"
    else:
        yield from _some(_by_reason(one for one in untold if not one[1].startswith(_NOT_THERE)))
    if survey.pattern.doubt:
        yield f"article_url {survey.pattern.doubt}"


def _about_pages(plan: Plan) -> Iterator[str]:
    yield from _some(_by_reason((*plan.survey.unread, *plan.lesson.left_out)))
    extractions = [one for page in plan.survey.pages if (one := _extraction(plan, page)) is not None]
    missing: dict[int, list[str]] = {}
    for field in _FIELDS:
        missing.setdefault(sum(not getattr(one.article, field) for one in extractions), []).append(field)
    for count, names in sorted(missing.items(), reverse=True):
        if count:
            yield f"no {', no '.join(names)} on {count} of {len(extractions)} pages"
    warnings = Counter(warning for one in extractions for warning in one.warnings)
    yield from (f"{warning} on {count} of {len(extractions)} pages" for warning, count in sorted(warnings.items()))


def _about_rules(plan: Plan) -> Iterator[str]:
    yield from _some(f"left out, as it matches none of the fixtures: {field} {rule!r}" for field, rule in plan.left_out)
    own = plan.site.rules.own
    rules = [one for one in plan.lesson.rules if one.field == "phrases" or one.selector in getattr(own, one.field)]
    yield from _some(
        f"{one.field} {one.selector!r} is right on {len(one.pages)} of {one.of} pages, {one.confidence:.0%} sure"
        for one in rules
        if one.confidence < _LOW_CONFIDENCE and not own.name
    )


def _about_facts(plan: Plan) -> Iterator[str]:
    site = plan.site
    if site.title in site.domains:
        yield f"title {site.title!r} is the host, as no page says what the site is called: write what its readers say"
    if site.timezone == "UTC":
        yield "timezone 'UTC' is a guess, for times printed without one: write where the site's clock is, Asia/Jakarta"
    offsets = Counter(offset for page in plan.survey.pages if (offset := _offset_of(page)))
    for offset, _ in offsets.most_common(1):
        here = plan.survey.pages[0].fetched_at.astimezone(site.zone).utcoffset()
        if offset != here:
            yield f"timezone {site.timezone!r} is {here} from UTC, the pages' own times are {offset}"


def _by_reason(unread: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The first address of each reason, and of how many others it is one."""
    urls: dict[str, list[str]] = {}
    for url, reason in unread:
        urls.setdefault(reason.replace(url, "it"), []).append(url)
    for reason, (first, *others) in urls.items():
        yield f"{first}: {reason}" + (f", and so {len(others)} more" if others else "")


def _some(phrases: Iterable[str]) -> list[str]:
    told = list(dict.fromkeys(phrases))
    return told if len(told) <= _MOST else [*told[:_MOST], f"and {len(told) - _MOST} more like that"]


def _extraction(plan: Plan, page: FetchedPage) -> Extraction | None:
    try:
        return extract(page.body, url=page.final_url, site=plan.site, fetched_at=page.fetched_at)
    except ExtractionError:
        return None


def _offset_of(answer: FetchedPage) -> timedelta | None:
    """How far from UTC the clock is that a page's machine data were written by; None for UTC, which tells nothing."""
    page = Page(answer.body, url=answer.final_url)
    raw = string_of(article_object(page).get("datePublished")) or page.meta_first("article:published_time") or ""
    found = _OFFSET.search(raw)
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return (offset if found[1] == "+" else -offset) or None
