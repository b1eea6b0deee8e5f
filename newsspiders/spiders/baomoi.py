"""Báo Mới."""

from extractors.sites.baomoi import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class BaoMoiSpider(NewsSpider):
    """Crawl baomoi.com: `scrapy crawl baomoi`. An aggregator: each article names its original."""

    site = SITE
    discovery = Discovery(
        sections=("https://baomoi.com/",),
        article_url=r"(?:-c|/c/)\d+\.epi$",
    )
