"""VnExpress, and its English edition e.vnexpress.net."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.rules import Rules
from extractors.site import Site

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
        title=page("h1.title-detail") + guess("h1.title_post", "h1.title_news_detail"),
        lead=page("p.description") + guess(".lead_post_detail"),
        dateline=page("p.description span.location-stamp"),
        # A live page tells its news outside the article.
        body=guess("article.fck_detail, #live-updates") + page(".fck_detail"),
        authors=guess("h1.title_post ~ .author a"),
        signature=page("p.author_mail", ".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
        # The English edition prints a clock of another zone than it says.
        published=page("span.date", "/html/head/meta[@name='pubdate']/@content"),
        section=page("ul.breadcrumb li a") + guess(".breadcrumb a"),
        tags=guess("#_detail_listtag a", ".tags a", ".tag_detail a"),
        drop=page(
            "[data-component-type=tin_xemthem]", ".banner-ads", "div[id^=ads_]", ".box_comment_vne", ".list_diendan"
        )
        + guess(".box-tinlienquanv2", ".list-news", ".related_news", ".neo-pin"),
    ),
)
