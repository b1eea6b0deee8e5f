"""Báo Thế giới & Việt Nam (TG&VN), the newspaper of Vietnam's foreign ministry."""

from __future__ import annotations

from extractors.families.mastercms import CANONICAL, MASTERCMS
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="baoquocte",
    title="Báo Thế giới & Việt Nam",
    domains=("baoquocte.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    # id.baoquocte.vn serves Vietnamese text under the same ids: only the text tells the language.
    edition=r"//[a-z]{2}\.baoquocte\.vn/",
    not_article=(
        r"^https?://(?:[a-z]+\.)?baoquocte\.vn/(?:[a-z-]+(?:/[a-z-]+)?)?(?:&.*)?$",
        r"/(?:tag|ajax|rss_feed)/",
        r"\.(?:tag|topic|author|event)(?:$|[?&])",
    ),
    canonical=(*CANONICAL, (r"//id\.baoquocte\.vn/", "//baoquocte.vn/")),
    evidence="selectors of four scrapers (2022-2025), real markup of a sister site",
    rules=MASTERCMS
    | Rules(
        phrases=(
            Phrase(r"Theo dõi Baoquocte\.vn trên.{0,40}", "drop", "follow"),
            Phrase(r"Latest(?: news)?", "cut", "more-news"),
        ),
    ),
)
