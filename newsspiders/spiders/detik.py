"""detikcom."""

from extractors.sites.detik import SITE
from newsspiders.discovery import Cards, Discovery, Paging
from newsspiders.spiders.base import NewsSpider


class DetikSpider(NewsSpider):
    """Crawl detik.com: `scrapy crawl detik`. Each channel has an index of all its articles, by day and page.

    The address of the index is known; that all these channels have one, and the date in its cards, is guessed.
    """

    site = SITE
    discovery = Discovery(
        sitemaps=("https://news.detik.com/berita/sitemap_news.xml", "https://finance.detik.com/sitemap_news.xml"),
        sections=(
            "https://news.detik.com/indeks",
            "https://finance.detik.com/indeks",
            "https://inet.detik.com/indeks",
            "https://hot.detik.com/indeks",
            "https://sport.detik.com/indeks",
            "https://oto.detik.com/indeks",
            "https://travel.detik.com/indeks",
            "https://food.detik.com/indeks",
            "https://health.detik.com/indeks",
            "https://wolipop.detik.com/indeks",
        ),
        article_url=r"//(?!20\.)[a-z0-9-]+\.detik\.com/(?:[a-z0-9-]+/){0,3}d-\d+/[a-z0-9-]+$",
        paging=Paging(page="{section}?page={n}", day="{section}?page={n}&date={day:%m/%d/%Y}"),
        cards=Cards(card="article.list-content__item", date=".media__date span"),
    )
