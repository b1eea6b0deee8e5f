"""`scrapy crawl`, with every mistake found before anything starts, and an exit code that says how it went."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from extractors.names import hint
from newsspiders.arguments import parse_arguments, typed_arguments
from newsspiders.commands.checks import check_settings
from newsspiders.configuration.command import ProjectCommand
from newsspiders.health import BROKEN_ENDS
from newsspiders.metrics.extension import tell_refused
from newsspiders.permission import NotPermitted, check_permission
from newsspiders.saved_pages import load_saved_pages
from newsspiders.spiders.base import NewsSpider


class Command(ProjectCommand, crawl.Command):
    """Run one spider. Exit codes: 0 a healthy run, 1 one that somebody should look at, 2 wrong arguments, no leave."""

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
            check_settings(self.settings)
            if issubclass(spider_class, NewsSpider):
                given = typed_arguments(opts.spargs)
                parse_arguments(given, site=spider_class.site, discovery=spider_class.discovery, now=datetime.now(UTC))
                check_permission(spider_class.name, spider_class.permission, self.settings)
            if self.settings.get("REPLAY"):
                load_saved_pages(self.settings["REPLAY"])
        except NotPermitted as error:
            tell_refused(self.settings, spider_class.name)
            raise UsageError(str(error)) from error
        except ValueError as error:  # ArgumentError and SavedPagesError are some
            raise UsageError(str(error)) from error
        crawler = self._create_crawler(spider_class)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed or is_failed(crawler):
            self.exitcode = 1

    def _load_spider(self, name: str) -> type[Spider]:
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        try:
            return loader.load(name)
        except KeyError:
            raise UsageError(f"no spider {name!r}; {hint(name, loader.list())}") from None


def is_failed(crawler: Crawler) -> bool:
    """Whether a finished run was not healthy, or never began."""
    if crawler.spider is None:
        return True
    stats = crawler.stats.get_stats()
    if not isinstance(crawler.spider, NewsSpider):
        return bool(stats.get("spider_exceptions/count")) or stats.get("finish_reason") in BROKEN_ENDS
    return "news/unhealthy" in stats or stats.get("finish_reason") in BROKEN_ENDS
