"""VCCorp: tuoitre.vn, nld.com.vn, thanhnien.vn, cafef.vn and others. The data-role attributes are the family's mark.

An editorial box and a related-story box carry the same class; their `type` tells them apart. The types that are
`markup` here are named in the style sheets of saved pages; how such a box is built inside is inferred.
"""

from __future__ import annotations

from extractors.evidence import guess, markup, page
from extractors.rules import Rules

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
    )
    # Big stories and live reports, where these have a skin of their own.
    + guess(".sp-detail-content")
    + markup(".livenews-content"),
    authors=page("[data-role=author]")
    # The box of credits that ends a big story: the labels tell who wrote it.
    + guess("//*[@type='credit']//label[contains(., 'Nội dung') or contains(., 'Bài')]/following-sibling::*[1]"),
    signature=guess(
        ".//p[contains(translate(@style, ' ', ''), 'text-align:right')]"
        "[not(starts-with(normalize-space(), 'Theo') or starts-with(normalize-space(), 'Nguồn')"
        " or starts-with(normalize-space(), '('))]"
    ),
    published=page("[data-role=publishdate]"),
    # Where it is one step of a breadcrumb, the last step is the innermost.
    section=page(".detail-cate a", "//ul[.//*[@data-role='cate-name']]//a", "[data-role=cate-name]"),
    # The keywords are the printed tags, where a saved page has both.
    tags=page(".detail-tab a", "/html/head/meta[@name='news_keywords']/@content"),
    caption=page(".PhotoCMS_Caption")
    + markup(".VideoCMS_Caption", ".LayoutAlbumCaption")
    + guess(".PhotoCMS_Author")
    + page("figcaption"),
    figure=page("[type=Photo]", "[type=VideoStream]", "[type=PhotoInContentBox]")
    + markup("[type=photo-grid-album]", "[type=LayoutAlbum]", "[type=BeforeAfter]"),
    quote=page("[type=SimpleQuote]")
    + markup("[type=StarQuote]", "[type=StarQuoteV2]", "[type=block-quote-info]", "[type=blockquote]"),
    drop=page(
        "[type=RelatedNewsBox]",
        "[type=RelatedOneNews]",
        ".readmore-body-box",
        "[type=Iframe]",
        "zone",
        ".detail__related",
        ".VCObjectBoxRelatedNewsItemSapo",
        "div[id^=zone]",
        "div[id^=admzone]",
    )
    + markup(
        "[type=RelatedNews]",
        "[type=relatednewsexternal]",
        "[type=embed-link-preview]",
        "[type=reflinkinfo]",
        "[type=insertembedcode]",
        "[type=Vote]",
        "[type=ElectionVote]",
        "[type=attachfile]",
        "[type=credit]",
        ".button-dowload-img",
        ".video_sizewraper",
    ),
)
