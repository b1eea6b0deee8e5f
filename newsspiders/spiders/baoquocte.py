"""Báo Thế giới & Việt Nam."""

from extractors.sites.baoquocte import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class BaoQuocTeSpider(NewsSpider):
    """Crawl baoquocte.vn: `scrapy crawl baoquocte`. The feed lists 25 articles, a section page 15."""

    site = SITE
    discovery = Discovery(
        feeds=("https://baoquocte.vn/rss_feed/",),
        sections=(
            "https://baoquocte.vn/thoi-su",
            "https://baoquocte.vn/kinh-te",
            "https://baoquocte.vn/the-thao",
            "https://baoquocte.vn/giai-tri",
        ),
        article_url=r"/[a-z0-9-]+-\d{5,6}\.html$",
    )
