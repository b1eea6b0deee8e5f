"""Examining a site: one polite visit to its robots.txt, each of its sources, and some of the newest articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias
from urllib.parse import urljoin

from protego import Protego
from scrapy.http import Response

from extractors.site import Site
from extractors.urls import is_on_site
from newsspiders.arguments import Arguments
from newsspiders.authoring.fetching import Fetch, FetchedPage
from newsspiders.discovery import Discovery, Link
from newsspiders.doctor.visit import PageSeen, RobotsSeen, SourceSeen, Visit, is_missing
from newsspiders.reading import read_source
from newsspiders.survey.choose import in_turns
from newsspiders.walk import Answer, Source, Walk

Step: TypeAlias = Callable[[str], None]
"""Told what is asked for next."""

_SPARE = 4
"""So many more articles are asked for where some can't be read."""
_BARRED_MAX = 3
"""Articles in a row that something stands before; then no more are asked for."""
_EPOCH = datetime.min.replace(tzinfo=UTC)
_TITLE = re.compile(rb"<title[^>]{0,200}>\s*([^<]{0,200})", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\b404\b|not found|không (?:tìm thấy|tồn tại)|tidak (?:ditemukan|tersedia)|page (?:missing|gone)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """The site to look at, and how."""

    site: Site
    discovery: Discovery
    articles: int
    """How many to read."""
    user_agent: str
    """As robots.txt would name it."""
    saved: Sequence[str] | None = None
    """In a replay: the addresses of the articles that are saved."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


async def examine(patient: Patient, fetch: Fetch, *, on_step: Step = lambda words: None) -> Visit:
    """What came of a visit."""
    walk = Walk(patient.discovery, Arguments(), zone=patient.site.zone, now=patient.now, pages_max=1)
    sources: list[SourceSeen] = []
    lists: list[list[str]] = []
    robots: RobotsSeen | None = None
    while source := walk.take():
        robots = robots or await _read_robots(source.url, patient, fetch)
        on_step(f"{source.kind} {source.url}")
        answer = _listed(await fetch(source.url), source, patient)
        walk.answered(source, answer)
        articles = [link for link in answer.links if _is_article(link, patient)]
        sources.append(_source_seen(source, answer, articles))
        lists.append([link.url for link in sorted(articles, key=lambda link: link.latest or _EPOCH, reverse=True)])
    assert robots is not None  # a Discovery has a source
    urls = tuple(dict.fromkeys([*in_turns(lists), *(patient.saved or ())]))
    pages = await _read_articles(urls, patient, fetch, on_step=on_step)
    return Visit(
        moment=patient.now,
        robots=robots,
        sources=tuple(sources),
        pages=pages,
        is_replay=patient.saved is not None,
    )


async def _read_robots(start: str, patient: Patient, fetch: Fetch) -> RobotsSeen:
    answer = await fetch(urljoin(start, "/robots.txt"))
    if answer.problem:
        return RobotsSeen(url=answer.url, problem=answer.problem, is_missing=is_missing(answer))
    delay = Protego.parse(answer.body.decode("utf-8", "replace")).crawl_delay(patient.user_agent)
    return RobotsSeen(url=answer.url, crawl_delay=delay, sitemaps=answer.sitemaps)


def _listed(answer: FetchedPage, source: Source, patient: Patient) -> Answer:
    if answer.problem:
        return Answer(problem=answer.problem, is_missing=is_missing(answer))
    response = Response(answer.final_url, status=answer.status or 200, body=answer.body)
    return read_source(response, source, site=patient.site, discovery=patient.discovery)


def _is_article(link: Link, patient: Patient) -> bool:
    return patient.discovery.is_article(link.url) and is_on_site(link.url, domains=patient.site.domains)


def _source_seen(source: Source, answer: Answer, articles: Sequence[Link]) -> SourceSeen:
    return SourceSeen(
        kind=source.kind,
        url=source.url,
        links=len(answer.links) or len(answer.sitemaps),
        articles=len(articles),
        is_index=bool(answer.sitemaps),
        newest=max((link.latest for link in articles if link.latest), default=None),
        problem=answer.problem or answer.cut or "",
        is_missing=answer.is_missing,
    )


async def _read_articles(urls: Sequence[str], patient: Patient, fetch: Fetch, *, on_step: Step) -> tuple[PageSeen, ...]:
    """Some of the articles, until there are enough that can be read, or it is plain that none can."""
    pages: dict[str, PageSeen] = {}
    barred = 0
    for url in urls:
        on_step(f"article {url}")
        answer = await fetch(url)
        page = PageSeen(answer=answer, problem=_page_problem(answer, patient.discovery))
        if patient.saved is not None and page.is_missing:
            continue  # not saved
        pages.setdefault(page.url, page)
        barred = barred + 1 if page.is_barred else 0
        is_enough = sum(not one.problem for one in pages.values()) == patient.articles
        if is_enough or barred == _BARRED_MAX or len(pages) == patient.articles + _SPARE:
            break
    return tuple(pages.values())


def _page_problem(answer: FetchedPage, discovery: Discovery) -> str:
    """Why an answer can be no article, whatever the rules make of it."""
    if answer.problem:
        return answer.problem
    title = _TITLE.search(answer.body)
    says = " ".join(title[1].decode("utf-8", "replace").split()) if title else ""
    if not discovery.is_article(answer.final_url) and answer.final_url != answer.url:
        return f"redirects to {answer.final_url}, which has not the form of an article's address"
    if _NOT_FOUND.search(says) and len(answer.body) < 100_000 and b"articleBody" not in answer.body:
        return f"a page that says {says!r}, with HTTP 200"
    return ""
