"""VietnamPlus."""

from extractors.sites.vietnamplus import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class VietnamPlusSpider(NewsSpider):
    """Crawl vietnamplus.vn: `scrapy crawl vietnamplus`."""

    site = SITE
    discovery = Discovery(
        feeds=("https://www.vietnamplus.vn/rss/home.rss",),
        sitemaps=("https://www.vietnamplus.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        article_url=r"-post\d+\.vnp$|/\d+\.vnp$",
    )
