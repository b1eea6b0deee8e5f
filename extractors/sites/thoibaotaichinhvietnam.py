"""Thời báo Tài chính Việt Nam, the newspaper of Vietnam's Ministry of Finance."""

from __future__ import annotations

from extractors.families.mastercms import CANONICAL, MASTERCMS, NOT_ARTICLE
from extractors.site import Site

SITE = Site(
    name="thoibaotaichinhvietnam",
    title="Thời báo Tài chính Việt Nam",
    domains=("thoibaotaichinhvietnam.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//[a-z]{2}\.thoibaotaichinhvietnam\.vn/",
    not_article=NOT_ARTICLE,
    canonical=CANONICAL,
    evidence="selectors of a scraper of 2024-11 (new skin), else of the family MasterCMS",
    rules=MASTERCMS,
)
