"""Lao Động, the newspaper of Vietnam's trade unions."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="laodong",
    title="Lao Động",
    domains=("laodong.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(en|ko|zh|ja)\.laodong\.vn/",
    not_article=(
        r"^https?://[^/]+/(?:[a-z0-9-]+/){0,2}[a-z0-9-]*/?(?:[?#].*)?$",
        r"/(?:tags?|tac-gia|rss|video[a-z-]*|media|podcast[a-z-]*)/",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.laodong\.vn/", "//laodong.vn/")),
    evidence="selectors of scrapers (2026-01)",
    rules=Rules(
        title=guess("h1.title") + scrapers("h1"),
        lead=scrapers("div.chappeau") + guess("p.abs"),
        body=scrapers("#gallery-ctt", ".article-content"),
        authors=scrapers(".author-wrapper .author"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=scrapers("span.time"),
        section=scrapers("a.main-cat-lnk"),
        drop=scrapers(".tin-lien-quan") + guess(".lst-tags", ".art-banner"),
    ),
)
