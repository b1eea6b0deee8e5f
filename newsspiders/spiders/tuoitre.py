"""Tuổi Trẻ Online."""

from extractors.sites.tuoitre import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class TuoiTreSpider(NewsSpider):
    """Crawl tuoitre.vn: `scrapy crawl tuoitre`."""

    site = SITE
    discovery = Discovery(
        feeds=("https://tuoitre.vn/rss/tin-moi-nhat.rss",),
        sitemaps=("https://tuoitre.vn/sitemaps/index.rss",),
        sitemap_url=r"/sitemaps-\d{4}-",
        sections=("https://tuoitre.vn/kinh-doanh.htm",),
        article_url=r"-\d{17,20}\.htm$",
    )
