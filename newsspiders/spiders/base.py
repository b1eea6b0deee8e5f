"""NewsSpider: discovery -> article pages -> items. A site's spider only names its Site and its Discovery."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as TwistedFailure

from extractors import extract
from extractors.errors import EmptyBodyError, ExtractionError
from extractors.site import Site
from extractors.urls import is_on_site
from newsspiders.arguments import parse_arguments
from newsspiders.discovery import (
    Discovery,
    Link,
    SourceError,
    order_archives,
    parse_feed,
    parse_section,
    parse_sitemap,
)
from newsspiders.failures import download_failure, extraction_failure
from newsspiders.frontier import Frontier
from newsspiders.items import ArticleItem
from newsspiders.outcome import Outcome
from newsspiders.replay import replayed_pages

_DEEPEST_INDEX = 3


def page_of(response: Response) -> bytes | str:
    """What to extract from: the bytes, or the decoded text where only the Content-Type header tells the charset."""
    try:
        response.body.decode()
    except UnicodeDecodeError:
        return response.text if isinstance(response, TextResponse) else response.body
    return response.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list of links to ask."""

    kind: str
    """feed, sitemap or section."""
    url: str
    depth: int = 0
    """How many sitemap indexes led here."""


class NewsSpider(scrapy.Spider):
    """Base of all spiders. Arguments: `limit=` articles, `since=` 2026-03-07 or 3d, `urls=` a list or a file.

    Sources are asked one after the other, and the next one only while articles are still wanted.
    """

    site: ClassVar[Site]
    """Gives the spider its name and its allowed domains."""
    discovery: ClassVar[Discovery]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "site" in vars(cls):
            cls.name = cls.site.name
            cls.allowed_domains = list(cls.site.domains)

    allowed_domains: list[str]

    def __init__(self, **given: str) -> None:
        """:raises ArgumentError: an argument is wrong."""
        super().__init__()
        own = {name: value for name, value in given.items() if not name.startswith("_")}  # scrapyd adds _job
        self.arguments = parse_arguments(own, site=self.site, now=datetime.now(UTC))
        self.outcome = Outcome()
        self._frontier = Frontier(limit=self.arguments.limit, site=self.site)
        self._sources: deque[Source] = deque()
        self._asked: set[str] = set()
        self._is_asking = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider of a crawl, connected to its signals."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._refill, signals.spider_idle)
        crawler.signals.connect(spider._on_item_lost, signals.item_dropped)
        crawler.signals.connect(spider._on_item_lost, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first requests: the articles of `urls=`, else the first source."""
        if self.arguments.urls:
            self._queue_links(Link(url=url, source="urls") for url in self.arguments.urls)
        else:
            for kind, urls in (
                ("feed", self.discovery.feeds),
                ("sitemap", self.discovery.sitemaps),
                ("section", self.discovery.sections),
            ):
                self._sources.extend(Source(kind=kind, url=url) for url in urls)
        for request in self._next_requests():
            yield request

    def parse_source(self, response: Response, source: Source) -> Iterator[Request]:
        """Requests for what a feed, sitemap or section page links to."""
        self._is_asking = False
        outcome = self.outcome.source(source.url, kind=source.kind)
        outcome.problem = None
        try:
            links = self._read_source(response, source)
        except SourceError as error:
            self._note_problem(source, str(error))
        else:
            outcome.links += len(links)
            for link in links:
                if reason := self._refusal(link):
                    outcome.dropped[reason] += 1
                elif not self._frontier.add(link):
                    outcome.dropped["known already"] += 1
        yield from self._next_requests()

    def parse_article(self, response: Response, link: Link) -> Iterator[ArticleItem | Request]:
        """The item of an article page, if it is one, and requests for more."""
        item = None
        try:
            item = self._extract_item(response, link)
        finally:
            self._frontier.settle(is_article=item is not None)
        if item is not None:
            yield item
        yield from self._next_requests()

    def on_source_failure(self, failure: TwistedFailure) -> Iterator[Request]:
        """Note why a source could not be read, and go on."""
        self._is_asking = False
        source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]  # set by Scrapy
        self._note_problem(source, download_failure(failure.value).words)
        yield from self._next_requests()

    def on_article_failure(self, failure: TwistedFailure) -> Iterator[Request]:
        """Count why an article page could not be fetched, and go on."""
        self._frontier.settle(is_article=False)
        told = download_failure(failure.value)
        self.crawler.stats.inc_value(told.stat)
        self.logger.debug("%s: %s", failure.request.url, told.words)  # type: ignore[attr-defined]  # the same
        yield from self._next_requests()

    def _next_requests(self) -> Iterator[Request]:
        """Requests for the pages that are wanted now; when links run out, one for the next source."""
        while True:
            while link := self._frontier.take():
                yield Request(
                    link.url,
                    callback=self.parse_article,
                    errback=self.on_article_failure,
                    cb_kwargs={"link": link},
                )
            if self._is_asking or not self._frontier.wants_more:
                return
            source = self._next_source()
            if source is not None:
                self._is_asking = True
                self.outcome.source(source.url, kind=source.kind).problem = "no answer"
                yield Request(
                    source.url,
                    callback=self.parse_source,
                    errback=self.on_source_failure,
                    cb_kwargs={"source": source},
                    meta={"allow_offsite": True},  # a feed may be hosted elsewhere
                )
                return
            if not self._queue_replayed():
                return

    def _next_source(self) -> Source | None:
        while self._sources:
            source = self._sources.popleft()
            if source.url not in self._asked:
                self._asked.add(source.url)
                return source
        return None

    def _queue_replayed(self) -> bool:
        """In a replay, queue the saved articles that no saved source links to; whether there were any."""
        pages = replayed_pages(self.settings)
        if pages is None or self.arguments.urls:
            return False
        urls = pages.article_urls(domains=self.site.domains)
        return self._queue_links(Link(url=url, source="replay") for url in urls)

    def _queue_links(self, links: Iterable[Link]) -> bool:
        added = [self._frontier.add(link) for link in links]
        return any(added)

    def _read_source(self, response: Response, source: Source) -> tuple[Link, ...]:
        """The links of a source's answer; the sitemaps of an index are put before the sources still waiting.

        :raises SourceError: it can not be read.
        """
        if source.kind == "feed":
            feed = parse_feed(
                response.body, url=response.url, zone=self.site.zone, month_first=self.discovery.month_first
            )
            return feed.links
        if source.kind == "section":
            return parse_section(response.body, url=response.url).links
        sitemap = parse_sitemap(response.body, url=response.url, zone=self.site.zone)
        if sitemap.sitemaps and source.depth < _DEEPEST_INDEX:
            chosen = self._choose_sitemaps(sitemap.sitemaps)
            self._sources.extendleft(
                Source(kind="sitemap", url=link.url, depth=source.depth + 1) for link in reversed(chosen)
            )
            outcome = self.outcome.source(source.url, kind=source.kind)
            outcome.links += len(sitemap.sitemaps)
            outcome.dropped["sitemaps not wanted"] += len(sitemap.sitemaps) - len(chosen)
        return sitemap.links

    def _choose_sitemaps(self, listed: tuple[Link, ...]) -> tuple[Link, ...]:
        """The sitemaps of an index to read, newest first: those that reach `since`, else the newest few."""
        followed = (link for link in listed if self.discovery.is_sitemap(link.url))
        since = self.arguments.since
        chosen = order_archives(followed, zone=self.site.zone, since=since)
        return chosen if since else chosen[: self.discovery.newest_sitemaps]

    def _refusal(self, link: Link) -> str | None:
        """Why a link is not followed; None when it is."""
        if not is_on_site(link.url, domains=self.site.domains):
            return "on other sites"
        if not self.discovery.is_article(link.url):
            return "not of an article's form"
        if self.arguments.since and link.latest and link.latest < self.arguments.since:
            return "older than since"
        return None

    def _extract_item(self, response: Response, link: Link) -> ArticleItem | None:
        fetched_at = datetime.now(UTC)
        try:
            extraction = extract(page_of(response), url=response.url, site=self.site, fetched_at=fetched_at)
        except ExtractionError as error:
            told = extraction_failure(error)
            self.crawler.stats.inc_value(told.stat)
            is_stale = isinstance(error, EmptyBodyError)
            (self.logger.warning if is_stale else self.logger.debug)("%s", error)
            return None
        published, since = extraction.article.published, self.arguments.since
        if since and published and published < since:
            self.crawler.stats.inc_value("news/skipped/too_old")
            return None
        return ArticleItem.of(extraction, fetched_at=fetched_at, status=response.status, discovered_from=link.source)

    def _note_problem(self, source: Source, words: str) -> None:
        self.outcome.source(source.url, kind=source.kind).problem = words
        level = self.logger.debug if self.settings.get("REPLAY") else self.logger.warning
        level("%s %s: %s", source.kind, source.url, words)

    def _on_item_lost(self) -> None:
        self._frontier.withdraw()

    def _refill(self) -> None:
        """Nothing is on its way any more: what still should be was dropped inside Scrapy (a redirect to
        another site, or to a page seen before). Count it, and go on with what is wanted.
        """
        if lost := self._frontier.forget_in_flight():
            self.crawler.stats.inc_value("news/skipped/redirected", lost)
        self._is_asking = False
        requests = list(self._next_requests())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider
