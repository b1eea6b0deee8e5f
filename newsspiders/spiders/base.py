"""NewsSpider: discovery -> article pages -> items. A site's spider only names its Site and its Discovery.

The store is the queue. A link is committed to it before it is asked for, and what came of a page is committed
together with the page's article; so a run that is killed at any moment goes on where it was.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Coroutine
from datetime import UTC, datetime
from typing import Any, ClassVar, Self, TypeVar

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure as TwistedFailure

from extractors.site import Site
from extractors.urls import host_of
from newsspiders.arguments import parse_arguments
from newsspiders.crawl_store import CrawlStore
from newsspiders.discovery import Discovery, Link
from newsspiders.drift.tally import Tally
from newsspiders.extraction import Extractor
from newsspiders.failures import Failure, HostResting, download_failure
from newsspiders.frontier import Frontier
from newsspiders.items import ArticleItem
from newsspiders.later_pages import LaterPages
from newsspiders.outcome import Outcome
from newsspiders.permission import check_permission
from newsspiders.reading import read_source
from newsspiders.replay import replayed_pages
from newsspiders.requests import article_request, source_request
from newsspiders.responses import NOT_MODIFIED
from newsspiders.robots_hints import robots_sitemaps
from newsspiders.schedule import Schedule
from newsspiders.sources import Sources
from newsspiders.states import UrlState
from newsspiders.visitor import Visitor
from newsspiders.visits import Visit, fetch_of
from newsspiders.walk import Answer, Source

T = TypeVar("T")


class NewsSpider(scrapy.Spider):
    """Base of all spiders. Arguments: `limit=` articles, `since=` and `until=` 2026-03-07 or 3d, `sections=` names,
    `urls=` a list or a file, `backfill=true`.

    Sources are asked one after the other, and the next one only while articles are still wanted; then what earlier
    runs left, and what is to be looked at again.
    """

    site: ClassVar[Site]
    """Gives the spider its name and its allowed domains."""
    discovery: ClassVar[Discovery]
    permission: ClassVar[str] = ""
    """What the publisher says of crawling, and what to do, in whole sentences; then only a run that names the site in
    PERMITTED_SITES asks for anything. Empty where nobody has to be asked.
    """

    allowed_domains: list[str]
    store: CrawlStore
    schedule: Schedule
    extractor: Extractor
    _visitor: Visitor
    _sources: Sources

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "site" in vars(cls):
            cls.name = cls.site.name
            cls.allowed_domains = list(cls.site.domains)

    def __init__(self, **given: str) -> None:
        """:raises ArgumentError: an argument is wrong."""
        super().__init__()
        self.given = {name: value for name, value in given.items() if not name.startswith("_")}  # scrapyd adds _job
        self.started_at = datetime.now(UTC)
        self.arguments = parse_arguments(self.given, site=self.site, discovery=self.discovery, now=self.started_at)
        self.outcome = Outcome()
        self.tally = Tally()
        self.frontier = Frontier(limit=self.arguments.limit)
        self._resting: dict[str, str] = {}
        self._is_busy = False
        self._is_stopped = False
        self._is_exhausted = False
        self._is_replay_queued = False
        self._feeding: Deferred[object] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider of a crawl, with its store (not opened yet), connected to the crawl's signals.

        :raises NotPermitted: the publisher wants to be asked first.
        """
        check_permission(cls.name, cls.permission, crawler.settings)
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.schedule = Schedule.of(settings)
        spider.extractor = Extractor(
            cls.site, spider=(cls.__module__, cls.__qualname__), processes=settings.getint("EXTRACT_PROCESSES")
        )
        spider.store = CrawlStore(
            settings.get("DATABASE_URL"),
            spider=spider.name,
            patience_seconds=settings.getfloat("STORE_PATIENCE_SECONDS"),
            on_failure=lambda message: spider.stop("store_error", message),
        )
        spider._visitor = Visitor(
            site=spider.site,
            extractor=spider.extractor,
            later_pages=LaterPages(
                download=lambda request: crawler.engine.download_async(request),
                extractor=spider.extractor,
                pages_max=settings.getint("ARTICLE_PAGES_MAX"),
            ),
            arguments=spider.arguments,
            schedule=spider.schedule,
            frontier=spider.frontier,
            keep=spider.store.keep,
        )
        spider._sources = Sources(
            site=spider.site,
            discovery=spider.discovery,
            arguments=spider.arguments,
            outcome=spider.outcome,
            frontier=spider.frontier,
            ask=spider.store.ask,
            now=spider.started_at,
            longest_wait=spider.schedule.longest,
            pages_max=settings.getint("SECTION_PAGES_MAX"),
            empty_days_max=settings.getint("BACKFILL_EMPTY_DAYS_MAX"),
        )
        crawler.signals.connect(spider._refill, signals.spider_idle)
        crawler.signals.connect(spider._on_item_lost, signals.item_dropped)
        crawler.signals.connect(spider._on_item_lost, signals.item_error)
        return spider

    def stop(self, reason: str, message: str) -> None:
        """End the run: ask for nothing more, and keep what is on its way if that can be done."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self.logger.error("%s", message)
        self.frontier.forget_waiting()
        deferred_from_coro(self.crawler.engine.close_spider_async(reason=reason))

    async def start(self) -> AsyncIterator[Request]:
        """The first requests: the articles of `urls=`, else the first source."""
        if self.arguments.urls:
            links = [Link(url=url, source="urls") for url in self.arguments.urls]
            await self._sources.queue(links, is_forced=True)
        else:
            await self._sources.open()
        async for request in self._next_requests():
            yield request

    async def parse_source(self, response: Response, source: Source) -> AsyncIterator[Request]:
        """Requests for what a feed, sitemap or section page links to."""
        if response.status == NOT_MODIFIED:
            answer = Answer(is_unchanged=True)
        else:
            answer = read_source(response, source, site=self.site, discovery=self.discovery)
        if answer.problem:
            self._say_problem(source, answer.problem)
        await self._sources.answered(source, answer, fetch=fetch_of(response, key=source.url))
        async for request in self._go_on():
            yield request

    async def on_source_failure(self, failure: TwistedFailure) -> AsyncIterator[Request]:
        """Note why a source could not be read, and go on."""
        source: Source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]  # set by Scrapy
        told = self._tell(failure)
        self._say_problem(source, told.words)
        await self._sources.answered(source, Answer(problem=told.words, is_missing=told.is_missing))
        async for request in self._go_on():
            yield request

    async def parse_article(self, response: Response, state: UrlState) -> AsyncIterator[ArticleItem | Request]:
        """The item of an article page, if it is one, and requests for more."""
        visit = await self._visitor.visit(response, state)
        if visit is not None:
            self._count(visit)
            if visit.item is not None:
                yield visit.item
        async for request in self._next_requests():
            yield request

    async def on_article_failure(self, failure: TwistedFailure) -> AsyncIterator[Request]:
        """Count why an article page could not be fetched, and go on."""
        state: UrlState = failure.request.cb_kwargs["state"]  # type: ignore[attr-defined]  # the same
        told = self._tell(failure)
        self.crawler.stats.inc_value(told.stat)
        self.logger.debug("%s: %s", failure.request.url, told.words)  # type: ignore[attr-defined]  # the same
        await self._visitor.fail(state, told)
        async for request in self._next_requests():
            yield request

    async def _go_on(self) -> AsyncIterator[Request]:
        self._is_busy = False
        async for request in self._next_requests():
            yield request

    async def _next_requests(self) -> AsyncIterator[Request]:
        """Requests for the pages that are wanted now; when pages run out, one for the next source."""
        while not self._is_stopped:
            while state := self.frontier.take():
                if host_of(state.url) in self._resting:
                    self.frontier.settle(state, is_article=False)  # still due
                else:
                    yield article_request(state, callback=self.parse_article, errback=self.on_article_failure)
            # What its pages turn out to be decides whether a section's next page is asked: first they all come in.
            if self._is_busy or len(self.frontier) or not self.frontier.wants_more:
                return
            self._is_busy = True
            request = await self._next_source_request()
            if request is not None:
                yield request  # busy until it is answered
                return
            self._is_exhausted = not await self._queue_others()
            self._is_busy = False
            if self._is_exhausted:
                return

    async def _next_source_request(self) -> Request | None:
        while asking := await self._sources.take():
            words = self._resting.get(host_of(asking.source.url))
            if words is None:
                return source_request(asking, callback=self.parse_source, errback=self.on_source_failure)
            self.outcome.source(asking.source.url, kind=asking.source.kind).problem = words
            self._say_problem(asking.source, words)
        return None

    async def _queue_others(self) -> bool:
        """When all sources were asked: sitemaps that only robots.txt names, saved pages that no saved source links
        to, then what earlier runs left. Whether there was any.
        """
        if self.arguments.urls:
            return False
        if not self.outcome.has_links and self._sources.add_sitemaps(self._robots_sitemaps()):
            return True
        if not self._is_replay_queued and (pages := replayed_pages(self.settings)):
            self._is_replay_queued = True
            urls = pages.article_urls(domains=self.site.domains)
            if await self._sources.queue(Link(url=url, source="replay") for url in urls):
                return True
        return await self._sources.queue_leftovers()

    def _robots_sitemaps(self) -> list[str]:
        hosts = dict.fromkeys(host_of(url) for url in self.outcome.sources)
        return [url for host in hosts for url in robots_sitemaps(self.crawler, host)]

    def _count(self, visit: Visit) -> None:
        if visit.stat:
            self.crawler.stats.inc_value(visit.stat)
        if visit.words:
            self.logger.log(logging.WARNING if visit.is_problem else logging.DEBUG, "%s", visit.words)
        if visit.is_older:
            self._sources.reaches_back(visit.state.discovered_from)

    def _tell(self, failure: TwistedFailure) -> Failure:
        told = download_failure(failure.value)
        if told.is_missing and self.settings.get("REPLAY"):
            told = Failure("news/skipped/not_saved", "not saved", "unasked")
        if told.stat == HostResting.stat:
            self._resting[host_of(failure.request.url)] = told.words  # type: ignore[attr-defined]  # set by Scrapy
        return told

    def _say_problem(self, source: Source, words: str) -> None:
        level = self.logger.debug if self.settings.get("REPLAY") else self.logger.warning
        level("%s %s: %s", source.kind, source.url, words)

    def _on_item_lost(self, item: object) -> None:
        """An article that a pipeline dropped: its page counts as failed, but for a store that failed itself."""
        self.frontier.withdraw()
        if isinstance(item, ArticleItem) and item.state is not None:
            after = self.schedule.after_failure(item.state, status=item.fetch.status, now=_now())
            self._later(self.store.keep(after))

    def _refill(self) -> None:
        """Nothing is on its way any more: go on with what is wanted, if anything still is.

        :raises DontCloseSpider: something is.
        """
        if self._is_stopped or not self.store.is_open:
            return
        if self._feeding is not None:
            raise DontCloseSpider
        for state in self.frontier.take_lost():
            self._later(self.store.keep(self.schedule.after_failure(state, status=None, now=_now())))
        if self.frontier.is_full or (self._is_exhausted and not self.frontier.has_waiting):
            return
        self._is_busy = False
        self._feeding = self._later(self._feed())
        raise DontCloseSpider

    async def _feed(self) -> None:
        try:
            async for request in self._next_requests():
                self.crawler.engine.crawl(request)
        finally:
            self._feeding = None

    def _later(self, coroutine: Coroutine[Any, Any, object]) -> Deferred[object]:
        return deferred_from_coro(coroutine)


def _now() -> datetime:
    return datetime.now(UTC)
