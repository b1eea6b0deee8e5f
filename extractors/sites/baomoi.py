"""Báo Mới, a Vietnamese aggregator: copies of other papers' articles that name their original."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="baomoi",
    title="Báo Mới",
    domains=("baomoi.com", "baomoi.net.vn", "baomoi.zadn.vn"),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"/tag/",
        r"/trang\d+\.epi$",
        r"//[^/]+/[a-z-]+\.epi(?:[?#]|$)",
        r"^https?://(?:[a-z]+\.)?baomoi\.(?:com|net\.vn|zadn\.vn)/?$",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:(?:www|m)\.)?(?:baomoi\.net\.vn|baomoi\.zadn\.vn|baomoi\.com)/", "//baomoi.com/"),
    ),
    evidence="title, time and body from two scrapers (2024-2025); the 2018 skin from an older one",
    rules=Rules(
        title=scrapers("h1", ".article__header"),
        lead=guess("h3.sapo") + scrapers(".article__sapo"),
        body=scrapers("div.content-body", "div.article__body"),
        published=scrapers("time") + guess(".article__meta .time"),
        section=guess(".breadcrumb a"),
        tags=guess(".content-tags a", ".article__tag a"),
        source=scrapers(".article__meta a.source") + guess(".content-source", "a.bm-origin", "a.origin"),
        drop=scrapers(".bm-card") + guess(".related"),
    ),
)
