"""ANTARA, Indonesia's national news agency, its regional bureaus on subdomains, and its English edition."""

from __future__ import annotations

from extractors.evidence import guess, page, scrapers
from extractors.rules import Rules
from extractors.site import Site

_SIGNED = "//*[contains(@class, 'post-content')]//*[contains(@class, 'text-muted') and contains(@class, 'small')]"

SITE = Site(
    name="antaranews",
    title="ANTARA News",
    domains=("antaranews.com",),
    language="id",
    timezone="Asia/Jakarta",
    edition=r"//(en)\.antaranews\.com/",
    not_article=(
        r"^https?://(?:[a-z]+\.)?antaranews\.com/(?:[a-z-]+/){0,2}[a-z-]*/?(?:[?#]|$)",
        r"/(?:video|tag|search|terkini|topik|rss|slug|infografik-index|podcast|penulis)(?:/|\?|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:(?:m|amp)\.)?antaranews\.com/", "//www.antaranews.com/"),
        (r"/amp/(berita|news|foto)/", r"/\1/"),
    ),
    evidence="selectors of three scrapers (2026); the layout before 2022 from scrapers and pages of 2015-2017",
    rules=Rules(
        title=scrapers(".wrap__article-detail-title") + guess("h1.post-title"),
        body=guess(".wrap__article-detail-image figure, .wrap__article-detail-content.post-content")
        + scrapers(".wrap__article-detail-content.post-content", ".post-content"),
        # Writer, editor and copyright are lines of one paragraph.
        authors=scrapers(".post-content .text-muted.small"),
        byline=scrapers(f"{_SIGNED}/text()[contains(., ':')]"),
        published=scrapers(".wrap__article-detail-info .list-inline-item", ".list-inline-item.mr-2")
        + page(".article-date"),
        section=scrapers(".breadcrumbs__item a") + guess(".breadcrumb a"),
        drop=scrapers(".baca-juga", ".text-muted", ".alert"),
    ),
)
