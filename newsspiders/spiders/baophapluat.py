"""Báo Pháp Luật Việt Nam."""

from extractors.sites.baophapluat import SITE
from newsspiders.discovery import Cards, Discovery
from newsspiders.spiders.base import NewsSpider


class BaoPhapLuatSpider(NewsSpider):
    """Crawl baophapluat.vn: `scrapy crawl baophapluat`.

    The feed of justice was seen in 2024. Guessed are the sitemap and the sections but for that one.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://baophapluat.vn/rss/tu-phap-268.rss",),
        sitemaps=("https://baophapluat.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        month_sitemaps="https://baophapluat.vn/sitemaps/news-{month.year}-{month.month}.xml",
        sections=(
            "https://baophapluat.vn/tu-phap/",
            "https://baophapluat.vn/thoi-su/",
            "https://baophapluat.vn/kinh-te/",
        ),
        article_url=r"^https?://[^/]+/(?!(?:video|podcast|chu-de)/).*-post\d+\.html$",
        cards=Cards(card="article.story", date="time"),
    )
