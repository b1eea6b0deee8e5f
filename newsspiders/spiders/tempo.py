"""Tempo."""

from extractors.sites.tempo import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class TempoSpider(NewsSpider):
    """Crawl tempo.co: `scrapy crawl tempo`. The feeds have a host of their own.

    The national feed is known; the other feeds and the sections are guessed, and no paging is known.
    """

    site = SITE
    discovery = Discovery(
        feeds=(
            "https://rss.tempo.co/nasional",
            "https://rss.tempo.co/bisnis",
            "https://rss.tempo.co/metro",
            "https://rss.tempo.co/dunia",
            "https://rss.tempo.co/bola",
            "https://rss.tempo.co/tekno",
        ),
        sections=(
            "https://www.tempo.co/politik",
            "https://www.tempo.co/hukum",
            "https://www.tempo.co/ekonomi",
            "https://www.tempo.co/lingkungan",
            "https://www.tempo.co/internasional",
        ),
        article_url=r"//(?!video\.|foto\.)[a-z]+\.tempo\.co/"
        r"(?:read/\d+/[a-z0-9-]+|(?!video/|foto/|tag/|podcast/)(?:[a-z-]+/){1,2}[a-z0-9-]+-\d{5,8})$",
    )
