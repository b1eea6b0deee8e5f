"""Extensions: count what was stored, say in one line how the run went, and show progress on a terminal."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import Any, Self, TextIO

from rich.console import Console
from rich.progress import Progress as RichProgress
from rich.progress import SpinnerColumn, TaskID, TextColumn
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.log import get_scrapy_root_handler

from newsspiders.outcome import Outcome, pages_lost

logger = logging.getLogger("newsspiders")


class RunSummary:
    """Count articles, removals and warnings as items leave the pipelines; at the end, log one line."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
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

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Log the summary; a warning when nothing was found."""
        outcome = getattr(spider, "outcome", None)
        if reason == "store_error" or not isinstance(outcome, Outcome):  # said already; no spider of ours
            return
        stats = self._crawler.stats.get_stats()
        if stats.get("news/articles"):
            logger.info("%s: %s", spider.name, summarise(stats))
        else:
            logger.warning("%s: no article. %s", spider.name, outcome.why_nothing(stats))


class Progress:
    """A live line for each running spider, on a terminal only."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("PROGRESS_ENABLED") or not sys.stderr.isatty():
            raise NotConfigured
        self._crawler = crawler
        self._line: TaskID | None = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.update, signals.response_received)
        crawler.signals.connect(self.update, signals.item_scraped)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The extension of a crawl.

        :raises NotConfigured: there is no terminal.
        """
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Show the spider's line."""
        self._line = _display.open_line(spider.name)

    def update(self, spider: Spider) -> None:
        """Update the spider's line."""
        if self._line is not None:
            stats = self._crawler.stats.get_stats()
            pages, found = stats.get("response_received_count", 0), stats.get("item_scraped_count", 0)
            _display.set_line(self._line, f"{spider.name}: {found} articles, {pages} pages")

    def spider_closed(self) -> None:
        """Take the spider's line away."""
        if self._line is not None:
            _display.close_line(self._line)


class _Display:
    """The lines of all spiders of this process: a terminal has room for one display."""

    def __init__(self) -> None:
        self._progress: RichProgress | None = None

    def open_line(self, text: str) -> TaskID:
        """A new line; the first one opens the display."""
        if self._progress is None:
            columns = (SpinnerColumn(), TextColumn("{task.description}"))
            self._progress = RichProgress(*columns, console=Console(stderr=True), transient=True)
            self._progress.start()
            _log_to(sys.stderr)  # rich's own now, which writes above the lines
        return self._progress.add_task(text)

    def set_line(self, line: TaskID, text: str) -> None:
        """Change a line."""
        if self._progress is not None:
            self._progress.update(line, description=text)

    def close_line(self, line: TaskID) -> None:
        """Take a line away; the last one closes the display."""
        if self._progress is None:
            return
        self._progress.remove_task(line)
        if not self._progress.tasks:
            self._progress.stop()
            self._progress = None
            _log_to(sys.stderr)


_display = _Display()


def _log_to(stream: TextIO) -> None:
    handler = get_scrapy_root_handler()
    if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
        handler.setStream(stream)


def summarise(stats: Mapping[str, Any]) -> str:
    """One line of a run's stats; what is zero is left out.

    >>> summarise({"news/articles": 2, "news/stored/new": 2, "news/removed": 7, "news/http_error/404": 1})
    '2 articles (2 new); 7 pieces removed; not articles: 1 HTTP 404'
    """
    found = stats.get("news/articles", 0)
    stored = [f"{count} {change}" for change, count in _under(stats, "news/stored/").items()]
    parts = [f"{found} article{'s' * (found != 1)}" + (f" ({', '.join(stored)})" if stored else "")]
    if removed := stats.get("news/removed"):
        parts.append(f"{removed} pieces removed")
    if warnings := _under(stats, "news/warnings/"):
        parts.append("warnings: " + ", ".join(f"{count} {code}" for code, count in warnings.items()))
    if lost := pages_lost(stats):
        parts.append("not articles: " + ", ".join(f"{count} {why}" for why, count in lost.items()))
    if seconds := stats.get("elapsed_time_seconds"):
        parts.append(f"{seconds:.1f} s")
    return "; ".join(parts)


def _under(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return {name.removeprefix(prefix): count for name, count in stats.items() if name.startswith(prefix)}
