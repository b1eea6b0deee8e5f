"""Media Indonesia."""

from extractors.sites.mediaindonesia import SITE
from newsspiders.discovery import Cards, Discovery
from newsspiders.spiders.base import NewsSpider


class MediaIndonesiaSpider(NewsSpider):
    """Crawl mediaindonesia.com: `scrapy crawl mediaindonesia`.

    The sections stand in the menu of a page of 2026; that their cards are those of that page's side boxes is guessed,
    and nobody has seen a section's second page.
    """

    site = SITE
    discovery = Discovery(
        sections=(
            "https://mediaindonesia.com/indeks",
            "https://mediaindonesia.com/politik-dan-hukum",
            "https://mediaindonesia.com/ekonomi",
            "https://mediaindonesia.com/megapolitan",
            "https://mediaindonesia.com/internasional",
            "https://mediaindonesia.com/humaniora",
            "https://mediaindonesia.com/olahraga",
            "https://mediaindonesia.com/sepak-bola",
            "https://mediaindonesia.com/nusantara",
            "https://mediaindonesia.com/otomotif",
            "https://mediaindonesia.com/hiburan",
            "https://mediaindonesia.com/teknologi",
            "https://mediaindonesia.com/travel",
            "https://mediaindonesia.com/editorials",
            "https://mediaindonesia.com/opini",
            "https://mediaindonesia.com/kolom-pakar",
        ),
        article_url=r"mediaindonesia\.com/(?!(?:video|videos|tag|author|amp)/)[a-z0-9-]+/\d{4,8}/[^/]+$",
        cards=Cards(card="ul.list-3 li, ul.list-4 li", date=".text > span"),
    )
