"""Liputan6.com."""

from extractors.sites.liputan6 import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class Liputan6Spider(NewsSpider):
    """Crawl liputan6.com: `scrapy crawl liputan6`. Feed, sections and the form of the addresses are guessed."""

    site = SITE
    discovery = Discovery(
        feeds=("https://feed.liputan6.com/rss",),
        sections=(
            "https://www.liputan6.com/news",
            "https://www.liputan6.com/bisnis",
            "https://www.liputan6.com/bola",
            "https://www.liputan6.com/showbiz",
            "https://www.liputan6.com/tekno",
            "https://www.liputan6.com/health",
            "https://www.liputan6.com/global",
            "https://www.liputan6.com/regional",
            "https://www.liputan6.com/lifestyle",
            "https://www.liputan6.com/otomotif",
            "https://www.liputan6.com/cek-fakta",
        ),
        article_url=r"//(?:(?:www|m|amp)\.)?liputan6\.com/(?:[a-z0-9-]+/){1,2}read/\d{5,9}/[^/]+$",
    )
