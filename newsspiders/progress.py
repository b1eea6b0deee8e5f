"""Progress: a live line for each running spider, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import Any, Self

from rich.console import Console
from rich.progress import Progress as RichProgress
from rich.progress import SpinnerColumn, TaskID, TextColumn
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsspiders.spiders.base import NewsSpider


class Progress:
    """A live line for each running spider, on a terminal only."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("PROGRESS_ENABLED") or settings.getbool("LOG_JSON") or not sys.stderr.isatty():
            raise NotConfigured  # what a program reads has no live line in it
        self._crawler = crawler
        self._line: TaskID | None = None
        self._started = time.monotonic()
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
            seconds = time.monotonic() - self._started
            _display.set_line(self._line, progress_line(spider, stats, seconds=seconds))

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


_display = _Display()


def progress_line(spider: Spider, stats: Mapping[str, Any], *, seconds: float) -> str:
    """A run so far: `vietnamplus: 12 articles, 14 pages (31 a minute), 6 waiting, 1 failed`."""
    pages, found = stats.get("response_received_count", 0), stats.get("item_scraped_count", 0)
    parts = [f"{found} articles", f"{pages} pages ({pages * 60 / max(seconds, 1):.0f} a minute)"]
    if isinstance(spider, NewsSpider):
        parts.append(f"{len(spider.frontier)} waiting")
    failed = sum(count for name, count in stats.items() if name.startswith(("news/failed/", "news/http_error/")))
    return f"{spider.name}: {', '.join([*parts, f'{failed} failed'])}"
