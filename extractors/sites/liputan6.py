"""Liputan6.com."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="liputan6",
    title="Liputan6.com",
    domains=("liputan6.com",),
    language="id",
    timezone="Asia/Jakarta",
    later_page=r"[?&]page=\d+\b",
    not_article=(
        r"^https?://(?:[a-z0-9-]+\.)?liputan6\.com/(?:[a-z0-9-]{1,60}/){0,1}[a-z0-9-]{0,60}/?(?:[?#]|$)",
        r"//(?:video|feed|event|search)\.liputan6\.com/",
        r"liputan6\.com/(?:[a-z0-9-]{1,40}/)?(?:tag|video|indeks|me|livestreaming|podcast)/",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:(?:www|m|amp)\.)?liputan6\.com/(?:amp/)?", "//www.liputan6.com/"),
        (r"([?&])page=(?:\d{1,3}|all)(?:&|$)", r"\1"),
        (r"[?&]$", ""),
    ),
    evidence="body and title from scrapers; all else is guessed",
    rules=Rules(
        title=guess("h1.read-page--header--title") + scrapers("header h1"),
        body=guess(
            "figure.read-page--photo-gallery--item, h2.article-content-body__item-title,"
            " .article-content-body__item-content"
        )
        + scrapers(".article-content-body__item-content"),
        authors=guess(".read-page--header--author__name"),
        published=guess("time.read-page--header--author__datetime"),
        section=guess(".read-page--breadcrumb--item__title"),
        tags=guess(".tags--snippet__link"),
        caption=guess(".read-page--photo-gallery--item__caption", "figcaption"),
        next_page=guess(
            "/html/head/link[@rel='next']",
            "//a[contains(@href, 'page=')][starts-with(normalize-space(.), 'Selanjutnya') or contains(@class, 'next')]",
        ),
        drop=guess(".baca-juga", ".baca-juga-collections", ".article-ad", ".article-content-body__paging"),
        phrases=(
            Phrase(r"[* ]{0,5}Fakta atau Hoaks\? ?Untuk mengetahui kebenaran.{0,300}", "drop", "fact-check"),
            # The dateline in bold has no dash: only a known place tells where it ends.
            Phrase(
                r"^Liputan6\.com, (?:Jakarta|Bandung|Surabaya|Yogyakarta|Semarang|Medan|Makassar|Denpasar)(?= [A-Z]|$)",
                "strip",
                "dateline",
            ),
        ),
    ),
)
