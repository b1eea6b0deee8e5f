"""Kompas.com, with its sections and regions on subdomains."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="kompas",
    title="Kompas.com",
    domains=("kompas.com",),
    language="id",
    timezone="Asia/Jakarta",
    later_page=r"[?&]page=(?:\d+|all)\b",
    not_article=(
        r"^https?://(?!jeo\.)(?:[a-z0-9-]+\.)?kompas\.com/(?:[a-z0-9-]{1,60}/?)?(?:[?#]|$)",
        r"//(?:amp\.)?(?:indeks|search|video|play|account|plus|widget)\.kompas\.com/",
        r"kompas\.com/(?:[a-z]{1,20}/)?(?:tag|topik-pilihan|profile|image|komentar|video|watch)/",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//amp\.kompas\.com/([a-z0-9-]+)/read/", r"//\1.kompas.com/read/"),
        (r"//(?:m|amp)\.kompas\.com/", "//www.kompas.com/"),
        (r"([?&])page=(?:\d{1,3}|all)(?:&|$)", r"\1"),
        (r"[?&]$", ""),
    ),
    evidence="a real page of 2023, a scraper of 2026; the layout before 2022 is guessed",
    rules=Rules(
        title=page("h1.read__title"),
        body=guess("div.cover-photo, .js-read-article > div.photo, div.read__content")
        + page("div.cover-photo, div.read__content"),
        # JSON-LD names the editor alone; where no name is printed, two meta tags have writer and editor.
        authors=page(".credit-title-name h6")
        + guess("#penulis, #editor")
        + page("/html/head/meta[@name='content_author' or @name='content_editor']/@content"),
        byline=page(".credit-title-name"),
        published=page(".read__time", "/html/head/meta[@name='content_PublishedDate']/@content"),
        section=page(".breadcrumb__item"),
        tags=page(".tag__article__link"),
        figure=page(".cover-photo") + guess(".photo"),
        caption=page(".photo__caption"),
        next_page=page(
            ".paging__footnote a.next",
            "//div[a[contains(@class, 'paging__link--active')]]/following-sibling::div[1]/a[@href]",
        ),
        drop=page("a.inner-link-baca-juga", ".photo__icon", ".ads-on-body") + guess(".kompasidRec"),
        phrases=(
            Phrase(
                r"[^.]{0,150}fakta jernih dari lapangan\..{0,200}Apresiasi Spesial.{0,200}",
                "drop",
                "donation",
            ),
        ),
    ),
)
