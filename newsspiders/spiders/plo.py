"""Pháp Luật TP.HCM."""

from extractors.sites.plo import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class PloSpider(NewsSpider):
    """Crawl plo.vn: `scrapy crawl plo`.

    The feeds were used by others in 2023. Guessed are the sitemap, the sections but for those two that the feeds are
    named after, that articles before 2022 had a bare number, and that later pages of a section come from api.plo.vn in
    the form of the sister sites'.
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
        paging=Paging(
            page="https://api.plo.vn/api/morenews-zone-{zone}-{n}.html?phrase=",
            first=1,  # forty articles a page, from the newest on: the section page shows fewer
            zones=(
                ("https://plo.vn/thoi-su/", "1"),
                ("https://plo.vn/kinh-te/", "13"),
            ),
        ),
        cards=Cards(card="article.story", date="time"),
    )
