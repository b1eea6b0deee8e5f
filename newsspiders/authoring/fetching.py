"""The pages of a few URLs, as politely as a crawl: robots.txt, waits, redirects, archive and replay, but no store.

A program that knows its URLs calls `fetch_pages`. One that learns from a page what to ask next writes that as a job,
which is given `fetch`, and calls `run_job`:

    async def survey(fetch: Fetch) -> list[FetchedPage]:
        front = await fetch("https://tinmoi.example.vn/")
        return [await fetch(url) for url in links_of(front)]

    pages = run_job(survey, process=self.crawler_process)

Scrapy runs once in a process: whatever a program fetches, it fetches in one job, or for several sites in `run_jobs`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Generic, TypeAlias, TypeVar

import scrapy
from scrapy import Request
from scrapy.crawler import CrawlerProcessBase

from extractors.urls import host_of
from newsspiders.authoring.project import AuthoringError
from newsspiders.failures import download_failure
from newsspiders.middlewares.retry import hosts_from
from newsspiders.permission import check_permission
from newsspiders.replay import replayed_pages
from newsspiders.responses import obstacle_of
from newsspiders.robots_hints import robots_sitemaps
from newsspiders.spiders.base import NewsSpider
from newsspiders.visits import fetch_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What came of one URL."""

    url: str
    """As asked for."""
    final_url: str
    """Where redirects led."""
    fetched_at: datetime
    """Aware."""
    status: int | None = None
    """None when there was no answer, or the page was not asked for."""
    body: bytes = b""
    """As it came, unpacked; of an error page too."""
    problem: str = ""
    """Why it is not what was asked for, in a few words: `HTTP 404`, `forbidden by robots.txt`; empty when it is."""
    sitemaps: tuple[str, ...] = ()
    """Those that the robots.txt of its host names."""


Fetch: TypeAlias = Callable[[str], Awaitable[FetchedPage]]
"""Gets one page. It never raises: what went wrong is the page's `problem`."""
Job: TypeAlias = Callable[[Fetch], Awaitable[T]]


def fetch_pages(
    urls: Iterable[str],
    *,
    process: CrawlerProcessBase,
    spider_class: type[NewsSpider] | None = None,
    on_page: Callable[[FetchedPage], None] = lambda page: None,
) -> list[FetchedPage]:
    """What came of each URL, in order. `on_page` hears of each as it comes.

    :raises ValueError: see `run_job`.
    """

    async def fetch_all(fetch: Fetch) -> list[FetchedPage]:
        pages = []
        for url in urls:
            pages.append(await fetch(url))
            on_page(pages[-1])
        return pages

    return run_job(fetch_all, process=process, spider_class=spider_class)


def run_job(
    job: Job[T],
    *,
    process: CrawlerProcessBase,
    spider_class: type[NewsSpider] | None = None,
    domains: Sequence[str] = (),
) -> T:
    """Run a job to its end, and give what it gives; what it raises is raised here.

    With the spider of a site, its pages alone are asked for, in its own settings. Else `domains` bound what may be
    asked for; without them any host may.

    :raises ValueError: a setting can't be used, or the site's publisher wants to be asked first (NotPermitted).
    :raises AuthoringError: the run did not begin, or was stopped; the log says why.
    """
    _check_settings(process)
    asked = _Asked(job)
    if spider_class is None:
        _start(asked, process=process, allowed_domains=list(domains))
    else:
        _start_for(spider_class, asked, process=process)
    process.start()
    return asked.result()


def run_jobs(
    jobs: Mapping[type[NewsSpider], Job[T]], *, process: CrawlerProcessBase, at_once: int
) -> dict[type[NewsSpider], T | AuthoringError]:
    """Run a job for each of several sites, some of them at once; what each gives, or why it gave nothing.

    :raises ValueError: as `run_job`; and what a job raises.
    """
    _check_settings(process)
    lane = asyncio.Semaphore(at_once)
    asked = {spider_class: _Asked(job, lane=lane) for spider_class, job in jobs.items()}
    for spider_class, one in asked.items():
        _start_for(spider_class, one, process=process)
    process.start()
    results: dict[type[NewsSpider], T | AuthoringError] = {}
    for spider_class, one in asked.items():
        try:
            results[spider_class] = one.result()
        except AuthoringError as error:
            results[spider_class] = error
    return results


def _check_settings(process: CrawlerProcessBase) -> None:
    """:raises ValueError: a setting can't be used."""
    replayed_pages(process.settings)
    hosts_from(process.settings)


def _start_for(spider_class: type[NewsSpider], asked: _Asked[Any], *, process: CrawlerProcessBase) -> None:
    """:raises NotPermitted: the site's publisher wants to be asked first."""
    check_permission(spider_class.name, spider_class.permission, process.settings)
    _start(
        asked,
        process=process,
        name=spider_class.name,
        allowed_domains=list(spider_class.site.domains),
        custom_settings=spider_class.custom_settings,
    )


def _start(asked: _Asked[Any], *, process: CrawlerProcessBase, **attributes: Any) -> None:
    process.crawl(type("_SiteFetchSpider", (_FetchSpider,), {"asked": asked, **attributes}))


class _Asked(Generic[T]):
    """A job and what came of it."""

    def __init__(self, job: Job[T], *, lane: AbstractAsyncContextManager[object] | None = None) -> None:
        """It waits for a place in its lane."""
        self._job = job
        self._lane = lane or nullcontext()
        self._results: list[T] = []
        self._error: Exception | None = None

    async def run(self, fetch: Fetch) -> None:
        try:
            async with self._lane:
                self._results.append(await self._job(fetch))
        except Exception as error:  # noqa: BLE001  # raised again where the job was given
            self._error = error

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        if not self._results:
            raise AuthoringError("nothing was fetched: the run did not begin, or was stopped")
        return self._results[0]


class _FetchSpider(scrapy.Spider):
    name = "fetch"
    asked: _Asked[Any]

    async def start(self) -> AsyncIterator[Request]:
        await self.asked.run(self._fetch)
        return
        yield  # Scrapy wants a generator

    async def _fetch(self, url: str) -> FetchedPage:
        try:
            response = await self.crawler.engine.download_async(Request(url))
        except Exception as error:  # noqa: BLE001  # whatever the network or a downloader middleware raises
            words = download_failure(error).words
            return FetchedPage(url=url, final_url=url, fetched_at=datetime.now(UTC), problem=words)
        told = "" if response.status == HTTPStatus.OK else f"HTTP {response.status}"
        return FetchedPage(
            url=url,
            final_url=response.url,
            fetched_at=fetch_of(response, key=url).fetched_at,
            status=response.status,
            body=response.body,
            problem=", ".join(filter(None, (told, obstacle_of(response)))),
            sitemaps=robots_sitemaps(self.crawler, host_of(response.url)),
        )
