"""PromptStop: when a run is told to stop, what still waits for its turn is given up, not asked for one by one.

Scrapy would first let every request that waits in the downloader have its delay: minutes, where a robots.txt asks for
a long one. What is on the wire is let finish.
"""

from __future__ import annotations

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from newsspiders.failures import RunStopped

_CHECK_SECONDS = 0.5


def is_stopping(crawler: Crawler) -> bool:
    """Whether the spider closes: after a signal to the process, or because a component asked for it."""
    slot = crawler.engine._slot  # Scrapy sends no signal for it and has no public name
    return not crawler.engine.running or slot is None or slot.closing is not None


class PromptStop:
    """Extension: empty the queues of the downloader when the spider closes."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._loop = create_looping_call(self._check)
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension of a crawl."""
        return cls(crawler)

    def spider_opened(self) -> None:
        """Start to watch."""
        self._loop.start(_CHECK_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Watch no longer."""
        if self._loop.running:
            self._loop.stop()

    def _check(self) -> None:
        if not is_stopping(self._crawler):
            return
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(RunStopped("not asked: the run was stopped"))
