"""Quân đội nhân dân, the newspaper of Vietnam's army."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="qdnd",
    title="Quân đội nhân dân",
    domains=("qdnd.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(?:(en|fr|es|lo|km)|cn)\.qdnd\.vn/",  # cn is no language's code: there the text tells it
    not_article=(
        r"^https?://[^/]+/(?:[a-z0-9-]+/){0,2}[a-z0-9-]*/?(?:[?#].*)?$(?<!-\d{6})(?<!-\d{7})",
        r"/(?:tag|tac-gia|rss|video|media|p)/",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:(?:m|amp)\.)?qdnd\.vn/", "//www.qdnd.vn/")),
    evidence="selectors of scrapers; the form of the address is guessed",
    rules=Rules(
        title=scrapers("h1.post-title"),
        lead=scrapers(".post-summary"),
        body=scrapers(".post-content", "div[itemprop=articleBody]"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        authors=guess(".post-author"),
        published=scrapers("span.post-subinfo"),
        section=guess(".breadcrumb a"),
        drop=guess(".post-relate", ".post-tag"),
        phrases=(
            Phrase(r"\*? ?Mời bạn đọc vào chuyên mục .{1,100} xem các tin,? bài liên quan\.?", "drop", "more-news"),
        ),
    ),
)
