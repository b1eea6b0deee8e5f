"""Hà Nội On."""

from extractors.sites.hanoionline import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class HanoiOnlineSpider(NewsSpider):
    """Crawl hanoionline.vn: `scrapy crawl hanoionline`.

    The addresses of the feeds and section pages are known from links to them; their markup was never seen.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://hanoionline.vn/rss/an-ninh-trat-tu", "https://hanoionline.vn/rss/van-hoa"),
        sections=("https://hanoionline.vn/kinh-te.htm", "https://hanoionline.vn/nha-dat.htm"),
        article_url=r"-\d{6}\.htm$",
    )
