"""HostMemory: what is known of the hosts that failed goes from run to run, in the store."""

from __future__ import annotations

from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newsspiders.hosts import Hosts
from newsspiders.middlewares.retry import PoliteRetry
from newsspiders.spiders.base import NewsSpider
from newsspiders.states import HostState
from newsspiders.store import Session


class HostMemory:
    """Extension: load the memory of hosts when a run begins, save it when it ends."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._loaded: tuple[HostState, ...] = ()
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension of a crawl."""
        return cls(crawler)

    async def spider_opened(self, spider: Spider) -> None:
        """A host that an earlier run left alone is left alone until its time."""
        hosts = self._hosts
        if hosts is not None and isinstance(spider, NewsSpider):
            self._loaded = await spider.store.ask(lambda session: session.troubled_hosts()) or ()
            hosts.load(self._loaded)

    async def spider_closed(self, spider: Spider) -> None:
        """Save what this run learned: what failed, and what is well again. The rest may be news of another run."""
        hosts = self._hosts
        if hosts is None or not isinstance(spider, NewsSpider):
            return
        failing = {state.host for state in hosts.states}
        well = [HostState(host=state.host) for state in self._loaded if state.host not in failing]
        states = [*(state for state in hosts.states if state not in self._loaded), *well]

        def save(session: Session) -> None:
            for state in states:
                session.put_host(state)

        await spider.store.ask(save)

    @property
    def _hosts(self) -> Hosts | None:
        retry = self._crawler.get_downloader_middleware(PoliteRetry)
        return retry.hosts if retry else None
