"""Báo Đầu tư."""

from extractors.sites.baodautu import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class BaoDauTuSpider(NewsSpider):
    """Crawl baodautu.vn: `scrapy crawl baodautu`. Its sitemaps are one a month, its sections go on in `/p2`.

    That `/sitemap.xml` lists the monthly ones, which number a section has, and the cards are guessed.
    """

    site = SITE
    discovery = Discovery(
        sitemaps=("https://baodautu.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-\d{4}-\d{1,2}\.xml",
        month_sitemaps="https://baodautu.vn/sitemaps/news-{month.year}-{month.month}.xml",
        sections=(
            "https://baodautu.vn/thoi-su-d1/",
            "https://baodautu.vn/dau-tu-d2/",
            "https://baodautu.vn/doanh-nghiep-d3/",
            "https://baodautu.vn/ngan-hang-d5/",
            "https://baodautu.vn/tai-chinh-chung-khoan-d6/",
        ),
        article_url=r"/[a-z0-9-]+-d\d+\.html$",
        paging=Paging(page="{section}/p{n}"),
        cards=Cards(card="article", date=".post-time"),
    )
