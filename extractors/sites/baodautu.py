"""Báo Đầu tư. Its content is MasterCMS's, its skin its own: no h1, no JSON-LD, no time in a meta tag."""

from __future__ import annotations

from extractors.evidence import guess, page
from extractors.families.mastercms import MASTERCMS
from extractors.rules import Rules
from extractors.site import Site

_AUTHOR = "a[contains(concat(' ', normalize-space(@class), ' '), ' author ')]"
_BODY = "(//*[@id='content_detail_news'])[1]"
_TITLE = "contains(concat(' ', normalize-space(@class), ' '), ' title-detail ')"
# `/toan-canh-dau-tu-d2/` is a section, whatever its number, and a long list of them is a menu.
_HREF = "translate(@href, '0123456789', '')"
_SECTION_LINK = (
    f"a[substring({_HREF}, string-length({_HREF}) - 2) = '-d/'][not(contains(@class, 'author'))]"
    "[not(ancestor::ul[count(li) > 4])][count(../a) < 5]"
)

SITE = Site(
    name="baodautu",
    title="Báo Đầu tư",
    domains=("baodautu.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    not_article=(
        r"^https?://[^/]+(?:/[^.?]*)?(?:\?.*)?$",
        r"/(?:tag|tags|author|tac-gia|chu-de|video|videos|media|search|tim-kiem)(?:/|-d\d+|\.html)",
        r"\.(?:rss|xml)$",
    ),
    canonical=((r"^http:", "https:"), (r"//(?:www|m|amp)\.baodautu\.vn/", "//baodautu.vn/")),
    evidence="a real page of 2026",
    rules=MASTERCMS
    | Rules(
        title=page(".title-detail"),
        lead=page(".sapo_detail"),
        body=page("#content_detail_news"),
        # `a.author` and `span.post-time` are real; but cards may have them too: first between headline and body.
        authors=guess(
            f"//{_AUTHOR}[preceding::*[{_TITLE}]][following::*[@id='content_detail_news']]",
            f"{_BODY}/..//{_AUTHOR}[not(ancestor::*[position() <= 3]/a[contains(@href, '.html')])]",
        ),
        published=guess(
            f"//span[contains(concat(' ', normalize-space(@class), ' '), ' post-time ')]"
            f"[preceding::*[{_TITLE}]][following::*[@id='content_detail_news']]"
        )
        + page("span.post-time"),
        section=guess(
            f"(//*[{_TITLE}])[1]/ancestor::*[position() <= 6]//{_SECTION_LINK}[following::*[@id='content_detail_news']]"
        ),
        tags=page(".tag_detail a"),
        drop=page(".list_news_relation_top", ".news_relate_one", ".tag_detail")
        + guess(".title-detail", ".sapo_detail", "[id^=adv_]", ".banner"),
    ),
)
