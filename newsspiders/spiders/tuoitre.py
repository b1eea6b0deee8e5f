"""Tuổi Trẻ Online."""

from extractors.sites.tuoitre import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class TuoiTreSpider(NewsSpider):
    """Crawl tuoitre.vn: `scrapy crawl tuoitre`. Its sections go on in timelines, by the section's zone number.

    The number of an article begins with the day it was written.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://tuoitre.vn/rss/tin-moi-nhat.rss",),
        sitemaps=("https://tuoitre.vn/sitemaps/index.rss",),
        sitemap_url=r"/sitemaps-\d{4}-",
        sections=(
            "https://tuoitre.vn/thoi-su.htm",
            "https://tuoitre.vn/the-gioi.htm",
            "https://tuoitre.vn/phap-luat.htm",
            "https://tuoitre.vn/kinh-doanh.htm",
            "https://tuoitre.vn/nhip-song-tre.htm",
            "https://tuoitre.vn/van-hoa.htm",
            "https://tuoitre.vn/giai-tri.htm",
            "https://tuoitre.vn/the-thao.htm",
            "https://tuoitre.vn/giao-duc.htm",
            "https://tuoitre.vn/suc-khoe.htm",
        ),
        article_url=r"-\d{17,20}\.htm$",
        paging=Paging(page="https://tuoitre.vn/timeline/{zone}/trang-{n}.htm", zone="#hdZoneId"),
        url_written=r"-(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{9,12}\.htm",
        month_first=True,  # 10/5/2026 3:42:00 PM is 5 October
    )
