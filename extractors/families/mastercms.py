"""MasterCMS: baoquocte.vn, congthuong.vn, thoibaonganhang.vn and others.

Each picture stands in a table of two rows, image above caption.
"""

from __future__ import annotations

from extractors.site import Rules

MASTERCMS = Rules(
    name="mastercms",
    title=("h1.article-detail-title", ".article-detail-title"),
    lead=(".article-detail-desc",),
    body=("[id^=__MB_MASTERCMS_EL]", ".__MASTERCMS_CONTENT", ".article-detail-body"),
    authors=(".article-detail-author",),
    published=("span.format_time", ".article-detail-date", ".article-detail-publish"),
    section=("li.menu-alias a", ".bx-breadcrumb a", ".bx-cat-link"),
    tags=(".article-tags a",),
    source=(".article-detail-source",),
    figure=("table.MASTERCMS_TPL_TABLE",),
    drop=(
        ".__mb_article_in_image", ".article-share-button", ".article-extension", ".btn-print", ".article-tags",
        ".__MB_CONTENT_FOR_PRINTER", ".__printURL", ".article-detail-desc", ".article-detail-title",
        ".article-detail-date", ".__MB_ARTICLE_PAGING",
    ),
)  # fmt: skip
