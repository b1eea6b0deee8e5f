"""Kompas.com."""

from extractors.sites.kompas import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class KompasSpider(NewsSpider):
    """Crawl kompas.com: `scrapy crawl kompas`. Its index lists the articles of all sections and regions,
    the newest or those of a day.

    That a card of the index prints its date in `.articlePost-date` is guessed.
    """

    site = SITE
    discovery = Discovery(
        sections=("https://indeks.kompas.com/",),
        article_url=r"kompas\.com/(?:[a-z0-9-]+/)?read/\d{4}/\d\d/\d\d/\d{9}/[^/]+$",
        paging=Paging(
            page="https://indeks.kompas.com/?page={n}",
            day="https://indeks.kompas.com/?site=all&date={day:%Y-%m-%d}&page={n}",
        ),
        cards=Cards(card=".articleItem", date=".articlePost-date"),
        url_date=r"/read/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/",
    )
