"""Báo Mới."""

from extractors.sites.baomoi import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class BaoMoiSpider(NewsSpider):
    """Crawl baomoi.com: `scrapy crawl baomoi`. An aggregator: each article names its original.

    The addresses of later pages are known, those of the sections' first pages and of the cards' dates guessed.
    """

    site = SITE
    discovery = Discovery(
        sections=(
            "https://baomoi.com/",
            "https://baomoi.com/the-gioi.epi",
            "https://baomoi.com/xa-hoi.epi",
            "https://baomoi.com/kinh-te.epi",
            "https://baomoi.com/van-hoa.epi",
            "https://baomoi.com/giao-duc.epi",
            "https://baomoi.com/the-thao.epi",
        ),
        article_url=r"(?:-c|/c/)\d+\.epi$",
        paging=Paging(page="{stem}/trang{n}.epi"),
        cards=Cards(card="div.bm-card", date="time[datetime]"),
    )
