"""Telling: tell Prometheus of a crawl, while it lasts and when it has ended. Nothing that fails here ends a crawl."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from twisted.internet.error import CannotListenError

from extractors.sites import all_sites
from newsspiders.metrics.endpoint import Endpoint
from newsspiders.metrics.facts import RunFacts, SiteFacts
from newsspiders.metrics.families import live_families
from newsspiders.metrics.textfile import write_run
from newsspiders.run_end import RunEnd, run_ended
from newsspiders.spiders.base import NewsSpider
from newsspiders.store import StoreError
from newsspiders.summary import counts
from newsspiders.timetable import Timetable

logger = logging.getLogger(__name__)


class Telling:
    """Writes METRICS_DIR/newsspiders_SITE.prom when a run has ended; serves METRICS_PORT while it lasts."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._folder, self._port = crawler.settings.get("METRICS_DIR"), crawler.settings.getint("METRICS_PORT")
        self._endpoint: Endpoint | None = None
        if self._port:
            crawler.signals.connect(self.spider_opened, signals.spider_opened)
            crawler.signals.connect(self.spider_closed, signals.spider_closed)
        if self._folder:
            crawler.signals.connect(self.run_ended, run_ended)

    def spider_opened(self, spider: Spider) -> None:
        """Listen."""
        if not isinstance(spider, NewsSpider):
            return
        registry = CollectorRegistry()
        registry.register(_Live(self._crawler, spider))
        try:
            self._endpoint = Endpoint(registry, port=self._port, address=self._crawler.settings["METRICS_ADDRESS"])
        except CannotListenError as error:
            logger.warning("no metrics over HTTP: %s; set another METRICS_PORT or METRICS_ADDRESS", error)

    async def spider_closed(self) -> None:
        """Listen no longer."""
        if self._endpoint is not None:
            await self._endpoint.close()

    async def run_ended(self, spider: NewsSpider, end: RunEnd) -> None:
        """Write the file."""
        now = datetime.now(UTC)
        run = RunFacts(
            site=spider.name,
            started_at=spider.started_at,
            ended_at=now,
            reason=end.reason,
            is_healthy=end.unhealthy is None,
            interval=Timetable.of(self._crawler.settings, known=all_sites()).turn(spider.name),
            counts=counts(self._crawler.stats.get_stats()),
        )
        facts: SiteFacts | None = None
        try:
            facts = await spider.store.run(lambda session: SiteFacts.of(session, spider.name, now=now))
        except StoreError as error:
            logger.debug("metrics without what the store knows: %s", error)  # why, the run has said
        _write(self._folder, run, facts)


class _Live(Collector):
    """A run as it is at the moment of asking."""

    def __init__(self, crawler: Crawler, spider: NewsSpider) -> None:
        self._crawler = crawler
        self._spider = spider

    def collect(self) -> Iterator[Metric]:
        """Its metrics."""
        stats = self._crawler.stats.get_stats()
        return live_families(self._spider.name, started_at=self._spider.started_at, counts=counts(stats))

    def describe(self) -> list[Metric]:
        """Nothing: a registry asks for it to find names that are taken."""
        return []


def tell_refused(settings: BaseSettings, site: str) -> None:
    """Write the file of a run that was refused before it was one: the publisher wants to be asked first."""
    now = datetime.now(UTC)
    run = RunFacts(
        site=site,
        started_at=now,
        ended_at=now,
        reason="not_permitted",
        is_healthy=False,
        interval=Timetable.of(settings, known=all_sites()).turn(site),
        counts={},
    )
    _write(settings["METRICS_DIR"], run, None)


def _write(folder: str, run: RunFacts, facts: SiteFacts | None) -> None:
    try:
        write_run(Path(folder), run, facts)
    except OSError as error:
        words = "no metrics of this run: METRICS_DIR is %s (%s); it must be a folder that can be written"
        logger.warning(words, folder, error.strerror)
