"""Báo Sài Gòn Giải Phóng, the newspaper of Ho Chi Minh City, and its Chinese and English editions (hosts guessed)."""

from __future__ import annotations

from extractors.families.zce import LISTS, ZCE
from extractors.site import Site

SITE = Site(
    name="sggp",
    title="Báo Sài Gòn Giải Phóng",
    domains=("sggp.org.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(?:(en)|english|cn)\.sggp\.org\.vn/",
    not_article=LISTS,
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:(?:m|amp)\.)?sggp\.org\.vn/", "//www.sggp.org.vn/"),
        (r"(-post\d+)\.amp(?=/*(?:\?|$))", r"\1.html"),
    ),
    evidence="the family's rules; one scraper names its lists",
    rules=ZCE,
)
