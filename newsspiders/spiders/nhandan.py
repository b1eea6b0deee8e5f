"""Báo Nhân Dân."""

from extractors.sites.nhandan import SITE
from newsspiders.discovery import Cards, Discovery
from newsspiders.spiders.base import NewsSpider


class NhanDanSpider(NewsSpider):
    """Crawl nhandan.vn: `scrapy crawl nhandan`.

    The feeds were seen. Guessed are the sitemap and its months, as the sister sites have them, the sections but for
    the world, whose feed is named after it, and the addresses of the years before 2022. The editions have hosts of
    their own and are not asked.
    """

    site = SITE
    discovery = Discovery(
        feeds=(
            "https://nhandan.vn/rss/home.rss",
            "https://nhandan.vn/rss/thegioi-1231.rss",
        ),
        sitemaps=("https://nhandan.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        month_sitemaps="https://nhandan.vn/sitemaps/news-{month.year}-{month.month}.xml",
        sections=(
            "https://nhandan.vn/thegioi/",
            "https://nhandan.vn/chinhtri/",
            "https://nhandan.vn/kinhte/",
            "https://nhandan.vn/xahoi/",
            "https://nhandan.vn/vanhoa/",
        ),
        article_url=r"^https?://[^/]+/(?!(?:video|podcast|chu-de)/).*-post\d+\.html$|\.com\.vn/.*-\d{6}/?$",
        cards=Cards(card="article.story", date="time"),
    )
