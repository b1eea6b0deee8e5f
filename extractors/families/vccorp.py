"""VCCorp: tuoitre.vn, nld.com.vn, thanhnien.vn, cafef.vn and others. The data-role attributes are the family's mark.

An editorial box and a related-story box carry the same class; their `type` tells them apart.
"""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.site import Rules

VCCORP = Rules(
    name="vccorp",
    fingerprint=page(".VCSortableInPreviewMode", ".detail-content.afcbc-body"),
    title=page("h1[data-role=title]", "[data-role=title]", "h1.detail-title"),
    lead=page("[data-role=sapo]", ".detail-sapo"),
    body=page(
        "[data-role=content][itemprop=articleBody]",
        "[data-role=content]",
        ".detail-content.afcbc-body",
        ".detail-cmain",
    ),
    published=page("[data-role=publishdate]"),
    section=page(".detail-cate a"),
    tags=page(".detail-tab a"),
    caption=page(".PhotoCMS_Caption") + guess(".VideoCMS_Caption") + page("figcaption"),
    figure=page("[type=Photo]", "[type=VideoStream]", "[type=PhotoInContentBox]"),
    quote=page("[type=SimpleQuote]"),
    drop=page(
        "[type=RelatedNewsBox]",
        "[type=RelatedOneNews]",
        ".readmore-body-box",
        "[type=Iframe]",
        "zone",
        ".detail__related",
        ".VCObjectBoxRelatedNewsItemSapo",
    ),
)
