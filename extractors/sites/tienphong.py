"""Báo Tiền Phong."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.families.zce import LISTS, ZCE
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="tienphong",
    title="Báo Tiền Phong",
    domains=("tienphong.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=LISTS,
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:www|m|amp)\.tienphong\.vn/", "//tienphong.vn/"),
        (r"(-post\d+)\.amp(?=/*(?:\?|$))", r"\1.tpo"),
    ),
    evidence="selectors of scrapers, for the layouts before and after 2022",
    rules=ZCE
    | Rules(
        body=guess(".article__avatar, .cms-body") + scrapers(".cms-body", ".article__body", "#article-body"),
        authors=scrapers(".cms-author") + guess(".byline-dateline .author"),
        published=scrapers(".article__meta time")
        + guess("time.cms-date", ".byline-dateline time")
        + scrapers(".byline-dateline"),
    ),
)
