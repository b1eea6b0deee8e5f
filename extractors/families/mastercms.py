"""MasterCMS: baoquocte.vn, congthuong.vn, thoibaonganhang.vn, thoibaotaichinhvietnam.vn and others.

One table class serves three ends: a picture above its caption (a figure), links to other stories (furniture), and a
box of text (body). The skin of 2024 (`post-`) stands beside the old one (`article-detail-`).
"""

from __future__ import annotations

from extractors.evidence import guess, markup, page, scrapers
from extractors.rules import Rules

_TABLE = ".//table[contains(@class, 'MASTERCMS_TPL_TABLE')]"
_PICTURE_LENGTH = 500
"""Of captions; a table with a picture and more text than this, or more paragraphs than pictures, is a box."""
_RELATED = " or ".join(
    f"starts-with(normalize-space(.), '{words}')"
    for words in ("Tin liên quan", "TIN LIÊN QUAN", "Bài liên quan", "Tin bài liên quan", "Xem thêm", "Đọc thêm")
)
_TIME = "(//*[contains(concat(' ', normalize-space(@class), ' '), ' format_time ')])[1]"
_DATE = "contains(concat(' ', normalize-space(@class), ' '), ' format_date ')"

NOT_ARTICLE = (
    r"^https?://[^/]+(?:/[^.?]*)?(?:\?.*)?$",  # no dot in the path: the front page, sections, their later pages
    r"\.(?:tag|topic|author|event)(?:$|[?&])",
    r"/(?:tag|chu-de|tac-gia|su-kien|search|ajax|rss_feed|video|podcast)/",
    r"//(?:video|media|podcast)\.",
)
"""Of all sites of the family; an article ends in its number and `.html`."""

CANONICAL = (
    (r"^http:", "https:"),
    (r"//(?:www|m|amp)\.", "//"),
    (r"(?<=\.html)[?&](?:mobile|amp|print|paging)=.*$", ""),  # `….html&mobile=yes&amp=1`
)
"""Of all sites of the family."""

MASTERCMS = Rules(
    name="mastercms",
    title=scrapers("h1.article-detail-title", ".article-detail-title", "h1.post-title"),
    lead=scrapers(".article-detail-desc", ".post-desc"),
    body=scrapers("[id^=__MB_MASTERCMS_EL]")
    + markup(".__MASTERCMS_CONTENT", ".article-detail-body")
    + scrapers(".post-content"),
    authors=scrapers(".article-detail-author") + guess(".post-author", ".article-author"),
    signature=guess(".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"),
    # The names say that clock and day may stand in elements of their own.
    published=guess(f"{_TIME}/parent::*[*[{_DATE}]]")
    + scrapers(".article-publish-time", "span.format_time", ".article-detail-date")
    + markup(".article-detail-publish"),
    section=scrapers("li.menu-alias a")
    + markup(".bx-breadcrumb a", ".bx-cat-link")
    + scrapers("(//a[contains(concat(' ', normalize-space(@class), ' '), ' article-catname ')])[1]"),
    tags=markup(".article-tags a") + guess(".post-tags a"),
    source=markup(".article-detail-source"),
    figure=page(
        f"{_TABLE}[string-length(normalize-space(.)) <= {_PICTURE_LENGTH}]"
        "[count(.//p[string-length(normalize-space(.)) > 60]) <= count(.//img)][.//img]"
    ),
    fingerprint=markup("[id^=__MB_MASTERCMS_EL]", ".__MASTERCMS_CONTENT") + page("table.MASTERCMS_TPL_TABLE"),
    drop=scrapers(".__mb_article_in_image", ".article-detail-desc", ".article-detail-title", ".article-detail-date")
    + markup(
        ".article-share-button",
        ".article-extension",
        ".btn-print",
        ".article-tags",
        ".__MB_CONTENT_FOR_PRINTER",
        ".__printURL",
        ".__MB_ARTICLE_PAGING",
    )
    + guess(
        f"{_TABLE}[.//a][{_RELATED}]",
        f"{_TABLE}[.//a//text()[normalize-space()]][not(.//text()[normalize-space()][not(ancestor::a)])]",
        ".__MB_BANNER",
    ),
)
