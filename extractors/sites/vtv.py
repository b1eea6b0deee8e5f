"""Báo điện tử VTV (VTV.vn), the news site of Vietnam Television."""

from __future__ import annotations

from extractors.evidence import guess
from extractors.families.vccorp import VCCORP
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="vtv",
    title="Báo điện tử VTV",
    domains=("vtv.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"vtv\.vn(?:/(?:(?![^?#]*-\d{5,20}\.htm)[a-z0-9-]+(?:/[a-z0-9-]+)?\.htm)?)?(?:[?#]|$)",
        r"/(?:video|truc-tuyen|su-kien|chu-de|nhom-chu-de|tac-gia|podcast|timelinelist)/",
        r"/[a-z0-9-]+\.(?:html|rss)(?:[?#]|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:m|www|amp)\.vtv\.vn/", "//vtv.vn/"),
        (r"(-\d{14,20})\.amp(?=\.htm|$)", r"\1"),
    ),
    evidence="the family's markup; prefix and last line from a scraper of 2023; the layout before 2025 from memory",
    rules=VCCORP
    | Rules(
        title=guess("[data-role=title]", "h1.detail-title", "h1.title_detail"),
        lead=guess("[data-role=sapo]", ".detail-sapo", "h2.sapo", "/html/head/meta[@name='description']/@content"),
        body=guess(
            "#entry-body", "[data-role=content][itemprop=articleBody]", "[data-role=content]", ".detail-content"
        ),
        authors=guess(".news-info b", "[data-role=author]", ".detail-author"),
        published=guess("[data-role=publishdate]", ".news-info .time", ".news-info"),
        tags=guess(".detail-tab a", ".news_keyword a", "/html/head/meta[@name='news_keywords']/@content"),
        drop=guess("[type=Poll]", ".box-related", ".list-news-related", ".detail-author", ".social-share"),
        phrases=(
            Phrase(
                r"\*? ?(?:Kính )?[Mm]ời quý (?:độc giả|khán giả|vị khán giả|vị).{0,20} (?:theo dõi|đón xem).{1,250}",
                "drop",
                "promotion",
            ),
        ),
    ),
)
