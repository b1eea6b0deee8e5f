"""Báo Thế giới & Việt Nam."""

from extractors.sites.baoquocte import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class BaoQuocTeSpider(NewsSpider):
    """Crawl baoquocte.vn: `scrapy crawl baoquocte`. The feed lists 25 articles, a section page 15.

    Each section can be walked back page by page and day by day. That the world section is `/the-gioi` is guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://baoquocte.vn/rss_feed/",),
        sections=(
            "https://baoquocte.vn/thoi-su",
            "https://baoquocte.vn/the-gioi",
            "https://baoquocte.vn/kinh-te",
            "https://baoquocte.vn/the-thao",
            "https://baoquocte.vn/giai-tri",
            "https://baoquocte.vn/xa-hoi/giao-duc",
            "https://baoquocte.vn/xa-hoi/y-te",
        ),
        article_url=r"/[a-z0-9-]+-\d{5,6}\.html$",
        paging=Paging(  # no question mark: the parameters stand right behind the path
            page="{section}&s_cond=&BRSR={n}",
            first=15,
            step=15,
            day="{section}&fv={day:%Y-%m-%d}&s_cond=&BRSR={n}",
            day_first=0,
        ),
        cards=Cards(card="div.article", date=".box-meta"),
    )
