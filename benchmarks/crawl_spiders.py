"""The two spiders that the crawl benchmark compares; `BENCHMARK_SERVER` names the site."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.http import Response

from extractors import Site
from extractors.families.zce import ZCE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider

SERVER = os.environ.get("BENCHMARK_SERVER", "http://127.0.0.1:1")


class BenchmarkSpider(NewsSpider):
    """This project: `scrapy crawl benchmark`."""

    site = Site(
        name="benchmark",
        title="Benchmark",
        domains=("127.0.0.1",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=ZCE,
    )
    discovery = Discovery(sitemaps=(f"{SERVER}/sitemap.xml",), article_url=r"-post\d+\.vnp$")


class BareSpider(scrapy.Spider):
    """Scrapy alone: fetches the same pages, yields their URLs, reads nothing."""

    name = "bare"

    async def start(self) -> AsyncIterator[Any]:
        """The sitemap."""
        yield scrapy.Request(f"{SERVER}/sitemap.xml", callback=self.parse_list)

    def parse_list(self, response: Response) -> Iterator[Any]:
        """A request for each page."""
        for url in re.findall(rb"<loc>([^<]+)</loc>", response.body):
            yield scrapy.Request(url.decode(), callback=self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[dict[str, str]]:
        """The URL."""
        yield {"url": response.url}
