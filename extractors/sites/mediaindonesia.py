"""Media Indonesia."""

from __future__ import annotations

from extractors.evidence import page
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="mediaindonesia",
    title="Media Indonesia",
    domains=("mediaindonesia.com",),
    language="id",
    timezone="Asia/Jakarta",
    not_article=(
        r"^https?://(?:[a-z]+\.)?mediaindonesia\.com/(?:[a-z0-9-]{1,60}/?)?(?:[?#]|$)",
        r"mediaindonesia\.com/(?:tag|author|video|videos|streaming|search|indeks|template|podcast)/",
        r"//epaper\.mediaindonesia\.com/",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:www|m|amp)\.mediaindonesia\.com/", "//mediaindonesia.com/"),
        (r"mediaindonesia\.com/amp/", "mediaindonesia.com/"),
    ),
    evidence="a real page of 2026",
    rules=Rules(
        title=page(".post-header h1"),
        body=page("div.article"),
        authors=page(".post-header .author-2, .info-author a.author"),
        published=page(".post-header span.datetime"),
        section=page("ul.mi-breadcrumb a"),
        tags=page("ul.related-tags a"),
        drop=page(".flying-carpet", ".ext-channel", ".info-author"),
        phrases=(Phrase(r"\s?\((?:[A-Za-z]{1,12}/){0,2}[A-Z]{1,3}-\d{1,2}\)$", "strip", "desk-code"),),
    ),
)
