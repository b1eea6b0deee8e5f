"""Thời báo Ngân hàng."""

from extractors.sites.thoibaonganhang import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class ThoiBaoNganHangSpider(NewsSpider):
    """Crawl thoibaonganhang.vn: `scrapy crawl thoibaonganhang`.

    The feed, the paging and the cards are those of the sister sites; that this site has them, and the names of its
    sections, are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://thoibaonganhang.vn/rss_feed/",),
        sections=(
            "https://thoibaonganhang.vn/chinh-sach",
            "https://thoibaonganhang.vn/ngan-hang",
            "https://thoibaonganhang.vn/tai-chinh",
            "https://thoibaonganhang.vn/thi-truong",
            "https://thoibaonganhang.vn/doanh-nghiep",
            "https://thoibaonganhang.vn/quoc-te",
        ),
        article_url=r"/[a-z0-9-]+-\d{5,7}\.html$",
        paging=Paging(
            page="{section}&s_cond=&BRSR={n}",
            first=15,
            step=15,
            day="{section}&fv={day:%Y-%m-%d}&s_cond=&BRSR={n}",
            day_first=0,
        ),
        cards=Cards(card="div.article", date=".box-meta"),
    )
