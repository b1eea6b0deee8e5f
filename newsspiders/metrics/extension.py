"""Metrics: the extension. Where no metrics are wanted, no library for them is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

if TYPE_CHECKING:
    from newsspiders.metrics.telling import Telling


class Metrics:
    """Extension: metrics of a crawl, for METRICS_DIR and METRICS_PORT."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Telling:
        """What tells them.

        :raises NotConfigured: neither is set; or it is a replay, which says nothing about a site.
        """
        settings = crawler.settings
        if not (settings.get("METRICS_DIR") or settings.getint("METRICS_PORT")) or settings.get("REPLAY"):
            raise NotConfigured
        from newsspiders.metrics.telling import Telling

        return Telling(crawler)


def tell_refused(settings: BaseSettings, site: str) -> None:
    """Tell of a run that was refused before it was one, where METRICS_DIR is set."""
    if settings.get("METRICS_DIR") and not settings.get("REPLAY"):
        from newsspiders.metrics import telling

        telling.tell_refused(settings, site)
