"""Báo Sức khỏe & Đời sống."""

from extractors.sites.suckhoedoisong import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class SucKhoeDoiSongSpider(NewsSpider):
    """Crawl suckhoedoisong.vn: `scrapy crawl suckhoedoisong`. The feed is known; the sections' names, their paging,
    which is that of sister sites, the form of old addresses (`-n123456.html`), and that the number of an article tells
    the day it was written are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://suckhoedoisong.vn/rss/home.rss",),
        sections=(
            "https://suckhoedoisong.vn/thoi-su.htm",
            "https://suckhoedoisong.vn/y-te.htm",
            "https://suckhoedoisong.vn/xa-hoi.htm",
            "https://suckhoedoisong.vn/phap-luat.htm",
            "https://suckhoedoisong.vn/quoc-te.htm",
            "https://suckhoedoisong.vn/duoc.htm",
            "https://suckhoedoisong.vn/dinh-duong.htm",
            "https://suckhoedoisong.vn/gioi-tinh.htm",
            "https://suckhoedoisong.vn/y-hoc-co-truyen.htm",
        ),
        article_url=r"suckhoedoisong\.vn/(?!video/)(?:[a-z0-9-]+/)?[a-z0-9-]+-(?:\d{14,20}\.htm|n\d{5,7}\.html)$",
        paging=Paging(page="https://suckhoedoisong.vn/timelinelist/{zone}/{n}.htm", zone="#hdZoneId"),
        url_written=r"-(?:20|\d{3})(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
        month_first=True,  # as sister sites do: 10/5/2026 3:42:00 PM is 5 October
    )
