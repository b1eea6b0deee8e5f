"""VietnamPlus, the news site of the Vietnam News Agency (TTXVN), in six languages."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.families.zce import LISTS, ZCE
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="vietnamplus",
    title="VietnamPlus",
    domains=("vietnamplus.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//(en|fr|es|zh|ru)\.vietnamplus\.vn/",
    not_article=LISTS,
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:(?:m|amp)\.)?vietnamplus\.vn/", "//www.vietnamplus.vn/"),
        (r"(-post\d+)\.amp(?=/*(?:\?|$))", r"\1.vnp"),
    ),
    evidence="selectors of three scrapers and a test page of 2026; layouts before 2024 from older scrapers",
    rules=ZCE
    | Rules(
        # Before 2010 there is no <p>: the text stands right in a justified <div>.
        body=ZCE.body + scrapers(".article-body", "div[align=justify]"),
        # Related stories as paragraphs: a link in square brackets.
        drop=guess(
            ".//p[.//a][starts-with(normalize-space(.), '[')]"
            "[substring(normalize-space(.), string-length(normalize-space(.))) = ']']"
        ),
    ),
)
