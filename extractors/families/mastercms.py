"""MasterCMS: baoquocte.vn, congthuong.vn, thoibaonganhang.vn and others. Two skins; the body's tokens are shared.

Each picture stands in a table of two rows, image above caption.
"""

from __future__ import annotations

from extractors.site import Rules

MASTERCMS = Rules(
    name="mastercms",
    title=("h1.article-detail-title", ".article-detail-title", "h1.post-title"),
    lead=(".article-detail-desc", ".post-desc"),
    body=("[id^=__MB_MASTERCMS_EL]", ".__MASTERCMS_CONTENT", ".article-detail-body", ".post-content"),
    authors=(".article-detail-author",),
    published=("span.format_time", ".article-detail-date", ".article-detail-publish", ".article-publish-time"),
    section=("li.menu-alias a", ".bx-breadcrumb a", ".bx-cat-link", "a.article-catname"),
    tags=(".article-tags a",),
    source=(".article-detail-source",),
    figure=("table.MASTERCMS_TPL_TABLE",),
    drop=(
        ".__mb_article_in_image", ".article-share-button", ".article-extension", ".btn-print", ".article-tags",
        ".__MB_CONTENT_FOR_PRINTER", ".__printURL", "#__printURL", ".article-detail-desc", ".article-detail-title",
        ".article-detail-date", ".__MB_ARTICLE_PAGING", ".article-detail-related",
    ),
)  # fmt: skip
