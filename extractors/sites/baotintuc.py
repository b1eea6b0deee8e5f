"""Báo Tin tức, a newspaper of the Vietnam News Agency (TTXVN)."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="baotintuc",
    title="Báo Tin tức",
    domains=("baotintuc.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"^https?://[^/]+/?(?:[?#].*)?$",
        r"(?<!\d{14})\.htm(?:[?#]|$)",
        r"/(?:tags?|tac-gia|video[a-z-]*|podcast[a-z-]*)/",
        r"-\d+ct\d+(?:\.htm|/)",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.baotintuc\.vn/", "//baotintuc.vn/")),
    evidence="selectors of scrapers (2024)",
    rules=Rules(
        title=scrapers(".detail-left h1"),
        lead=scrapers("h2.sapo"),
        body=scrapers("div.contents"),
        authors=guess(".detail-left .author"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=scrapers("div.date span.txt"),
        section=guess(".breadcrumb a"),
        drop=guess(".news-relation", ".box-tinlienquan", ".author"),
    ),
)
