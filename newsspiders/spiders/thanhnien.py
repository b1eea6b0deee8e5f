"""Thanh Niên."""

from extractors.sites.thanhnien import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class ThanhNienSpider(NewsSpider):
    """Crawl thanhnien.vn: `scrapy crawl thanhnien`.

    The number of an article tells the day it was written: its first three digits are the site's.
    The address of the sitemap index, most sections and the later pages of a section are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://thanhnien.vn/rss/home.rss", "https://thanhnien.vn/rss/the-gioi.rss"),
        sitemaps=("https://thanhnien.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps-\d{4}-",
        sections=(
            "https://thanhnien.vn/thoi-su.htm",
            "https://thanhnien.vn/the-gioi.htm",
            "https://thanhnien.vn/kinh-te.htm",
            "https://thanhnien.vn/doi-song.htm",
            "https://thanhnien.vn/suc-khoe.htm",
            "https://thanhnien.vn/gioi-tre.htm",
            "https://thanhnien.vn/giao-duc.htm",
            "https://thanhnien.vn/du-lich.htm",
            "https://thanhnien.vn/van-hoa.htm",
            "https://thanhnien.vn/the-thao.htm",
            "https://thanhnien.vn/cong-nghe.htm",
        ),
        article_url=r"thanhnien\.vn/(?!video/)(?:[a-z0-9-]+/)*[a-z0-9-]+-(?:185\d{4,15}\.htm|(?:post)?\d{6,7}\.html)$",
        paging=Paging(page="https://thanhnien.vn/timelinelist/{zone}/{n}.htm", zone="#hdZoneId"),
        url_written=r"-185(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
    )
