"""Soha."""

from extractors.sites.soha import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class SohaSpider(NewsSpider):
    """Crawl soha.vn: `scrapy crawl soha`. Feed, sections and the form of addresses are guessed, and that the number of
    an article tells the day it was written, as on sister sites; no paging is known.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://soha.vn/rss/home.rss",),
        sections=(
            "https://soha.vn/thoi-su.htm",
            "https://soha.vn/quoc-te.htm",
            "https://soha.vn/quan-su.htm",
            "https://soha.vn/kinh-doanh.htm",
            "https://soha.vn/phap-luat.htm",
            "https://soha.vn/the-thao.htm",
            "https://soha.vn/giai-tri.htm",
            "https://soha.vn/cong-nghe.htm",
            "https://soha.vn/song-khoe.htm",
        ),
        article_url=r"//(?:www\.|m\.)?soha\.vn/(?!video/)(?:[a-z0-9-]+/)?[a-z0-9-]+-\d{14,20}\.htm$",
        url_written=r"-(?:20|\d{3})(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
        month_first=True,  # as sister sites do: 10/5/2026 3:42:00 PM is 5 October
    )
