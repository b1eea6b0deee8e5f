"""Pháp Luật TP.HCM."""

from extractors.sites.plo import SITE
from newsspiders.discovery import Cards, Discovery
from newsspiders.spiders.base import NewsSpider


class PloSpider(NewsSpider):
    """Crawl plo.vn: `scrapy crawl plo`.

    The feeds were used by others in 2023. Guessed are the sitemap, the sections but for those two that the feeds are
    named after, and that articles before 2022 had a bare number.
    """

    site = SITE
    discovery = Discovery(
        feeds=(
            "https://plo.vn/rss/thoi-su-1.rss",
            "https://plo.vn/rss/kinh-te-13.rss",
        ),
        sitemaps=("https://plo.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        month_sitemaps="https://plo.vn/sitemaps/news-{month.year}-{month.month}.xml",
        sections=(
            "https://plo.vn/thoi-su/",
            "https://plo.vn/kinh-te/",
            "https://plo.vn/phap-luat/",
            "https://plo.vn/quoc-te/",
        ),
        article_url=r"^https?://[^/]+/(?!(?:video|podcast|chu-de)/).*-(?:post\d+|\d{6,7})\.html$",
        cards=Cards(card="article.story", date="time"),
    )
