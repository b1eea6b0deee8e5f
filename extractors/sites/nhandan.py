"""Báo Nhân Dân, the newspaper of the Communist Party of Vietnam."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.families.zce import LISTS, ZCE
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="nhandan",
    title="Báo Nhân Dân",
    domains=("nhandan.vn", "nhandan.com.vn"),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(?:(en|fr|es|ru|zh)|cn)\.nhandan\.vn/",
    not_article=LISTS,
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:www|m|amp)\.nhandan\.vn/", "//nhandan.vn/"),
        (r"(-post\d+)\.amp(?=/*(?:\?|$))", r"\1.html"),
    ),
    evidence="selectors of scrapers (2020-2026); the hosts of its editions are guessed",
    rules=ZCE
    | Rules(
        # The skin of 2020 has no names in common with today's.
        title=scrapers("h1.cms-title", ".article__title", ".item-container > h3"),
        lead=scrapers(".cms-desc", ".article__sapo", ".sapo > p"),
        body=guess(".article__avatar, .cms-body") + scrapers(".cms-body", ".article__body", ".item-content"),
        authors=scrapers(".cms-author", ".article__author") + guess(".box-author"),
        published=scrapers(".article__meta time") + guess(".article__header time", ".box-date"),
    ),
)
