"""VCCorp: tuoitre.vn, nld.com.vn, thanhnien.vn, cafef.vn and others. The data-role attributes are the family's mark.

An editorial box and a related-story box carry the same class; their `type` tells them apart.
"""

from __future__ import annotations

from extractors.site import Rules

VCCORP = Rules(
    name="vccorp",
    title=("h1[data-role=title]", "[data-role=title]", "h1.detail-title"),
    lead=("[data-role=sapo]", ".detail-sapo"),
    body=(
        "[data-role=content][itemprop=articleBody]", "[data-role=content]", ".detail-content.afcbc-body",
        ".detail-cmain",
    ),
    published=("[data-role=publishdate]",),
    section=(".detail-cate a",),
    tags=(".detail-tab a",),
    caption=(".PhotoCMS_Caption", ".VideoCMS_Caption", "figcaption"),
    figure=("[type=Photo]", "[type=VideoStream]", "[type=PhotoInContentBox]"),
    quote=("[type=SimpleQuote]",),
    drop=(
        "[type=RelatedNewsBox]", "[type=RelatedOneNews]", ".readmore-body-box", "[type=Iframe]", "zone",
        ".detail__related", ".VCObjectBoxRelatedNewsItemSapo",
    ),
)  # fmt: skip
