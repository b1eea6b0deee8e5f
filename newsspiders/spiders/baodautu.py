"""Báo Đầu tư."""

from extractors.sites.baodautu import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class BaoDauTuSpider(NewsSpider):
    """Crawl baodautu.vn: `scrapy crawl baodautu`. Its sitemaps are one a month, its sections go on in `/p2`.

    The index of the sitemaps and the sections were seen in 2026-09; then a section printed no dates. The cards are
    guessed.
    """

    site = SITE
    discovery = Discovery(
        sitemaps=("https://baodautu.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-\d{4}-\d{1,2}\.xml",
        sections=(
            "https://baodautu.vn/thoi-su-dau-tu-d1/",
            "https://baodautu.vn/toan-canh-dau-tu-d2/",
            "https://baodautu.vn/kinh-doanh-d3/",
            "https://baodautu.vn/ngan-hang--bao-hiem-d5/",
            "https://baodautu.vn/dau-tu-tai-chinh-d6/",
            "https://baodautu.vn/thi-truong-dia-oc-d7/",
            "https://baodautu.vn/quoc-te-d54/",
        ),
        article_url=r"/[a-z0-9-]+-d\d+\.html$",
        paging=Paging(page="{section}/p{n}"),
        cards=Cards(card="article", date=".post-time"),
    )
