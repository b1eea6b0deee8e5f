"""Thời báo Ngân hàng, the newspaper of the State Bank of Vietnam."""

from __future__ import annotations

from extractors.families.mastercms import CANONICAL, MASTERCMS, NOT_ARTICLE
from extractors.site import Site

SITE = Site(
    name="thoibaonganhang",
    title="Thời báo Ngân hàng",
    domains=("thoibaonganhang.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    edition=r"//[a-z]{2}\.thoibaonganhang\.vn/",
    not_article=NOT_ARTICLE,
    canonical=CANONICAL,
    evidence="real markup of 2021 (a fragment), else of the family MasterCMS",
    rules=MASTERCMS,
)
