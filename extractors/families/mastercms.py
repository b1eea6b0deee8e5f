"""MasterCMS: baoquocte.vn, congthuong.vn, thoibaonganhang.vn and others.

Each picture stands in a table of two rows, image above caption.
"""

from __future__ import annotations

from extractors.evidence import markup, page, scrapers
from extractors.site import Rules

MASTERCMS = Rules(
    name="mastercms",
    title=scrapers("h1.article-detail-title", ".article-detail-title"),
    lead=scrapers(".article-detail-desc"),
    body=scrapers("[id^=__MB_MASTERCMS_EL]") + markup(".__MASTERCMS_CONTENT", ".article-detail-body"),
    authors=scrapers(".article-detail-author"),
    published=scrapers("span.format_time", ".article-detail-date") + markup(".article-detail-publish"),
    section=scrapers("li.menu-alias a") + markup(".bx-breadcrumb a", ".bx-cat-link"),
    tags=markup(".article-tags a"),
    source=markup(".article-detail-source"),
    figure=page("table.MASTERCMS_TPL_TABLE"),
    drop=scrapers(".__mb_article_in_image", ".article-detail-desc", ".article-detail-title", ".article-detail-date")
    + markup(
        ".article-share-button",
        ".article-extension",
        ".btn-print",
        ".article-tags",
        ".__MB_CONTENT_FOR_PRINTER",
        ".__printURL",
        ".__MB_ARTICLE_PAGING",
    ),
)
