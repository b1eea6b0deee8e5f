"""Báo Pháp Luật Việt Nam, the newspaper of the ministry of justice."""

from __future__ import annotations

from extractors.families.zce import LISTS, ZCE
from extractors.site import Site

SITE = Site(
    name="baophapluat",
    title="Báo Pháp Luật Việt Nam",
    domains=("baophapluat.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=LISTS,
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:www|m|amp)\.baophapluat\.vn/", "//baophapluat.vn/"),
        (r"(-post\d+)\.amp(?=/*(?:\?|$))", r"\1.html"),
    ),
    evidence="the family's rules; fragments of its bodies of 2024",
    rules=ZCE,
)
