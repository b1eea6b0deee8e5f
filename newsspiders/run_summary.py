"""RunSummary: count what was stored; at a run's end say how it went, write its record, tell others, close its store."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Self

from rich.console import Console
from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newsspiders.configuration.masks import mask_passwords
from newsspiders.drift.findings import Finding, name_findings
from newsspiders.drift.verdict import Judged
from newsspiders.drift.watch import Watch, asked_alike
from newsspiders.health import BROKEN_ENDS, STOPPED, why_unhealthy
from newsspiders.run_end import RunEnd, run_ended
from newsspiders.spiders.base import NewsSpider
from newsspiders.store import StoreError
from newsspiders.summary import STOPPED_WORDS, counts, summarise, summary_table

logger = logging.getLogger("newsspiders")


class RunSummary:
    """Count articles, removals and warnings as items leave the pipelines; at the end, say how the run went, write
    its record, tell those who wait for that, and close its store.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._watch = Watch.of(settings)
        is_on_terminal = sys.stderr.isatty() and not settings.get("LOG_FILE") and not settings.getbool("LOG_JSON")
        self._shows_table = settings.getbool("PROGRESS_ENABLED") and is_on_terminal
        crawler.signals.connect(self.item_scraped, signals.item_scraped)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension of a crawl."""
        return cls(crawler)

    def item_scraped(self, item: Mapping[str, Any]) -> None:
        """Count one stored article."""
        stats = self._crawler.stats
        stats.inc_value("news/articles")
        stats.inc_value("news/removed", len(item["removed"]))
        for warning in item["warnings"]:
            stats.inc_value(f"news/warnings/{warning.partition(':')[0]}")

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        """Log the summary; a warning when nothing was found. Then end the run's record, and say that it ended."""
        if not isinstance(spider, NewsSpider):
            return
        stats = self._crawler.stats.get_stats()
        judged = None if reason in BROKEN_ENDS else await self._judge(spider, stats)
        findings = judged.findings if judged else ()
        if findings:
            self._crawler.stats.set_value("news/drift", len(findings))
        unhealthy = why_unhealthy(
            spider.outcome,
            stats,
            reason=reason,
            has_urls=bool(spider.arguments.urls),
            drift=name_findings(findings),
            clock=spider.store.clock_problem,
        )
        if unhealthy:
            self._crawler.stats.set_value("news/unhealthy", unhealthy)
        if reason not in BROKEN_ENDS or stats.get("news/articles"):
            self._say(spider, stats, reason=reason, unhealthy=unhealthy, findings=findings)
        try:
            is_recorded = await self._finish(spider, stats, reason=reason, unhealthy=unhealthy, judged=judged)
            await self._tell(spider, stats, reason=reason, findings=findings, is_recorded=is_recorded)
        finally:
            await spider.extractor.close()
            await asyncio.to_thread(spider.store.close)

    async def _judge(self, spider: NewsSpider, stats: Mapping[str, Any]) -> Judged | None:
        try:
            return await self._watch.judge(
                spider.tally, stats, site=spider.site, store=spider.store, asked=self._asked(spider)
            )
        except StoreError:
            return None  # which the end of the record will meet too, and tell

    def _asked(self, spider: NewsSpider) -> str:
        return asked_alike(spider.arguments, is_replay=bool(self._crawler.settings.get("REPLAY")))

    def _say(
        self,
        spider: NewsSpider,
        stats: Mapping[str, Any],
        *,
        reason: str,
        unhealthy: str | None,
        findings: Sequence[Finding],
    ) -> None:
        if self._shows_table:
            table = summary_table(
                spider.name, spider.outcome, stats, unhealthy=unhealthy, reason=reason, findings=findings
            )
            Console(stderr=True).print(table)
            return
        for finding in findings:
            logger.warning("%s: drift %s", spider.name, finding.words)
        if stats.get("news/articles") or stats.get("news/unchanged/not_modified"):
            logger.info("%s: %s", spider.name, summarise(stats, reason=reason))
            if unhealthy:
                logger.warning("%s: look at this: %s", spider.name, unhealthy)
        else:
            level = logging.WARNING if unhealthy else logging.INFO
            end = f" ({STOPPED_WORDS})" if reason == STOPPED else ""
            logger.log(level, "%s: no article%s. %s", spider.name, end, spider.outcome.why_nothing(stats))

    async def _tell(
        self,
        spider: NewsSpider,
        stats: Mapping[str, Any],
        *,
        reason: str,
        findings: tuple[Finding, ...],
        is_recorded: bool,
    ) -> None:
        end = RunEnd(
            reason=reason,
            unhealthy=stats.get("news/unhealthy"),
            findings=findings,
            summary=summarise(stats, reason=reason),
            is_recorded=is_recorded,
        )
        await self._crawler.signals.send_catch_log_async(signal=run_ended, spider=spider, end=end)

    async def _finish(
        self,
        spider: NewsSpider,
        stats: Mapping[str, Any],
        *,
        reason: str,
        unhealthy: str | None,
        judged: Judged | None,
    ) -> bool:
        """Write the run's record; whether there is one."""
        try:
            await spider.store.finish(
                reason=reason,
                is_healthy=unhealthy is None,
                summary=mask_passwords(unhealthy or summarise(stats, reason=reason)),
                counts=counts(stats),
                sources=spider.outcome.as_list(),
                profile=judged.as_record(asked=self._asked(spider)) if judged else None,
            )
        except StoreError as error:
            if reason not in BROKEN_ENDS:  # else it was said
                logger.error("%s: the run's record was not written: %s", spider.name, error)
                self._crawler.stats.set_value("news/unhealthy", "the run's record was not written")
            return False
        return spider.store.is_open
