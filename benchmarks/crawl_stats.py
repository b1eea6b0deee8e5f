"""Stats that the crawl benchmark reads: printed as one line of JSON when the spider closes."""

from __future__ import annotations

import json
import sys

from scrapy import Spider
from scrapy.statscollectors import MemoryStatsCollector


class PrintedStats(MemoryStatsCollector):
    """Scrapy's own collector; prints the numbers at the end."""

    def close_spider(self, spider: Spider | None = None, reason: str | None = None) -> None:
        """Print, then do as usual."""
        numbers = {name: value for name, value in self.get_stats().items() if isinstance(value, int | float)}
        json.dump(numbers, sys.stdout)
        sys.stdout.write("\n")
        super().close_spider(spider, reason)
