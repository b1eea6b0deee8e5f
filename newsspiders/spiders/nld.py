"""Người Lao Động."""

from extractors.sites.nld import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class NldSpider(NewsSpider):
    """Crawl nld.com.vn: `scrapy crawl nld`. By mid-2026 it was reported to redirect to tuoitre.vn/nld: a run that ends
    with redirects off the site says that it moved; `scrapy crawl tuoitre` reads those pages.

    The number of an article tells the day it was written, as in all of VCCorp's systems.
    The feed, the sections and that old articles end in 17 digits are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://nld.com.vn/rss/home.rss",),
        sections=(
            "https://nld.com.vn/thoi-su.htm",
            "https://nld.com.vn/quoc-te.htm",
            "https://nld.com.vn/lao-dong.htm",
            "https://nld.com.vn/kinh-te.htm",
            "https://nld.com.vn/suc-khoe.htm",
            "https://nld.com.vn/giao-duc-khoa-hoc.htm",
            "https://nld.com.vn/phap-luat.htm",
            "https://nld.com.vn/van-hoa-van-nghe.htm",
            "https://nld.com.vn/giai-tri.htm",
            "https://nld.com.vn/the-thao.htm",
        ),
        article_url=r"nld\.com\.vn/(?!video/)(?:[a-z0-9-]+/)*[a-z0-9-]+-(?:196\d{12,15}|20\d{15})\.htm$",
        paging=Paging(page="https://nld.com.vn/timelinelist/{zone}/{n}.htm", zone="#hdZoneId"),
        url_written=r"-(?:196|20)(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
    )
