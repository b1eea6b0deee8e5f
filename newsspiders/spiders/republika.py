"""Republika."""

from extractors.sites.republika import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class RepublikaSpider(NewsSpider):
    """Crawl republika.co.id: `scrapy crawl republika`. The feed is known, the sections are guessed."""

    site = SITE
    discovery = Discovery(
        feeds=("https://www.republika.co.id/rss",),
        sections=(
            "https://news.republika.co.id/",
            "https://ekonomi.republika.co.id/",
            "https://internasional.republika.co.id/",
            "https://khazanah.republika.co.id/",
            "https://sport.republika.co.id/",
        ),
        article_url=r"//(?!video\.)[a-z]+\.republika\.co\.id/berita/(?:[a-z0-9-]+/){1,8}[a-z0-9-]+$|"
        r"//republika\.co\.id/berita/(?:[a-z0-9-]+/){1,8}[a-z0-9-]+$",
    )
