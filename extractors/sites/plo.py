"""Pháp Luật TP.HCM, the law newspaper of Ho Chi Minh City."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.families.zce import LISTS, ZCE
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="plo",
    title="Pháp Luật TP.HCM",
    domains=("plo.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=LISTS,
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:www|m|amp)\.plo\.vn/", "//plo.vn/"),
        (r"(-post\d+)\.amp(?=/*(?:\?|$))", r"\1.html"),
    ),
    evidence="selectors of scrapers, for the layouts before and after 2022",
    rules=ZCE
    | Rules(
        body=guess(".article__avatar, .cms-body") + scrapers(".cms-body", ".article__body", "#abody"),
        published=scrapers(".article__meta time", ".meta time"),
    ),
)
