"""ONECMS/ZCE: vietnamplus.vn, nhandan.vn, tienphong.vn, plo.vn and others.

The `cms-` tokens survived the redesign of 2023, in which all other names changed: they come first.
"""

from __future__ import annotations

from extractors.site import Rules

ZCE = Rules(
    name="zce",
    title=("h1.cms-title", ".article__title", ".details__headline"),
    lead=(".article__sapo.cms-desc", ".details__summary.cms-desc", "div.cms-desc", ".article__sapo"),
    body=(".zce-content-body.cms-body", "div.cms-body", ".article__body"),
    authors=(".cms-author", ".article__author"),
    published=(
        ".article__meta time",
        ".source time",
        ".details__meta time",
        "/html/head/meta[contains(concat(' ', @class, ' '), ' cms-date ')]/@content",
    ),
    section=(".breadcrumb-detail a", ".breadcrumb a", "div.direction a", "div.topic a"),
    tags=(".article__tag a", "div.tags a"),
    source=(".article__source",),
    figure=(".article-photo", "table.picture", ".picture"),
    caption=(".article-photo > span", ".picture .caption", "td.caption"),
    drop=(
        ".article__social", ".sda_middle", ".ads_middle", "[id^=adsWeb]", ".article-relate", ".cms-relate",
        ".related-news", ".related-inline-story", ".article__tag", ".fyi",
    ),
)  # fmt: skip
