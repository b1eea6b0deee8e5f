"""Báo Sài Gòn Giải Phóng."""

from extractors.sites.sggp import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class SggpSpider(NewsSpider):
    """Crawl sggp.org.vn: `scrapy crawl sggp`.

    All is guessed from the sister sites: the sitemap, the sections, and that articles before 2022 had a bare number.
    Later pages of a section come as JSON from api.sggp.org.vn, by zone numbers that a scraper of 2025 used.
    """

    site = SITE
    discovery = Discovery(
        sitemaps=("https://www.sggp.org.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        month_sitemaps="https://www.sggp.org.vn/sitemaps/news-{month.year}-{month.month}.xml",
        sections=(
            "https://www.sggp.org.vn/chinh-tri/",
            "https://www.sggp.org.vn/xa-hoi/",
            "https://www.sggp.org.vn/kinh-te/",
            "https://www.sggp.org.vn/the-gioi/",
            "https://www.sggp.org.vn/van-hoa/",
        ),
        article_url=r"^https?://[^/]+/(?!(?:video|podcast|chu-de)/).*-(?:post\d+|\d{6,7})\.html$",
        paging=Paging(
            page="https://api.sggp.org.vn/api/morenews-zone-{zone}-{n}.html?phrase=",
            first=1,  # forty articles a page, from the newest on: the section page shows fewer
            zones=(
                ("https://www.sggp.org.vn/chinh-tri/", "24"),
                ("https://www.sggp.org.vn/xa-hoi/", "199"),
                ("https://www.sggp.org.vn/kinh-te/", "89"),
                ("https://www.sggp.org.vn/the-gioi/", "143"),
                ("https://www.sggp.org.vn/van-hoa/", "186"),
            ),
        ),
        cards=Cards(card="article.story", date="time"),
    )
