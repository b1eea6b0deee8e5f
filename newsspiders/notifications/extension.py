"""Notifications: the extension that tells people, when there is something to tell. Off when no channel is set."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsspiders.notifications.channel import Channel
from newsspiders.notifications.channels import channels_of
from newsspiders.notifications.occasions import Ended, Occasion, occasion
from newsspiders.notifications.outages import Outage
from newsspiders.notifications.sending import send
from newsspiders.run_end import RunEnd, run_ended
from newsspiders.spiders.base import NewsSpider
from newsspiders.states import RunRecord
from newsspiders.store import Session

_LAST_RUNS = 20


class Notifications:
    """Send a message when a site becomes unhealthy, stays so, or is well again.

    A replay, and a run that keeps nothing, tell nobody: they are somebody's own.
    """

    def __init__(self, crawler: Crawler, channels: tuple[Channel, ...]) -> None:
        self._channels = channels
        self._again = timedelta(hours=crawler.settings.getint("NOTIFY_AGAIN_HOURS"))
        self._outage = Outage.of(crawler.settings["DATABASE_URL"])
        crawler.signals.connect(self.run_ended, run_ended)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension of a crawl.

        :raises NotConfigured: there is nobody to tell.
        """
        settings = crawler.settings
        channels = channels_of(settings)
        if not channels or settings.get("REPLAY") or not settings.get("DATABASE_URL"):
            raise NotConfigured
        return cls(crawler, channels)

    async def run_ended(self, spider: NewsSpider, end: RunEnd) -> None:
        """Tell people, if there is something to tell; a failure to do so is a warning, and nothing else."""
        if spider.arguments.urls:
            return
        told = await self._occasion(spider, end)
        if told is not None:
            await asyncio.to_thread(send, spider.name, end, told, self._channels)

    async def _occasion(self, spider: NewsSpider, end: RunEnd) -> Occasion | None:
        if end.reason == "already_running":
            return None
        now = datetime.now(UTC)

        def last_runs(session: Session) -> list[RunRecord]:
            recent = session.iter_runs(now - self._again, spiders=[spider.name])
            return [*session.runs(spider=spider.name, limit=_LAST_RUNS), *recent]

        records = await spider.store.ask(last_runs) if end.is_recorded else None
        if records is None:
            is_news = end.unhealthy is not None and self._outage.is_news(now=now, again=self._again)
            return "broke" if is_news else None
        run, *before = ended(records)
        told = occasion(run, before, again=self._again)
        is_well = self._outage.end() and run.trouble is None
        return told or ("well" if is_well else None)


def ended(records: Iterable[RunRecord]) -> list[Ended]:
    """The runs that ended, newest first, each once; without those that were asked for single pages."""
    by_id = {record.id: record for record in records if record.finished_at and "urls" not in record.arguments}
    return [
        Ended(at=record.finished_at, trouble=None if record.is_healthy else record.summary or "")
        for _, record in sorted(by_id.items(), reverse=True)
        if record.finished_at
    ]
