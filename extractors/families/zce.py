"""ONECMS/ZCE: vietnamplus.vn, nhandan.vn, tienphong.vn, plo.vn and others.

The `cms-` tokens survived the redesign of 2023, in which all other names changed: they come first.
"""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.site import Rules

ZCE = Rules(
    name="zce",
    title=scrapers("h1.cms-title", ".article__title", ".details__headline"),
    lead=scrapers(".article__sapo.cms-desc", ".details__summary.cms-desc", "div.cms-desc", ".article__sapo"),
    body=scrapers(".zce-content-body.cms-body", "div.cms-body", ".article__body"),
    authors=scrapers(".cms-author", ".article__author"),
    published=scrapers(".article__meta time", ".source time")
    + guess(".details__meta time")
    + scrapers("/html/head/meta[contains(concat(' ', @class, ' '), ' cms-date ')]/@content"),
    section=scrapers(".breadcrumb-detail a") + guess(".breadcrumb a") + scrapers("div.direction a", "div.topic a"),
    tags=scrapers(".article__tag a", "div.tags a"),
    source=scrapers(".article__source"),
    figure=scrapers(".article-photo", "table.picture") + guess(".picture"),
    caption=scrapers(".article-photo > span") + guess(".picture .caption", "td.caption"),
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
    ),
)
