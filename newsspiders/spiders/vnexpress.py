"""VnExpress."""

from extractors.sites.vnexpress import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class VnExpressSpider(NewsSpider):
    """Crawl vnexpress.net: `scrapy crawl vnexpress`. Its sitemaps turn robots away, so they are not asked.

    A section page of 2026 prints a time in its first card only; the rest of a list may be undated. The sections of the
    English edition are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://vnexpress.net/rss/tin-moi-nhat.rss",),
        sections=(
            "https://vnexpress.net/thoi-su",
            "https://vnexpress.net/the-gioi",
            "https://vnexpress.net/kinh-doanh",
            "https://vnexpress.net/khoa-hoc-cong-nghe",
            "https://vnexpress.net/the-thao",
            "https://vnexpress.net/giai-tri",
            "https://vnexpress.net/suc-khoe",
            "https://vnexpress.net/giao-duc",
            "https://vnexpress.net/phap-luat",
            "https://vnexpress.net/doi-song",
            "https://vnexpress.net/du-lich",
            "https://e.vnexpress.net/news/news",
            "https://e.vnexpress.net/news/business",
            "https://e.vnexpress.net/news/life",
            "https://e.vnexpress.net/news/travel",
        ),
        article_url=r"vnexpress\.net/(?:[a-z0-9-]+/)*[a-z0-9-]+-\d{7}\.html$",
        paging=Paging(page="{section}-p{n}"),
        cards=Cards(card="article.item-news", date=".time-ago"),
    )
