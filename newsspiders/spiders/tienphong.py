"""Báo Tiền Phong."""

from extractors.sites.tienphong import SITE
from newsspiders.discovery import Cards, Discovery
from newsspiders.spiders.base import NewsSpider


class TienPhongSpider(NewsSpider):
    """Crawl tienphong.vn: `scrapy crawl tienphong`.

    The feed was seen. Guessed are the sitemap, the sections, and that articles before 2022 had a bare number.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://tienphong.vn/rss/home.rss",),
        sitemaps=("https://tienphong.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        month_sitemaps="https://tienphong.vn/sitemaps/news-{month.year}-{month.month}.xml",
        sections=(
            "https://tienphong.vn/xa-hoi/",
            "https://tienphong.vn/kinh-te/",
            "https://tienphong.vn/the-gioi/",
            "https://tienphong.vn/giao-duc/",
            "https://tienphong.vn/phap-luat/",
        ),
        article_url=r"^https?://[^/]+/(?!(?:video|podcast|chu-de)/).*-(?:post\d+|\d{6,7})\.tpo$",
        cards=Cards(card="article.story", date="time"),
    )
