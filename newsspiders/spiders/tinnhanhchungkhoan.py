"""Tin nhanh chứng khoán."""

from extractors.sites.tinnhanhchungkhoan import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class TinNhanhChungKhoanSpider(NewsSpider):
    """Crawl tinnhanhchungkhoan.vn: `scrapy crawl tinnhanhchungkhoan`.

    Its robots.txt of 2026-09 names the sitemap. Guessed from the sister sites are what that lists, the sections, and
    that articles before 2022 had a bare number. It has no feeds. Later pages come as JSON, by the zone's number.
    """

    site = SITE
    discovery = Discovery(
        sitemaps=("https://www.tinnhanhchungkhoan.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        month_sitemaps="https://www.tinnhanhchungkhoan.vn/sitemaps/news-{month.year}-{month.month}.xml",
        sections=(
            "https://www.tinnhanhchungkhoan.vn/chung-khoan/",
            "https://www.tinnhanhchungkhoan.vn/doanh-nghiep/",
            "https://www.tinnhanhchungkhoan.vn/bat-dong-san/",
            "https://www.tinnhanhchungkhoan.vn/ngan-hang/",
        ),
        article_url=r"^https?://[^/]+/(?!(?:video|podcast|chu-de)/).*-(?:post\d+|\d{6,7})\.html$",
        paging=Paging(
            page="https://api.tinnhanhchungkhoan.vn/api/morenews-zone-{zone}-{n}.html?phrase=",
            first=1,  # forty articles a page, from the newest on: the section page shows fewer
            zones=(("https://www.tinnhanhchungkhoan.vn/chung-khoan/", "1"),),
        ),
        cards=Cards(card="article.story", date="time"),
    )
