"""VietnamPlus."""

from extractors.sites.vietnamplus import SITE
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


class VietnamPlusSpider(NewsSpider):
    """Crawl vietnamplus.vn: `scrapy crawl vietnamplus`.

    The sitemaps go back to 2010. Of the editions' feeds the English and the Chinese one were seen, the English one
    not by everybody; the French, Spanish and Russian ones are left out. The sections' addresses are not known.
    """

    site = SITE
    discovery = Discovery(
        feeds=(
            "https://www.vietnamplus.vn/rss/home.rss",
            "https://en.vietnamplus.vn/rss/home.rss",
            "https://zh.vietnamplus.vn/rss/home.rss",
        ),
        sitemaps=("https://www.vietnamplus.vn/sitemap.xml",),
        sitemap_url=r"/sitemaps/news-",  # beside categories.xml and topics.xml
        article_url=r"^https?://[^/]+/(?!(?:video|podcast|chu-de)/).*(?:-post|/)\d+\.vnp$",
    )
