"""Báo Công Thương."""

from extractors.sites.congthuong import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class CongThuongSpider(NewsSpider):
    """Crawl congthuong.vn: `scrapy crawl congthuong`.

    The feed, the paging and the cards are those of the sister sites; that this site has them, and the names of its
    sections, are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://congthuong.vn/rss_feed/",),
        sections=(
            "https://congthuong.vn/thoi-su",
            "https://congthuong.vn/cong-nghiep",
            "https://congthuong.vn/nang-luong",
            "https://congthuong.vn/thuong-mai",
            "https://congthuong.vn/thi-truong",
            "https://congthuong.vn/quoc-te",
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
