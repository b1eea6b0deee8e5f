"""Báo Công Thương, the newspaper of Vietnam's Ministry of Industry and Trade."""

from __future__ import annotations

from extractors.families.mastercms import CANONICAL, MASTERCMS, NOT_ARTICLE
from extractors.site import Site

SITE = Site(
    name="congthuong",
    title="Báo Công Thương",
    domains=("congthuong.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    # Magazines and regional desks have hosts of their own, some in English: only the text tells the language.
    edition=r"//(?!www\.|m\.|amp\.)[a-z0-9-]+\.congthuong\.vn/",
    not_article=NOT_ARTICLE,
    canonical=CANONICAL,
    evidence="of the family MasterCMS; no page of the site itself was seen",
    rules=MASTERCMS,
)
