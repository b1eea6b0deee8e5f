"""Báo điện tử VTV."""

from extractors.sites.vtv import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class VtvSpider(NewsSpider):
    """Crawl vtv.vn: `scrapy crawl vtv`. Feed and sitemap are known; the sections' names and their paging, which is
    that of sister sites, are guessed, and that the number of an article tells the day it was written.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://vtv.vn/rss/home.rss",),
        sitemaps=("https://vtv.vn/latest-news-sitemap.xml",),
        sections=(
            "https://vtv.vn/chinh-tri.htm",
            "https://vtv.vn/xa-hoi.htm",
            "https://vtv.vn/phap-luat.htm",
            "https://vtv.vn/the-gioi.htm",
            "https://vtv.vn/kinh-te.htm",
            "https://vtv.vn/the-thao.htm",
            "https://vtv.vn/van-hoa-giai-tri.htm",
            "https://vtv.vn/cong-nghe.htm",
            "https://vtv.vn/giao-duc.htm",
            "https://vtv.vn/suc-khoe.htm",
        ),
        article_url=r"vtv\.vn/(?!(?:video|su-kien)/)(?:[a-z0-9-]+/)?[a-z0-9-]+-\d{5,20}\.htm$",
        paging=Paging(page="https://vtv.vn/timelinelist/{zone}/{n}.htm", zone="#hdZoneId"),
        url_written=r"-(?:20|\d{3})(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
        month_first=True,  # as sister sites do: 10/5/2026 3:42:00 PM is 5 October
    )
