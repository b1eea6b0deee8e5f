"""Dân trí."""

from extractors.sites.dantri import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class DanTriSpider(NewsSpider):
    """Crawl dantri.com.vn: `scrapy crawl dantri`.

    The number of an article begins with the moment it was written.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://dantri.com.vn/rss/home.rss",),
        sections=(
            "https://dantri.com.vn/thoi-su.htm",
            "https://dantri.com.vn/the-gioi.htm",
            "https://dantri.com.vn/kinh-doanh.htm",
            "https://dantri.com.vn/bat-dong-san.htm",
            "https://dantri.com.vn/the-thao.htm",
            "https://dantri.com.vn/lao-dong-viec-lam.htm",
            "https://dantri.com.vn/suc-khoe.htm",
            "https://dantri.com.vn/giao-duc.htm",
            "https://dantri.com.vn/phap-luat.htm",
            "https://dantri.com.vn/du-lich.htm",
            "https://dantri.com.vn/doi-song.htm",
            "https://dantri.com.vn/giai-tri.htm",
            "https://dantri.com.vn/cong-nghe.htm",
            "https://dantri.com.vn/khoa-hoc.htm",
            "https://dantri.com.vn/o-to-xe-may.htm",
            "https://dantri.com.vn/noi-vu.htm",
            "https://dantri.com.vn/ban-doc.htm",
            "https://dantri.com.vn/tam-long-nhan-ai.htm",
        ),
        article_url=r"dantri\.com\.vn/(?!(?:video|podcast)[a-z-]*/)(?:[a-z0-9-]+/)*[a-z0-9-]+-\d{10,17}\.htm$",
        paging=Paging(page="{stem}/trang-{n}{suffix}"),
        url_written=r"-(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
    )
