"""A made site: pages that differ in their words and share their template. The names of its elements can be changed."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

HOST = "https://www.bensong.example.vn"
SITE_NAME = "Báo Bến Sông"
SUBSCRIBE = "Đăng ký nhận bản tin sông nước mỗi sáng thứ hai của Báo Bến Sông"
INVITATION = "Bạn đọc góp ý cho bài viết qua số điện thoại 0900 123 456 của toà soạn."
RELATED = [
    "Chợ nổi họp lại sau mùa nước lớn",
    "Bến phà cũ đón chuyến tàu đầu tiên",
    "Làng ghe đóng mới hai mươi chiếc xuồng",
]
SECTIONS = ("Thời sự", "Kinh tế", "Đời sống")
WRITERS = ("Trần Thị Hạnh", "Lê Văn Phúc", "Ngô Minh Tâm", "Đỗ Thu Hà")
_WORDS = [
    "con",
    "nước",
    "lên",
    "chậm",
    "hơn",
    "mọi",
    "năm",
    "nên",
    "bà",
    "con",
    "ven",
    "bờ",
    "phải",
    "dời",
    "bè",
    "cá",
    "sớm",
    "trong",
    "khi",
    "các",
    "xã",
    "bàn",
    "việc",
    "nạo",
    "vét",
    "luồng",
    "lạch",
    "đoàn",
    "khảo",
    "sát",
    "đo",
    "lại",
    "độ",
    "sâu",
    "từng",
    "nhánh",
    "sông",
    "rồi",
    "gửi",
    "kết",
    "quả",
    "về",
    "huyện",
    "để",
    "kịp",
    "mùa",
    "mưa",
    "người",
    "dân",
    "chờ",
    "cây",
    "cầu",
    "mới",
    "học",
    "sinh",
    "đi",
    "đò",
    "qua",
    "sông",
    "lúc",
    "trời",
    "còn",
    "mờ",
    "sương",
    "chủ",
    "ghe",
    "nói",
    "giá",
    "dầu",
    "tăng",
    "nhưng",
    "cước",
    "vẫn",
    "giữ",
    "như",
    "cũ",
    "vườn",
    "cây",
    "bên",
    "cồn",
]
NAMES = {
    "body": "noi-dung",
    "title": "tieu-de",
    "lead": "mo-dau",
    "author": "but-danh",
    "time": "gio-dang",
    "section": "chuyen-muc",
    "tags": "tu-khoa",
    "related": "tin-lien-quan",
    "newsletter": "ban-tin",
    "caption": "chu-thich",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """One page, and what is on it."""

    url: str
    html: bytes = field(repr=False)
    title: str
    lead: str
    author: str
    section: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...] = field(repr=False)

    @property
    def pair(self) -> tuple[str, bytes]:
        """As the learner takes it."""
        return self.url, self.html


def made_page(number: int, *, names: Mapping[str, str] = NAMES, extra: str = "", machine_data: bool = True) -> MadePage:
    """The page of that number: always the same one. `extra` is markup put after its second paragraph."""
    draw = random.Random(number)
    title, lead = _sentence(draw, 9).rstrip("."), _sentence(draw, 22)
    paragraphs = tuple(" ".join(_sentence(draw, draw.randint(14, 30)) for _ in range(2)) for _ in range(7))
    author, section = WRITERS[number % len(WRITERS)], SECTIONS[number % len(SECTIONS)]
    tags = tuple(_sentence(draw, 2).rstrip(".") for _ in range(3))
    url = f"{HOST}/{number}-bai-{number}.html"
    facts = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "description": lead,
        "author": {"@type": "Person", "name": author}, "datePublished": f"2026-03-{number % 27 + 1:02}T08:15:00+07:00",
        "articleSection": section, "keywords": ", ".join(tags),
    }  # fmt: skip
    text = "".join(f"<p>{one}</p>" for one in paragraphs[:2]) + extra + _picture(number, names)
    text += "".join(f"<p>{one}</p>" for one in paragraphs[2:])
    html = f"""<!doctype html><html lang="vi"><head><title>{title} - {SITE_NAME}</title>
<meta property="og:site_name" content="{SITE_NAME}"><meta property="og:title" content="{title}">
{f'<script type="application/ld+json">{json.dumps(facts)}</script>' if machine_data else ""}</head><body>
<header><nav><ul>{"".join(f"<li><a href='/m{n}'>{one}</a></li>" for n, one in enumerate(SECTIONS))}</ul></nav></header>
<main><div class="{names["section"]}"><a href="/m">{section}</a></div><h1 class="{names["title"]}">{title}</h1>
<div class="{names["author"]}">{author}</div><div class="{names["time"]}">{number % 27 + 1:02}/03/2026 08:15</div>
<h2 class="{names["lead"]}">{lead}</h2><div class="{names["body"]}">{text}
<div class="{names["related"]}"><ul>{"".join(f"<li><a href='/r{n}'>{one}</a></li>" for n, one in enumerate(RELATED))}</ul></div>
<div class="{names["newsletter"]}">{SUBSCRIBE}</div><p>{INVITATION}</p></div>
<div class="{names["tags"]}">{"".join(f"<a href='/tag/{n}'>{one}</a> " for n, one in enumerate(tags))}</div></main>
<footer><p>{SITE_NAME}, số 3 đường Bến Cũ. Giấy phép số 12/GP do Sở Thông tin cấp, mọi hình thức sao chép phải ghi nguồn.</p>
</footer></body></html>"""
    return MadePage(
        url=url,
        html=html.encode(),
        title=title,
        lead=lead,
        author=author,
        section=section,
        tags=tags,
        paragraphs=paragraphs,
    )


def made_pages(count: int, *, names: Mapping[str, str] = NAMES) -> list[MadePage]:
    """The first pages of the site."""
    return [made_page(number, names=names) for number in range(1, count + 1)]


def pairs(pages: Sequence[MadePage]) -> list[tuple[str, bytes]]:
    """As the learner takes them."""
    return [page.pair for page in pages]


def _picture(number: int, names: Mapping[str, str]) -> str:
    caption = _sentence(random.Random(-number), 8)
    return (
        f"<figure><img src='/anh/{number}.jpg'><figcaption class='{names['caption']}'>{caption}</figcaption></figure>"
    )


def _sentence(draw: random.Random, count: int) -> str:
    return f"{' '.join(draw.choice(_WORDS) for _ in range(count)).capitalize()}."
