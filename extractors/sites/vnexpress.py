"""VnExpress, and its English edition e.vnexpress.net."""

from __future__ import annotations

from extractors.evidence import guess, page
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
        title=page("h1.title-detail"),
        lead=page("p.description"),
        dateline=page("p.description span.location-stamp"),
        body=page("article.fck_detail", ".fck_detail"),
        signature=page("p.author_mail", ".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        published=page("span.date", "/html/head/meta[@name='pubdate']/@content"),
        section=page("ul.breadcrumb li a"),
        tags=guess("#_detail_listtag a", ".tags a"),
        drop=page(
            "[data-component-type=tin_xemthem]", ".banner-ads", "div[id^=ads_]", ".box_comment_vne", ".list_diendan"
        )
        + guess(".box-tinlienquanv2", ".list-news"),
    ),
)
