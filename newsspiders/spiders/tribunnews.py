"""Tribunnews.com."""

from extractors.sites.tribunnews import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class TribunnewsSpider(NewsSpider):
    """Crawl tribunnews.com: `scrapy crawl tribunnews`. Feed and sections are guessed; the regional papers come in by
    the sections' links to their subdomains.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://www.tribunnews.com/rss",),
        sections=(
            "https://www.tribunnews.com/nasional",
            "https://www.tribunnews.com/metropolitan",
            "https://www.tribunnews.com/regional",
            "https://www.tribunnews.com/internasional",
            "https://www.tribunnews.com/bisnis",
            "https://www.tribunnews.com/sport",
            "https://www.tribunnews.com/superskor",
            "https://www.tribunnews.com/seleb",
            "https://www.tribunnews.com/lifestyle",
            "https://www.tribunnews.com/kesehatan",
            "https://www.tribunnews.com/techno",
            "https://www.tribunnews.com/otomotif",
        ),
        article_url=r"//(?!video\.)(?:[a-z0-9-]+\.)?tribunnews\.com/(?:[a-z0-9-]+/){0,3}\d{4}/\d\d/\d\d/[^/]+$",
        url_date=r"/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/",
    )
