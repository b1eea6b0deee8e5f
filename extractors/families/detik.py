"""The Detik network: detik.com, cnnindonesia.com, cnbcindonesia.com and others.

The lead picture stands beside the text, and the place a report comes from before its first paragraph.
"""

from __future__ import annotations

from extractors.evidence import guess, page, scrapers
from extractors.rules import Phrase, Rules

_TEXT = "//*[contains(concat(' ', normalize-space(@class), ' '), ' itp_bodycontent ')]"
_CAPTION = "//figcaption[contains(@class, 'detail__media-caption')]"
_LEAD_PICTURE = f"{_CAPTION}/ancestor::figure[1][{_TEXT}] | {_CAPTION}[not(ancestor::figure)]/parent::*[{_TEXT}]"
_BEFORE_DASH = (
    "[1][starts-with(normalize-space(following-sibling::text()[1]), '-')"
    " or substring(normalize-space(), string-length(normalize-space())) = '-']"
)
_OLD_TEXT = "//*[@id='detikdetailtext']"

DETIK = Rules(
    name="detik",
    title=page("h1.detail__title"),
    body=page(f"{_TEXT} | {_LEAD_PICTURE}") + scrapers("div.detail-text") + guess("#detikdetailtext"),
    authors=page(".detail__author"),
    published=page(".detail__date"),
    section=page(".page__breadcrumb a"),
    dateline=guess(
        f"({_TEXT}/strong | {_TEXT}/b | {_TEXT}/p/strong){_BEFORE_DASH}",
        f"({_OLD_TEXT}/b | {_OLD_TEXT}/strong){_BEFORE_DASH}",
    ),
    figure=guess(".pic_artikel_sisip"),
    next_page=guess(
        "link[rel=next][href*='page=']",
        "//a[contains(@href, 'page=') and (contains(@href, '/d-') or starts-with(@href, '?')) and "
        "(starts-with(normalize-space(), 'Selanjutnya') or starts-with(normalize-space(), 'Halaman Selanjutnya'))]",
    ),
    fingerprint=page(".itp_bodycontent", ".parallaxindetail", "table.linksisip"),
    drop=page(".parallaxindetail", ".linksisip")
    + guess(
        ".topiksisip",
        ".lihatjg",
        ".sisip_video_ds",
        ".aevp",
        ".noncontent",
        ".staticdetail_container",
        ".detail__anchor",
        ".detail__long-nav",
        ".detail__body-tag",
    ),
    phrases=(
        Phrase(r"(?:Lihat|Tonton|Saksikan)(?: juga)? (?:Video|Live)\b.{0,250}", "drop", "embed"),
        Phrase(
            r".{0,80}\bhalaman (?:selanjutnya|berikutnya)\b.{0,40}|Halaman \d{1,2} dari \d{1,2}", "drop", "navigation"
        ),
        Phrase(r"Pilihan Redaksi", "drop", "related", following=3),
        # The second of the pair is the editor's; an agency may stand first.
        Phrase(r"\s?\((?-i:(?:[A-Za-z]{3,9} ?/ ?){1,3}(?:[a-z]{3})?)\)$", "strip", "initials"),
    ),
)
