"""ANTARA News."""

from extractors.sites.antaranews import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class AntaraNewsSpider(NewsSpider):
    """Crawl antaranews.com: `scrapy crawl antaranews -s PERMITTED_SITES=antaranews`, once you have ANTARA's leave.

    The two feeds and the list of what is new are known, the sections and the English feed guessed.
    """

    site = SITE
    permission = (
        "ANTARA prints below each article that crawling its site automatically for AI needs its written permission: "
        "write to it first."
    )
    discovery = Discovery(
        feeds=(
            "https://www.antaranews.com/rss/terkini.xml",
            "https://www.antaranews.com/rss/top-news.xml",
            "https://en.antaranews.com/rss/news.xml",
        ),
        sections=(
            "https://www.antaranews.com/terkini",
            "https://www.antaranews.com/politik",
            "https://www.antaranews.com/hukum",
            "https://www.antaranews.com/ekonomi",
            "https://www.antaranews.com/humaniora",
            "https://www.antaranews.com/olahraga",
            "https://www.antaranews.com/tekno",
        ),
        article_url=r"antaranews\.com/(?:berita|news)/\d+/[a-z0-9-]+$",
        paging=Paging(page="{section}?page={n}"),
    )
