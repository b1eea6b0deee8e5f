"""A small site of the doctor's own, and its pages as read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from extractors import Rules, Site
from extractors.evidence import guess, page
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.doctor.diagnosis import Diagnosis, diagnose
from newsspiders.doctor.history import History
from newsspiders.doctor.reading import read_pages
from newsspiders.doctor.visit import PageSeen, RobotsSeen, Visit
from newsspiders.preview.samples import Sample
from tests.newsspiders.doctor.living_site import living_html
from tests.newsspiders.saved_site import article_url

MOMENT = datetime(2026, 3, 8, tzinfo=UTC)
SITE = Site(
    name="vietnamplus",
    title="VietnamPlus",
    domains=("vietnamplus.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    rules=Rules(
        title=page(".cms-title"),
        lead=page(".cms-desc"),
        body=page(".cms-body") + guess(".old-body"),
        published=page(".time"),
        drop=page(".article__social"),
    ),
)


def sample(number: int, html: str | None = None) -> Sample:
    """The page of an article."""
    text = living_html(number) if html is None else html
    return Sample(name=str(number), url=article_url(number), html=text.encode(), fetched_at=MOMENT)


def samples(numbers: Iterable[int], *changes: tuple[str, str]) -> list[Sample]:
    """Pages, with this text in the place of that."""
    made = []
    for number in numbers:
        html = living_html(number)
        for was, now in changes:
            html = html.replace(was, now)
        made.append(sample(number, html))
    return made


def visit_of(pages: Iterable[Sample]) -> Visit:
    """A visit that found these."""
    answers = [FetchedPage(url=p.url, final_url=p.url, fetched_at=MOMENT, status=200, body=p.html) for p in pages]
    robots = RobotsSeen(url="https://www.vietnamplus.vn/robots.txt")
    return Visit(moment=MOMENT, robots=robots, sources=(), pages=tuple(PageSeen(answer=one) for one in answers))


def diagnosis_of(
    pages: Iterable[Sample],
    fixtures: Iterable[Sample] = (),
    *,
    site: Site = SITE,
    history: History | None = None,
) -> Diagnosis:
    """What is thought of these pages."""
    pages = list(pages)
    return diagnose(
        visit_of(pages),
        site,
        pages=read_pages(pages, site),
        fixtures=read_pages(fixtures, site),
        history=history or History(words="no run"),
    )


def with_rules(**changes: Any) -> Site:
    """The site with other rules."""
    return replace(SITE, rules=replace(SITE.rules, **changes))
