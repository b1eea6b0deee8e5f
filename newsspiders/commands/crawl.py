"""`scrapy crawl`, with every mistake found before anything starts, and an exit code that says how it went."""

from __future__ import annotations

import argparse
import difflib
from datetime import UTC, datetime

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from newsspiders.arguments import ArgumentError, parse_arguments
from newsspiders.saved_pages import SavedPagesError, load_saved_pages
from newsspiders.spiders.base import NewsSpider


class Command(crawl.Command):
    """Run one spider. Exit codes: 0 done, 1 failed or found nothing but trouble, 2 wrong arguments."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, crawl, set the exit code.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        assert self.crawler_process is not None
        if len(args) != 1:
            raise UsageError("type one spider: scrapy crawl vietnamplus; `scrapy list` names them all")
        spider_class = self._load_spider(args[0])
        try:
            if issubclass(spider_class, NewsSpider):
                parse_arguments(opts.spargs, site=spider_class.site, now=datetime.now(UTC))
            if self.settings.get("REPLAY"):
                load_saved_pages(self.settings["REPLAY"])
        except (ArgumentError, SavedPagesError) as error:
            raise UsageError(str(error)) from error
        crawler = self._create_crawler(spider_class)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed or is_failed(crawler.spider, crawler.stats.get_stats()):
            self.exitcode = 1

    def _load_spider(self, name: str) -> type[Spider]:
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        try:
            return loader.load(name)
        except KeyError:
            names = sorted(loader.list())
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            raise UsageError(f"no spider {name!r}; {hint}") from None


def is_failed(spider: Spider | None, stats: dict[str, object]) -> bool:
    """Whether a finished run needs somebody to look: it broke off, crashed on a page, lost an article, or
    found none and met trouble.
    """
    if stats.get("finish_reason") in ("store_error", "start_error"):
        return True
    if stats.get("spider_exceptions/count") or stats.get("news/failed/not_stored"):
        return True
    if stats.get("news/articles") or not isinstance(spider, NewsSpider):
        return False
    return bool(spider.arguments.urls) or spider.outcome.is_trouble(stats)
