"""A spider for articles in several pages on the loopback server; alone in its module, as a host belongs to one site."""

from __future__ import annotations

from dataclasses import replace

from newsspiders.spiders.base import NewsSpider
from tests.newsspiders import loopback_spiders


class PagesSpider(NewsSpider):
    """Articles in several pages: `scrapy crawl pages`."""

    site = replace(
        loopback_spiders.LoopbackSpider.site,
        name="pages",
        rules=replace(loopback_spiders.LoopbackSpider.site.rules, next_page=("a.all", "a.next")),
        later_page=r"[?&]page=\w+$",
        canonical=((r"\?page=\w+$", ""),),
    )
    custom_settings = loopback_spiders.LoopbackSpider.custom_settings
    discovery = loopback_spiders.LoopbackSpider.discovery
