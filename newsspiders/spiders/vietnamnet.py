"""VietNamNet."""

from extractors.sites.vietnamnet import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class VietNamNetSpider(NewsSpider):
    """Crawl vietnamnet.vn and its English edition: `scrapy crawl vietnamnet`.

    The second page of a section is its page 1. The whole site has pages of a day, counted from 0 too, and
    sitemaps of a month. That their parts are counted from 1, and which sections and feeds there are is guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=("https://vietnamnet.vn/rss/thoi-su.rss", "https://vietnamnet.vn/rss/kinh-doanh.rss"),
        month_sitemaps="https://vietnamnet.vn/sitemap-article-{month:%m-%Y}-{n:02}.xml",
        sections=(
            "https://vietnamnet.vn/thoi-su",
            "https://vietnamnet.vn/chinh-tri",
            "https://vietnamnet.vn/kinh-doanh",
            "https://vietnamnet.vn/the-thao",
            "https://vietnamnet.vn/van-hoa-giai-tri",
            "https://vietnamnet.vn/the-gioi",
            "https://vietnamnet.vn/doi-song",
            "https://vietnamnet.vn/giao-duc",
            "https://vietnamnet.vn/suc-khoe",
            "https://vietnamnet.vn/phap-luat",
            "https://vietnamnet.vn/en",
        ),
        article_url=r"vietnamnet\.vn/(?!(?:en/)?(?:video|podcast)[a-z-]*/)(?:[a-z0-9-]+/)*[a-z0-9-]+-\d{6,7}\.html$",
        paging=Paging(
            page="{section}-page{n}",
            first=1,
            day="https://vietnamnet.vn/tin-tuc-24h-p{n}?bydate={day:%d/%m/%Y}-{day:%d/%m/%Y}&cate=",
            day_first=0,
        ),
    )
