"""VOV.VN, the Voice of Vietnam online, and its English edition english.vov.vn."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="vov",
    title="VOV.VN",
    domains=("vov.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(en)glish\.vov\.vn/",
    not_article=(
        r"^https?://[^/]+/(?:[a-z0-9-]+/){0,2}[a-z0-9-]*/?(?:[?#].*)?$",
        r"-tag\d+\.vov|/(?:tag|tags|tac-gia|rss|sitemaps|video|podcast)/",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.vov\.vn/", "//vov.vn/")),
    evidence="selectors of two scrapers (2021, 2026)",
    rules=Rules(
        title=guess("h1.article-title") + scrapers("h1"),
        # The lead is the first paragraph, told apart by the house prefix alone.
        lead=guess(".article-summary")
        + scrapers(".article__sapo")
        + guess(
            "//div[contains(concat(' ', @class, ' '), ' text-long ')]//p[starts-with(normalize-space(.), 'VOV.VN')]"
        ),
        body=scrapers(".article-content .text-long", ".main-contents.article__body") + guess(".text-long"),
        authors=guess(".article-author", ".article__author"),
        published=scrapers("div.col-md-4.mb-2") + guess(".article__meta time"),
        section=scrapers("li.breadcrumb-item-first a", "a.special-header-title"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        drop=guess(".article-related", ".article-relate", ".media-embed-ads"),
    ),
)
