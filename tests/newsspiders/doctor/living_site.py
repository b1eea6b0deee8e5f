"""VietnamPlus as it might be: articles each with words of its own, in the site's markup, and a box that all have."""

from __future__ import annotations

import random

from tests.newsspiders.saved_site import article_url

_WHO = ("Bà Sáu Lành", "Tổ trưởng Kha", "Cô giáo Miên", "Người gác đập", "Thợ rèn Ngô", "Đội dân phòng", "Chủ bè cá")
_WHAT = ("vớt lục bình", "kẻ lại vạch phao", "đắp bờ bao", "gieo mạ sớm", "sửa mái đình", "dời chợ ếch", "đóng ghe")
_WHERE = ("ở xóm Chài", "bên rạch Cái Tàu", "dưới chân đê", "trên cồn Muối", "sau nhà lồng chợ", "giữa cánh đồng năn")
_WHEN = ("từ tờ mờ sáng", "sau trận mưa đầu mùa", "trước rằm", "khi nước vừa đứng", "suốt ba buổi chiều")
_WHY = ("vì sợ triều cường", "để kịp phiên chợ tết", "cho bọn trẻ có lối đi học", "theo lời hứa năm ngoái")
_THEN = (
    "rồi cả xóm góp gạo nấu cháo",
    "mà không tốn đồng công nào",
    "dù máy bơm hỏng hai lần",
    "nên ghe lớn phải đi vòng",
)
SHARE = "Chia sẻ lên Facebook"


def sentences(number: int, *, count: int = 10) -> list[str]:
    """What an article says."""
    dice = random.Random(number)
    parts = (_WHO, _WHAT, _WHERE, _WHEN, _WHY, _THEN)
    return [
        " ".join(dice.choice(words) for words in parts) + f", sổ làng ghi mục {number * 17 + n}." for n in range(count)
    ]


def title_of(number: int) -> str:
    """Its title."""
    return sentences(number, count=1)[0].partition(",")[0]


def lead_of(number: int) -> str:
    """Its lead."""
    return sentences(number + 5000, count=1)[0]


def text_of(number: int) -> str:
    """Its text as it should be."""
    told = sentences(number)
    return "\n\n".join(" ".join(told[n : n + 2]) for n in range(0, len(told), 2))


def living_html(number: int) -> str:
    """Its page, with what machines are told of it in the head."""
    lead, title = lead_of(number), title_of(number)
    paragraphs = "".join(f"<p>{text}</p>" for text in text_of(number).split("\n\n"))
    return (
        f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{title} | Vietnam+</title>"
        f"<meta property='og:type' content='article'><meta property='og:title' content='{title}'>"
        f"<meta property='og:description' content='{lead}'>"
        "<meta property='article:published_time' content='2026-03-07T08:00:00+07:00'></head><body>"
        "<header><nav class='site-menu'><a href='/kinh-te/'>Kinh tế</a><a href='/xa-hoi/'>Xã hội</a></nav></header><article>"
        f"<h1 class='article__title cms-title'>{title}</h1>"
        "<div class='article__meta'><time class='time' datetime='2026-03-07T08:00:00+07:00'>07/03/2026 08:00</time></div>"
        f"<div class='article__sapo cms-desc'>{lead}</div>"
        "<div class='article__body zce-content-body cms-body' itemprop='articleBody'>"
        f"<div class='article__social'>{SHARE}</div>{paragraphs}</div></article>"
        f"<aside class='others'><a href='{article_url(1)}'>Tin khác trong ngày</a></aside>"
        "<footer class='site-footer'>Cơ quan chủ quản: Thông tấn xã</footer></body></html>"
    )
