"""Byline strings -> the people in them. No newspapers, companies, domains, role words or e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.text import key, normalise

_SEPARATOR = re.compile(r"\s?[;|/\n]\s?|\s[-–—&•]\s|,\s|\s(?:và|dan|and|cùng|dengan)\s", re.IGNORECASE)
_ROLE = re.compile(
    r"^(?:(?:rep|red|uploader)\s?:\s?|"
    r"(?:(?:(?:written|reported|translated|compiled|edited|story|photos?) )?by|oleh|theo|"
    r"(?:tin|bài|ảnh|clip|video|đồ h[oọ][aạ])"
    r"(?:(?:,| và| [-–]|/) ?(?:bài|ảnh|clip|video|đồ h[oọ][aạ])){0,3}|"
    r"thực hiện|tác giả|nhóm phóng viên|pv|ctv|phóng viên|biên dịch|tổng hợp|nội dung|thiết kế|trình bày|"
    r"penulis|pewarta foto|pewarta|penerjemah|translator|fotografer|reporter|editor|redaktur|wartawan|biên tập|"
    r"laporan|kontributor|author)(?:\s?[:.]\s?|\s(?=[A-ZĐ])))",
    re.IGNORECASE,
)
_REPORTER_OF = re.compile(
    r"^(?:(?:Laporan )?(?:Kontributor|Koresponden)|Laporan(?: (?:Wartawan|Jurnalis|Reporter|langsung)){1,2})"
    r"(?: [\w.-]{2,25}){1,3}?(?:,\s|(?<=\.com)\s|(?<=\.id)\s)",
    re.IGNORECASE,
)
"""`Kontributor Solo, `, `Laporan Wartawan Tribun Jabar, `: whose reporter, or where; the name comes after it."""
_HOUSE_AND_NAMES = re.compile(r"^\([\w.-]{3,30}(?: \w{2,20})?/(?P<names>[^()]{3,80})\)$")
"""`(Tribunnews.com/Ani Sungai)`: a whole line."""
_PAPER = re.compile(r"\s?[/|;]\s?(?:Báo|Tạp chí|Đài) [^/|;\n]{1,60}")
"""A newspaper after its writer's name, in one piece: `và` may stand in it (Báo Tin tức và Dân tộc)."""
_IN_BRACKETS = re.compile(r"\s?\([^()]{0,80}\)")
_NO_PERSON = re.compile(
    r"@|https?:|www\.|\.(?:vn|com|net|id|org|cn|co)\b|\b(?:online|newspaper|media|news|redaksi|toà soạn|tòa soạn|báo|"
    r"p\.?v|tạp chí|thông tấn|editor|admin|administrator|tim|team|agency|press|công ty|corporation|developer|vccorp|"
    r"tổng hợp|theo|nhóm|ban biên tập|ban thời sự|truyền hình|trung tâm|bnews|ttxvn|vov|vtv|skđs|reuters|afp|antara|"
    r"tribun(?:news)?)\b|"
    r"vietnam\+|\d{2}|tác giả khác",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"(?:NDO|NDĐT|TPO|TTO|SGGPO?|PLO|PLVN|ĐTCK|NLĐO?|HNMO?|CTV|VNA|VNS|VNP|AVI)\.?")
"""Marks with which a paper signs for its staff; as a whole name, in capitals only."""
_MAX_WORDS = 6


def parse_authors(bylines: Iterable[str], *, not_people: Iterable[str] = ()) -> tuple[str, ...]:
    """The people's names in bylines, in order, each once; `not_people` are the site's and publisher's names.

    >>> parse_authors(["NHẬT XUÂN;NGHI VŨ", "Hà Thu (tổng hợp)", "baotuoitre.vn"])
    ('NHẬT XUÂN', 'NGHI VŨ', 'Hà Thu')
    """
    found: dict[str, str] = {}
    for byline in bylines:
        lines = byline[:500].splitlines()
        for part in (part for line in lines for part in _parts(line)):
            name = _ROLE.sub("", part.strip(" .,-–—:•")).strip(" .,-–—:")
            if name and _is_person(name):
                found.setdefault(key(name).replace(" ", ""), name)
    if found:
        for name in not_people:
            found.pop(key(name).replace(" ", ""), None)
    return tuple(found.values())


def _parts(line: str) -> list[str]:
    """The names of one line, its role label (`Bài và ảnh:`) left out before it is split at `và`."""
    line = normalise(line)
    if match := _HOUSE_AND_NAMES.match(line):
        line = match["names"]
    return _SEPARATOR.split(_PAPER.sub("", _IN_BRACKETS.sub("", _ROLE.sub("", _REPORTER_OF.sub("", line)))))


def _is_person(name: str) -> bool:
    """Named like a person: a few words, a capital first, none of the words newspapers sign with."""
    return (
        len(name) >= 2
        and len(name.split()) <= _MAX_WORDS
        and name[0].isalpha()
        and not name[0].islower()
        and not _is_sentence(name.split())
        and not _NO_PERSON.search(name)
        and not _HOUSE.fullmatch(name)
    )


def _is_sentence(words: list[str]) -> bool:
    """Whether only the first word has a capital."""
    return len(words) >= 3 and all(word.islower() for word in words[1:])
