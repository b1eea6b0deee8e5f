"""Vietnam.vn."""

from extractors.sites.vietnam_vn import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class VietnamVnSpider(NewsSpider):
    """Crawl www.vietnam.vn: `scrapy crawl vietnam_vn`. There is one sitemap a day, of some 1,500 articles.

    The news sitemap, which lists the newest, is named by the index; that it lies beside the index is guessed.
    """

    site = SITE
    discovery = Discovery(
        sitemaps=("https://www.vietnam.vn/news-sitemap.xml", "https://www.vietnam.vn/sitemap.xml"),
        sitemap_url=r"/sitemap-post/|/news-sitemap\.xml$",
        # A bare slug, in a folder for each language but Vietnamese; one word is a page of the portal.
        article_url=r"vietnam\.vn/(?:[a-z]{2}/)?[a-z0-9]+(?:-[a-z0-9]+)+/?$",
    )
