"""Thời báo Tài chính Việt Nam."""

from extractors.sites.thoibaotaichinhvietnam import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class ThoiBaoTaiChinhVietNamSpider(NewsSpider):
    """Crawl thoibaotaichinhvietnam.vn: `scrapy crawl thoibaotaichinhvietnam`.

    The cards and the paging are what a scraper of 2024-11 used; the feed and the names of the sections were seen in
    2026-09. Where a card prints its time is guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://thoibaotaichinhvietnam.vn/rss_feed/",),
        sections=(
            "https://thoibaotaichinhvietnam.vn/thoi-su",
            "https://thoibaotaichinhvietnam.vn/tai-chinh",
            "https://thoibaotaichinhvietnam.vn/thue-hai-quan",
            "https://thoibaotaichinhvietnam.vn/chung-khoan",
            "https://thoibaotaichinhvietnam.vn/ngan-hang-bao-hiem",
            "https://thoibaotaichinhvietnam.vn/doanh-nghiep",
            "https://thoibaotaichinhvietnam.vn/tai-chinh-quoc-te",
        ),
        article_url=r"/[a-z0-9-]+-\d{5,7}\.html$",
        paging=Paging(
            page="{section}&s_cond=&BRSR={n}",
            first=15,
            step=15,
            day="{section}&fv={day:%Y-%m-%d}&s_cond=&BRSR={n}",
            day_first=0,
        ),
        cards=Cards(card="article.article", date=".article-publish-time"),
    )
