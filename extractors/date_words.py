"""The words dates are made of: months, weekdays and zones, as our sites print them. Data for `dates`."""

from __future__ import annotations

_ZERO_WIDTH = (0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
SPELLING = {**dict.fromkeys(_ZERO_WIDTH), **dict.fromkeys((0x2212, *range(0x2010, 0x2016)), "-")}

# English, Indonesian (with the abbreviations its papers print), Malay; `tháng` is Vietnamese.
_LATIN_MONTHS = (
    "january januari jan", "february februari pebruari feb peb", "march maret mar mac", "april apr",
    "may mei", "june juni jun", "july juli julai jul", "august agustus ogos aug agu agt ags agus",
    "september sept sep", "october oktober oct okt", "november nopember nov nop",
    "december desember disember dec des",
)  # fmt: skip
_NUMERALS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
MONTHS = {
    **{name: number for number, names in enumerate(_LATIN_MONTHS, 1) for name in names.split()},
    **{f"tháng {word}": number for number, word in enumerate(_NUMERALS, 1)},
    **{f"tháng {number:0{width}d}": number for number in range(1, 13) for width in (1, 2)},
    "tháng giêng": 1, "tháng chạp": 12,
}  # fmt: skip
ZONE_HOURS = {
    "wib": 7, "wita": 8, "wit": 9, "ict": 7, "z": 0, "utc": 0, "gmt": 0, "sgt": 8, "hkt": 8, "jst": 9,
    "kst": 9, "cet": 1, "cest": 2, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7,
}  # fmt: skip  # no CST: China's or America's

WEEKDAY = (
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|cn|t[2-7]"
    r"|senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b|(?:星期|周)[一二三四五六日天])"
)
MONTH_NAME = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])"
