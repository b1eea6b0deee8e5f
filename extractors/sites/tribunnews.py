"""Tribunnews.com, with its regional papers on subdomains."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.rules import Phrase, Rules
from extractors.site import Site

_LOWER = "translate(normalize-space(.), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_TEXT = "//div[contains(concat(' ', @class, ' '), ' txt-article ')]"

SITE = Site(
    name="tribunnews",
    title="Tribunnews.com",
    domains=("tribunnews.com",),
    language="id",
    timezone="Asia/Jakarta",
    later_page=r"[?&]page=(?:\d+|all)\b",
    not_article=(
        r"^https?://(?:[a-z0-9-]+\.)?tribunnews\.com/(?:[a-z0-9-]{1,60}/?)?(?:[?#]|$)",
        r"//(?:video|epaper|account|search)\.tribunnews\.com/",
        r"tribunnews\.com/(?:amp/)?(?:tag|topic|topik|topics|index-news|penulis|editor|images|video|search|populer)(?:/|$)",
    ),
    canonical=(
        (r"^http:", "https:"),
        (r"//(?:m\.|amp\.|www\.)?tribunnews\.com/(?:amp/)?", "//www.tribunnews.com/"),
        (r"(//[a-z0-9-]+\.tribunnews\.com/)amp/", r"\1"),
        (r"([?&])page=(?:\d{1,3}|all)(?:&|$)", r"\1"),
        (r"[?&]$", ""),
    ),
    evidence="notes on a real page of 2020; what they do not name is guessed",
    rules=Rules(
        title=page("h1#arttitle") + guess("#article h1"),
        body=guess("div.imgfull_div, div.txt-article") + page("div.side-article.txt-article", "div.txt-article"),
        authors=guess(
            f"{_TEXT}//text()[starts-with(normalize-space(.), 'Laporan ')][string-length(normalize-space(.)) < 120]"
            f" | {_TEXT}//text()[starts-with(normalize-space(.), '(Tribun')"
            " or starts-with(normalize-space(.), 'Penulis:')]"
            "[string-length(normalize-space(.)) < 80]"
            " | //*[@id='penulis'] | //*[@id='editor']"
        ),
        published=page("time"),
        section=guess(".breadcrumb a", "[itemtype$=BreadcrumbList] a"),
        tags=guess(".tagcloud3 a", "//h5//a[contains(@href, '/tag/')]"),
        figure=page(".imgfull_div"),
        caption=guess(".imgfull_div .grey2"),
        next_page=guess(
            "/html/head/link[@rel='next']",
            f"//a[contains(@href, 'page=')][starts-with({_LOWER}, 'halaman selanjutnya') or {_LOWER} = 'selanjutnya']",
        ),
        drop=page("p.baca", "#editor")
        + guess("#penulis", ".paging")
        + page(".//*[not(*)][normalize-space(.)='lihat foto']"),
        phrases=(
            Phrase(
                r"Laporan (?:Wartawan|Reporter|Jurnalis|Kontributor|Koresponden) .{3,90}[^.!?]",
                "drop",
                "byline",
            ),
        ),
    ),
)
