"""RobotsHints: what a robots.txt says besides what may be fetched: how often to ask, and where the sitemaps are."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from extractors.urls import host_of
from newsspiders.discovery.links import absolute_url

logger = logging.getLogger(__name__)


def robots_sitemaps(crawler: Crawler, host: str) -> tuple[str, ...]:
    """The sitemaps that a host's robots.txt names, in its order; none before it was fetched."""
    hints = crawler.get_extension(RobotsHints)
    return hints.sitemaps.get(host, ()) if hints else ()


class RobotsHints:
    """Extension: keep Crawl-delay as the least delay of a host, and remember Sitemap lines.

    It must come after AutoThrottle, which sets the delay anew with each answer. There is no jitter on such a delay:
    half of it may go below what was asked for.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._user_agent = str(crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"])
        self._least_seconds = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._max_seconds = crawler.settings.getfloat("CRAWL_DELAY_MAX_SECONDS")
        self._delays_seconds: dict[str, float] = {}
        self.sitemaps: dict[str, tuple[str, ...]] = {}
        """Host -> URLs."""
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(self.response_downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension of a crawl."""
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take over what the robots.txt of a request's host says."""
        if isinstance(robotparser, ProtegoRobotParser):
            listed = (absolute_url(url, base=request.url) for url in robotparser.rp.sitemaps)
            self.sitemaps[host_of(request.url)] = tuple(dict.fromkeys(url for url in listed if url))
        asked_seconds = robotparser.crawl_delay(self._user_agent) or 0.0
        if asked_seconds > 0 and self._max_seconds > 0:
            self._set_delay(urlparse_cached(request).hostname or "", asked_seconds)

    def response_downloaded(self, request: Request) -> None:
        """Lift a delay that AutoThrottle lowered."""
        key = request.meta.get("download_slot", "")
        slot = self._crawler.engine.downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(slot.delay, self._delays_seconds.get(key, 0.0))

    def _set_delay(self, host: str, asked_seconds: float) -> None:
        if asked_seconds > self._max_seconds and host not in self._delays_seconds:
            logger.warning(
                "%s: robots.txt asks for a delay of %g s; it gets %g s, the CRAWL_DELAY_MAX_SECONDS",
                host, asked_seconds, self._max_seconds,
            )  # fmt: skip
        seconds = max(min(asked_seconds, self._max_seconds), self._least_seconds)
        self._delays_seconds[host] = seconds
        downloader = self._crawler.engine.downloader
        kept = downloader.per_slot_settings.get(host, {})
        downloader.per_slot_settings[host] = {**kept, "delay": seconds, "jitter": 0}  # for a slot made later
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay, slot.jitter = max(slot.delay, seconds), 0.0
