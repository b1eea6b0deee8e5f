"""ONECMS/ZCE: vietnamplus.vn, nhandan.vn, tienphong.vn, plo.vn and others.

The `cms-` tokens survived the redesign of 2023, in which all other names changed: they come first.
"""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.rules import Rules

LISTS = (
    r"-(?:tag|topic|author)\d+\.[a-z]{3,4}(?:[?#]|$)",
    r"^https?://(?!special\.)[^/]+(?:(?:/[a-z-]{2,40}){0,3}/(?:[?#]|$)|$)",
    r"^https?://[^/]+/(?:chu-de|tac-gia|tag|tim-kiem|video|podcast|rss|sitemaps)/",
)
"""URLs of the family that are never an article: an article's has a number, but for the long stories of
special.nhandan.vn. That videos have a folder is guessed."""

ZCE = Rules(
    name="zce",
    title=scrapers("h1.cms-title", ".article__title", ".details__headline") + guess(".cms-title"),
    lead=scrapers(".article__sapo.cms-desc", ".details__summary.cms-desc", "div.cms-desc", ".article__sapo")
    + guess(".cms-desc"),
    # The first picture may stand between lead and body.
    body=guess(".article__avatar, .cms-body")
    + scrapers(".zce-content-body.cms-body", "div.cms-body", ".article__body")
    + guess(".cms-body"),
    authors=scrapers(".cms-author", ".article__author"),
    published=scrapers(".article__meta time", ".source time")
    + guess(".details__meta time", ".article__header time")
    + scrapers("/html/head/meta[contains(concat(' ', @class, ' '), ' cms-date ')]/@content")
    + guess("/html/body//meta[contains(concat(' ', @class, ' '), ' cms-date ')]/@content", "time.cms-date"),
    section=scrapers(".breadcrumb-detail a") + guess(".breadcrumb a") + scrapers("div.direction a", "div.topic a"),
    tags=scrapers(".article__tag a", "div.tags a"),
    source=scrapers(".article__source"),
    figure=scrapers(".article-photo", "table.picture") + guess(".picture"),
    caption=scrapers(".article-photo > span") + guess(".picture .caption", "td.caption"),
    quote=guess("div.quote"),
    fingerprint=scrapers(
        ".zce-content-body",
        "//*[contains(concat(' ', @class, ' '), ' cms-body ')]"
        "[//*[contains(concat(' ', @class, ' '), ' cms-title ') or contains(concat(' ', @class, ' '), ' cms-desc ')]]",
    ),
    drop=scrapers(
        ".article__social",
        ".sda_middle",
        ".ads_middle",
        "[id^=adsWeb]",
        ".article-relate",
        ".cms-relate",
        ".related-news",
        ".related-inline-story",
        ".article__tag",
        ".fyi",
    )
    + guess(".rennab", "article.story"),
)
