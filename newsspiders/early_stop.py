"""EarlyStop: a run that is told to stop while its spider is still being opened is opened, and then stopped in order.

Scrapy stops a crawl that runs; one that does not run yet it forgets in the middle, with its record in the store begun.
"""

from __future__ import annotations

import asyncio
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from newsspiders.health import STOPPED

_LOOK_SECONDS = 0.02


class EarlyStop:
    """Extension: the process does not end before a spider that is being opened is closed again."""

    def __init__(self, crawler: Crawler) -> None:
        from twisted.internet import reactor  # not before Scrapy has chosen it

        self._crawler = crawler
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        reactor.addSystemEventTrigger("before", "shutdown", self._before_shutdown)  # type: ignore[arg-type]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension of a crawl."""
        return cls(crawler)

    def spider_opened(self) -> None:
        """Close the spider when it was told to stop meanwhile.

        :raises CloseSpider: it was.
        """
        if not self._crawler.crawling:
            raise CloseSpider(STOPPED)

    def _before_shutdown(self) -> Deferred[None] | None:
        engine = self._crawler.engine
        slot = engine._slot  # there since the spider is being opened; Scrapy has no public name for it
        is_begun = slot is not None and slot.closing is None and not engine.running
        return deferred_from_coro(self._wait()) if is_begun else None

    async def _wait(self) -> None:
        engine = self._crawler.engine
        while engine.spider is not None:
            if engine.running:  # it was told to after `spider_opened`
                await engine.stop_async()
            await asyncio.sleep(_LOOK_SECONDS)
