"""A spider for the loopback server, in the place of the project's own: `-s SPIDER_MODULES=` this module."""

from __future__ import annotations

import os

from lxml import etree

from extractors import Rules, Site
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider

SERVER = os.environ.get("LOOPBACK_SERVER", "http://127.0.0.1:1")


def crash_on_request(root: etree._Element) -> None:
    """What a mistake in a site's code does."""
    if root.get("class") == "crash":
        raise RuntimeError("a mistake in a site's code")


class LoopbackSpider(NewsSpider):
    """Crawl the loopback server: `scrapy crawl loopback`."""

    custom_settings = {"RETRY_BACKOFF_SECONDS": 0.01}
    site = Site(
        name="loopback",
        title="Loopback",
        domains=("127.0.0.1",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(
            title=("h1",),
            body=("div.body",),
            published=("time",),
            drop=(".share",),
            prepare=crash_on_request,
        ),
    )
    discovery = Discovery(
        feeds=(f"{SERVER}/feed.xml",),
        sitemaps=(f"{SERVER}/sitemap.xml.gz",),
        article_url=r"/a/[a-z0-9-]+$",
    )
