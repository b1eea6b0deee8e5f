"""Tempo: tempo.co, until 2024 with a subdomain for each section, and its English edition."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Phrase, Rules
from extractors.site import Site

_DESCRIBED = (
    "//h1/following::p[position() <= 3][not(ancestor::*[contains(@class, 'detail-content')])]"
    "[normalize-space() = normalize-space(/html/head/meta[@name='description']/@content)]"
)

SITE = Site(
    name="tempo",
    title="Tempo",
    domains=("tempo.co",),
    language="id",
    timezone="Asia/Jakarta",
    edition=r"//(en)\.tempo\.co/",
    not_article=(
        r"^https?://(?:[a-z]+\.)?tempo\.co/(?:[a-z-]+/?)?(?:[?#]|$)",
        r"//(?:video|foto|rss)\.tempo\.co/",
        r"/(?:tag|indeks|video|podcast|penulis|topik|search|newsletter)(?:/|\?|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:m\.)?tempo\.co/", "//www.tempo.co/"),
        (r"//amp\.tempo\.co/", "//www.tempo.co/"),
        (r"tempo\.co/amp/(\d+)/", r"tempo.co/read/\1/"),
    ),
    evidence="body and dates from a scraper of 2026; all else, and the layout before 2024, is guessed",
    rules=Rules(
        title=guess("h1.title") + scrapers("h1"),
        lead=guess(_DESCRIBED),
        body=guess("figure.main-image-wrapper, .detail-content")
        + scrapers(".detail-content")
        + guess(".detail-konten", ".detail-in", "#isi", "#content-wrapper"),
        authors=guess(".reporter a, [itemprop=author]") + scrapers("/html/head/meta[@name='author']/@content"),
        published=guess(".detail-date", "p.date"),
        section=guess(".breadcrumb a", "nav[aria-label=breadcrumb] a"),
        drop=scrapers(".parallax-box")
        + guess(".related-article", ".box-baca-juga", ".newsletter-box", ".paywall-box", ".box-tag"),
        phrases=(
            Phrase(r"(?:Pilihan Editor|Read) ?: ?.{1,300}", "drop", "related"),
            Phrase(r"Scroll ke bawah untuk melanjutkan membaca.{0,40}", "drop", "advertisement"),
        ),
    ),
)
