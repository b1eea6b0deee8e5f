"""Kênh 14, a news site for young people, by VCCorp."""

from __future__ import annotations

from extractors.evidence import guess
from extractors.families.vccorp import VCCORP
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="kenh14",
    title="Kênh 14",
    domains=("kenh14.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"//video\.kenh14\.vn/",
        r"kenh14\.vn(?:/(?:(?![^?#]*-\d{5,20}\.chn)[a-z0-9-]+(?:/[a-z0-9-]+)?\.chn)?)?(?:[?#]|$)",
        r"/(?:video|nhom-chu-de|chu-de|tac-gia|tag|timelinelist)/",
        r"/[a-z0-9-]+\.(?:html|rss)(?:[?#]|$)",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.kenh14\.vn/", "//kenh14.vn/")),
    evidence="the family's markup; this site's own skin from memory, no page seen",
    rules=VCCORP
    | Rules(
        title=guess("h1.kbwc-title", "[data-role=title]", "h1.detail-title"),
        lead=guess(".knc-sapo", "[data-role=sapo]", ".detail-sapo", "/html/head/meta[@name='description']/@content"),
        body=guess(
            ".knc-content", "[data-role=content][itemprop=articleBody]", "[data-role=content]", ".detail-content"
        ),
        authors=guess(".kbwcm-author", "[data-role=author]"),
        published=guess(".kbwcm-time", "[data-role=publishdate]"),
        section=guess(".kbwsli.active a", ".detail-cate a"),
        tags=guess(
            ".klw-new-tags a", ".knt-list a", ".detail-tab a", "/html/head/meta[@name='news_keywords']/@content"
        ),
        source=guess(".link-source-text-name", ".link-source-wrapper", ".kbwcm-source"),
        drop=guess(
            "[type=link-content-footer]",
            ".link-content-footer",
            "[type=Poll]",
            ".knc-relate-wrapper",
            ".knc-rate-link",
            ".instagram-media",
            ".tiktok-embed",
            ".fb-post",
        ),
    ),
)
