"""Republika: republika.co.id, with a subdomain for each section."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Phrase, Rules
from extractors.site import Site

_SIGNED = (
    "//*[starts-with(normalize-space(text()), 'Red:') or starts-with(normalize-space(text()), 'Rep:')]"
    "[string-length(normalize-space()) < 120]"
)

SITE = Site(
    name="republika",
    title="Republika",
    domains=("republika.co.id",),
    language="id",
    timezone="Asia/Jakarta",
    later_page=r"-part\d+(?:[?#]|$)|[?&]page=\d+\b",
    not_article=(
        r"^https?://(?:[a-z0-9]+\.)?republika\.co\.id/(?:[a-z-]+/){0,1}[a-z-]*/?(?:[?#]|$)",
        r"//video\.republika\.co\.id/",
        r"/(?:tag|indeks|index|video|kanal|search|page)(?:/|\?|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:m|www)\.republika\.co\.id/", "//republika.co.id/"),
        (r"(/berita/[^/?]+/[^/?]+)/amp/?$", r"\1"),
        (r"/amp(/berita/)", r"\1"),
        (r"(/berita/[^?]+?)-part\d{1,2}(?=/|$)", r"\1"),
    ),
    evidence="title, body and dates from a scraper of 2026; the rest, and the layout before 2022, is guessed",
    rules=Rules(
        # The visible headline was an empty h1 to the scraper that looked.
        title=guess(".max-card__title h1", "h1.title") + scrapers("/html/head/meta[@property='og:title']/@content"),
        body=guess(".max-card__image figure, div.article-content")
        + scrapers("div.article-content")
        + guess(".artikel", ".teaser_conten1_center"),
        authors=guess(".by-author", ".max-card__author", ".red") + guess(_SIGNED),
        published=guess(".max-card__date", ".date-item__headline", ".date_detail"),
        section=guess(".breadcrumb a", ".breadcrumbs a"),
        caption=guess(".caption", ".max-card__caption"),
        next_page=guess(".pagination a.next"),
        source=guess(".sumber"),
        drop=guess(".baca-juga", ".taiching", ".box-iklan", ".wrap-share", ".berita-terkait"),
        phrases=(
            Phrase(r"Scroll untuk membaca.{0,40}", "drop", "advertisement"),
            Phrase(r"Ikuti (?:Whatsapp Channel|Berita) Republika.{0,80}", "drop", "follow"),
        ),
    ),
)
