"""Dân trí."""

from __future__ import annotations

from extractors.evidence import guess, page, scrapers
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="dantri",
    title="Dân trí",
    domains=("dantri.com.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//dtinews\.dantri\.com\.vn/",
    not_article=(
        r"^https?://[^/]+/?(?:[?#].*)?$",
        r"(?<!\d{7})\.htm(?:[?#]|$)",
        r"/(?:tac-gia|chu-de|tim-kiem|su-kien|collection|rss|video[a-z-]*|podcast[a-z-]*)/",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.dantri\.com\.vn/", "//dantri.com.vn/")),
    evidence="a real page of 2026; layouts before 2025 from four scrapers",
    rules=Rules(
        title=page("h1[data-slot=title]")
        + scrapers("h1.title-page.detail")
        + guess(".e-magazine__title")
        + scrapers(".dt-news__title"),
        lead=page("h2[data-slot=sapo]") + scrapers(".singular-sapo", ".e-magazine__sapo", ".dt-news__sapo"),
        body=page("div[data-slot=content]") + scrapers(".singular-content", ".e-magazine__body", ".dt-news__content"),
        authors=page("h1[data-slot=title] + div a[href*='/tac-gia/']") + guess(".author-name"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=page("article[data-slot=container] time")
        + scrapers("time.author-time")
        + guess(".e-magazine__meta time", ".dt-news__time"),
        section=page("[data-content-name=article-breadcrumb]") + guess(".breadcrumbs a", ".dt-breadcrumb a"),
        tags=page("[data-content-name=article-tags]") + guess(".tags-wrap a", ".dt-news__tags a"),
        drop=page(".dantri-widget", "[data-module=related-article-in-content]", "[data-content-name=article-related]"),
    ),
)
