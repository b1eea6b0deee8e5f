"""Quân đội nhân dân."""

from extractors.sites.qdnd import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class QdndSpider(NewsSpider):
    """Crawl qdnd.vn: `scrapy crawl qdnd`. The form of its articles' addresses and its sections are guessed."""

    site = SITE
    discovery = Discovery(
        sections=(
            "https://www.qdnd.vn/chinh-tri",
            "https://www.qdnd.vn/quoc-phong-an-ninh",
            "https://www.qdnd.vn/kinh-te",
            "https://www.qdnd.vn/xa-hoi",
            "https://www.qdnd.vn/van-hoa",
            "https://www.qdnd.vn/quoc-te",
            "https://www.qdnd.vn/the-thao",
            "https://www.qdnd.vn/giao-duc-khoa-hoc",
            "https://www.qdnd.vn/phap-luat",
            "https://www.qdnd.vn/y-te",
        ),
        article_url=r"qdnd\.vn/(?!(?:video|media)[a-z-]*/)(?:[a-z0-9-]+/)+[a-z0-9-]+-\d{5,7}$",
        paging=Paging(page="{section}/p/{n}"),
    )
