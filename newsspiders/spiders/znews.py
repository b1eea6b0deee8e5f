"""Znews."""

from extractors.sites.znews import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class ZnewsSpider(NewsSpider):
    """Crawl znews.vn: `scrapy crawl znews`. No feed of it is known; the sections, their paging and the cards are
    guessed from the time when it was Zing News.
    """

    site = SITE
    discovery = Discovery(
        sections=(
            "https://znews.vn/thoi-su.html",
            "https://znews.vn/the-gioi.html",
            "https://znews.vn/kinh-doanh-tai-chinh.html",
            "https://znews.vn/phap-luat.html",
            "https://znews.vn/the-thao.html",
            "https://znews.vn/cong-nghe.html",
            "https://znews.vn/giai-tri.html",
            "https://znews.vn/suc-khoe.html",
            "https://znews.vn/giao-duc.html",
            "https://znews.vn/du-lich.html",
        ),
        article_url=r"-post\d{5,8}\.html$",
        paging=Paging(page="{stem}/trang{n}.html"),
        cards=Cards(card="article.article-item", date=".article-publish"),
    )
