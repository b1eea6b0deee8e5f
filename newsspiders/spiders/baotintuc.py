"""Báo Tin tức."""

from extractors.sites.baotintuc import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class BaoTinTucSpider(NewsSpider):
    """Crawl baotintuc.vn: `scrapy crawl baotintuc`. Each section has a page for each day.

    The server is one of those that OpenSSL 3 refuses for want of secure renegotiation; here it is let in, which could
    not be tried. The numbers of most sections are not known.
    """

    site = SITE
    custom_settings = {"LEGACY_TLS_HOSTS": SITE.domains}
    discovery = Discovery(
        feeds=("https://baotintuc.vn/rss/home.rss", "https://baotintuc.vn/ban-doc.rss"),
        sections=(
            "https://baotintuc.vn/thoi-su-472ct0.htm",
            "https://baotintuc.vn/kinh-te-128ct0.htm",
        ),
        article_url=r"baotintuc\.vn/(?!(?:video|podcast)[a-z-]*/)(?:[a-z0-9-]+/)+[a-z0-9-]+-\d{16,17}\.htm$",
        paging=Paging(day="{stem}/d{day:%d-%m-%Y}{suffix}"),
        url_written=r"-(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{8,9}\.htm",
    )
