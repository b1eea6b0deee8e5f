"""Kênh 14."""

from extractors.sites.kenh14 import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class Kenh14Spider(NewsSpider):
    """Crawl kenh14.vn: `scrapy crawl kenh14`. Feed, sections and the form of addresses are guessed, and that the
    number of an article tells the day it was written, as on sister sites; no paging is known.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://kenh14.vn/rss/home.rss",),
        sections=(
            "https://kenh14.vn/star.chn",
            "https://kenh14.vn/cine.chn",
            "https://kenh14.vn/musik.chn",
            "https://kenh14.vn/beauty-fashion.chn",
            "https://kenh14.vn/doi-song.chn",
            "https://kenh14.vn/xa-hoi.chn",
            "https://kenh14.vn/the-gioi.chn",
            "https://kenh14.vn/sport.chn",
            "https://kenh14.vn/hoc-duong.chn",
            "https://kenh14.vn/tek-life.chn",
        ),
        article_url=r"//(?:www\.|m\.)?kenh14\.vn/(?!video/)(?:[a-z0-9-]+/)?[a-z0-9-]+-\d{14,20}\.chn$",
        url_written=r"-(?:20|\d{3})(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.chn",
        month_first=True,  # as sister sites do: 10/5/2026 3:42:00 PM is 5 October
    )
