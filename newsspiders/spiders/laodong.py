"""Lao Động."""

from extractors.sites.laodong import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class LaoDongSpider(NewsSpider):
    """Crawl laodong.vn: `scrapy crawl laodong`. Which sections there are is guessed; how they go on is not known.

    Some clients first get a tiny page that sets a cookie by JavaScript: it holds no article.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://laodong.vn/rss/home.rss",),
        sections=(
            "https://laodong.vn/thoi-su",
            "https://laodong.vn/the-gioi",
            "https://laodong.vn/xa-hoi",
            "https://laodong.vn/phap-luat",
            "https://laodong.vn/kinh-doanh",
            "https://laodong.vn/bat-dong-san",
            "https://laodong.vn/van-hoa-giai-tri",
            "https://laodong.vn/the-thao",
            "https://laodong.vn/suc-khoe",
            "https://laodong.vn/xe",
            "https://laodong.vn/cong-doan",
        ),
        article_url=r"laodong\.vn/(?!(?:video|media|podcast)[a-z-]*/)(?:[a-z0-9-]+/)+[a-z0-9-]+-\d{6,8}\.ldo$",
    )
