"""Soha, a news site by VCCorp."""

from __future__ import annotations

from extractors.evidence import guess
from extractors.families.vccorp import VCCORP
from extractors.rules import Rules
from extractors.site import Site

SITE = Site(
    name="soha",
    title="Soha",
    domains=("soha.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"//video\.soha\.vn/",
        r"soha\.vn(?:/(?:(?![^?#]*-\d{5,20}\.htm)[a-z0-9-]+(?:/[a-z0-9-]+)?\.htm)?)?(?:[?#]|$)",
        r"/(?:video|nhom-chu-de|chu-de|su-kien|tac-gia|tags?|timelinelist)/",
        r"/[a-z0-9-]+\.(?:html|rss)(?:[?#]|$)",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:m|www|amp)\.soha\.vn/", "//soha.vn/")),
    evidence="the family's markup; this site's older skin from memory, no page seen",
    rules=VCCORP
    | Rules(
        title=guess("[data-role=title]", "h1.detail-title", "h1.news-title"),
        lead=guess("[data-role=sapo]", ".detail-sapo", ".news-sapo", "/html/head/meta[@name='description']/@content"),
        body=guess(
            ".news-content", "[data-role=content][itemprop=articleBody]", "[data-role=content]", ".detail-content"
        ),
        authors=guess("[data-role=author]", ".news-info .op-author", ".news-info .author", ".detail-author"),
        published=guess("[data-role=publishdate]", ".news-info time"),
        tags=guess(
            ".detail-tab a", ".news-tags a", ".detail-tags a", "/html/head/meta[@name='news_keywords']/@content"
        ),
        source=guess(".link-source-text-name", ".link-source-wrapper", ".bottom-source"),
        drop=guess(
            "[type=link-content-footer]",
            "[type=Poll]",
            ".relate-news",
            ".instagram-media",
            ".tiktok-embed",
        ),
    ),
)
