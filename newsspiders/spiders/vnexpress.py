"""VnExpress."""

from extractors.sites.vnexpress import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class VnExpressSpider(NewsSpider):
    """Crawl vnexpress.net: `scrapy crawl vnexpress`. Its sitemaps turn robots away, so they are not asked."""

    site = SITE
    discovery = Discovery(
        feeds=("https://vnexpress.net/rss/tin-moi-nhat.rss",),
        sections=("https://vnexpress.net/kinh-doanh",),
        article_url=r"vnexpress\.net/(?:[a-z0-9-]+/)*[a-z0-9-]+-\d{7}\.html$",
    )
