"""Tin nhanh chứng khoán, the stock market paper of Báo Đầu tư (ĐTCK)."""

from __future__ import annotations

from extractors.families.zce import LISTS, ZCE
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="tinnhanhchungkhoan",
    title="Tin nhanh chứng khoán",
    domains=("tinnhanhchungkhoan.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=LISTS,
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:(?:m|amp)\.)?tinnhanhchungkhoan\.vn/", "//www.tinnhanhchungkhoan.vn/"),
        (r"(-post\d+)\.amp(?=/*(?:\?|$))", r"\1.html"),
    ),
    evidence="selectors of scrapers",
    rules=ZCE
    | Rules(
        phrases=(Phrase(r"\s?\.{2,3}\s?>>$", "strip", "more"),),
    ),
)
