"""VnExpress, and its English edition e.vnexpress.net."""

from __future__ import annotations

from extractors.site import Rules, Site

SITE = Site(
    name="vnexpress",
    title="VnExpress",
    domains=("vnexpress.net",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//e\.vnexpress\.net/",
    not_article=(r"^https?://(?:[a-z]+\.)?vnexpress\.net/(?:[a-z0-9-]+)?(?:/[a-z-]+)?$", r"/(?:topic|rss|category)/"),
    canonical=((r"^http:", "https:"), (r"//(?:amp|m|www)\.vnexpress\.net/", "//vnexpress.net/")),
    evidence="real pages of 2022 to 2026",
    rules=Rules(
        title=("h1.title-detail",),
        lead=("p.description",),
        dateline=("p.description span.location-stamp",),
        body=("article.fck_detail", ".fck_detail"),
        signature=("p.author_mail", ".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=("span.date", "/html/head/meta[@name='pubdate']/@content"),
        section=("ul.breadcrumb li a",),
        tags=("#_detail_listtag a", ".tags a"),
        drop=(
            "[data-component-type=tin_xemthem]", ".banner-ads", "div[id^=ads_]", ".box_comment_vne", ".list_diendan",
            ".box-tinlienquanv2", ".list-news",
        ),
    ),
)  # fmt: skip
