"""Báo Sức khỏe & Đời sống (SKĐS), the newspaper of Vietnam's health ministry."""

from __future__ import annotations

from extractors.evidence import guess, scrapers
from extractors.families.vccorp import VCCORP
from extractors.rules import Phrase, Rules
from extractors.site import Site

SITE = Site(
    name="suckhoedoisong",
    title="Sức khỏe & Đời sống",
    domains=("suckhoedoisong.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"suckhoedoisong\.vn(?:/(?:(?![^?#]*-\d{5,20}\.htm)[a-z0-9-]+(?:/[a-z0-9-]+)?\.htm)?)?(?:[?#]|$)",
        r"/(?:video|truyen-hinh|chu-de|nhom-chu-de|su-kien|tac-gia|podcast|tags?|timelinelist)/",
        r"/(?![a-z0-9-]*-n\d{5,7}\.html)[a-z0-9-]+\.(?:html|rss)(?:[?#]|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:m|www|amp)\.suckhoedoisong\.vn/", "//suckhoedoisong.vn/"),
        (r"(-\d{14,20})\.amp(?=\.htm|$)", r"\1"),
    ),
    evidence="lead and body from scrapers, else the family's markup",
    rules=VCCORP
    | Rules(
        lead=guess("[data-role=sapo]")
        + scrapers(".detail-sapo")
        + guess("/html/head/meta[@name='description']/@content"),
        body=guess("[data-role=content][itemprop=articleBody]", "[data-role=content]") + scrapers(".detail-content"),
        authors=guess("[data-role=author]", ".detail-author"),
        signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=guess("[data-role=publishdate]", ".publish-date", ".detail-time"),
        tags=guess(".detail-tab a", ".detail-tags a", "/html/head/meta[@name='news_keywords']/@content"),
        drop=guess("[type=Poll]", ".toc", ".box-related", ".detail-author", ".detail-tags"),
        phrases=(
            Phrase(
                r"(?:Mời (?:các )?(?:bạn|độc giả|bạn đọc|quý vị|quý độc giả) )?(?:xem|theo dõi) (?:thêm|tiếp) (?:các )?"
                r"video(?: clip| (?:đang )?được quan tâm| nhiều người quan tâm)? ?:?(?: .{1,200})?",
                "drop",
                "video",
            ),
        ),
    ),
)
