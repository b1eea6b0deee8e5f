"""CNN Indonesia."""

from extractors.sites.cnnindonesia import SITE
from newsspiders.discovery import Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class CnnIndonesiaSpider(NewsSpider):
    """Crawl cnnindonesia.com: `scrapy crawl cnnindonesia`. The day stands in each address.

    The national feed is known; the other feeds, the sections and their paging are guessed.
    """

    site = SITE
    discovery = Discovery(
        feeds=(
            "https://www.cnnindonesia.com/nasional/rss",
            "https://www.cnnindonesia.com/internasional/rss",
            "https://www.cnnindonesia.com/ekonomi/rss",
            "https://www.cnnindonesia.com/olahraga/rss",
            "https://www.cnnindonesia.com/teknologi/rss",
            "https://www.cnnindonesia.com/hiburan/rss",
            "https://www.cnnindonesia.com/gaya-hidup/rss",
        ),
        sections=(
            "https://www.cnnindonesia.com/nasional",
            "https://www.cnnindonesia.com/internasional",
            "https://www.cnnindonesia.com/ekonomi",
            "https://www.cnnindonesia.com/olahraga",
            "https://www.cnnindonesia.com/teknologi",
            "https://www.cnnindonesia.com/hiburan",
            "https://www.cnnindonesia.com/gaya-hidup",
        ),
        article_url=r"cnnindonesia\.com/(?!tv/)[a-z-]+/\d{14}-\d+-\d+/[a-z0-9-]+$",
        paging=Paging(page="{section}?page={n}"),
        url_date=r"/(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{6}-\d+-\d+/",
    )
