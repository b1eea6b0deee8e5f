"""A text -> what a phrase for it says: the pattern that is this text on any day (numbers, dates, times and addresses
are left open, within bounds), and the word for what it is about.
"""

from __future__ import annotations

import re

from extractors.date_words import MONTH_NAME, WEEKDAY

_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]()|]")
_MONTH, _DAY = (one.replace(" ", r"\ ") for one in (MONTH_NAME, WEEKDAY))
_OPEN = re.compile(
    rf"""
      (?P<url>https?://\S{{1,200}}|(?<!\w)www\.\S{{1,200}})
    | (?P<mail>[\w.+-]{{1,60}}@[\w.-]{{1,60}})
    | (?P<date>(?<!\d)\d{{1,4}}(?P<mark>[/.-])\d{{1,2}}(?P=mark)\d{{2,4}}(?!\d))
    | (?P<time>(?<!\d)\d{{1,2}}[:.hg]\d{{2}}(?!\d))
    | (?P<named>(?<!\w)\d{{1,2}}\ {_MONTH}\ \d{{4}}(?!\d))
    | (?P<weekday>(?<!\w){_DAY}(?=[\s,]))
    | (?P<number>\d{{1,3}}(?:[.,]\d{{3}})+(?!\d))
    | (?P<digits>\d+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEAD_WORDS = 5
_LONG_WORDS = 14
_REASONS = {
    "comments": r"bình luận|ý kiến|komentar|comments?\b",
    "related": r"(?:xem|đọc) thêm|(?:tin|bài) liên quan|(?:baca|lihat|simak) juga|read (?:also|more)|related|see also",
    "share": r"chia sẻ|bagikan|\bshare\b|sao chép liên kết",
    "follow": r"theo dõi|ikuti|follow|kênh|saluran|channel|subscribe|\b(?:zalo|facebook|youtube|tiktok|whatsapp)\b",
    "advertisement": r"quảng cáo|\b(?:iklan|advertisements?|sponsored|ads?)\b|tài trợ",
    "credit": r"^\W?(?:ảnh|foto|photos?|video|hình)(?: minh họa)?(?:$|:)|sumber foto|nguồn ảnh",
    "source": r"^\W?(?:nguồn|sumber|source)\b|^\W?(?:theo|dikutip dari)(?: \S+){1,4}$|https?:",
    "newsletter": r"newsletter|bản tin|đăng ký|berlangganan",
    "app": r"ứng dụng|aplikasi|\bapp\b|unduh|download",
    "legal": r"bản quyền|giấy phép|hak cipta|copyright|©|cấm sao chép|dilarang",
    "promotion": r"cảm ơn|mời (?:quý|bạn|các)|terima kasih (?:telah|sudah)|thank you for|liên hệ|hotline|hubungi",
    "tags": r"^(?:từ khóa|tags?|chủ đề|topik)\b",
    "placeholder": r"^[\[{].*[\]}]$",
}  # fmt: skip
"""Reason -> what a line of that kind says. What is none of these is `boilerplate`."""
UNKNOWN = "boilerplate"
_PATTERN_OF = {
    "url": r"(?:https?://|www\.)\S{1,200}",
    "mail": r"\S{1,60}@\S{1,60}",
    "date": r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}",
    "weekday": r"[^\s,]{1,9}(?: [^\s,]{1,9})?",
    "time": r"\d{1,2}[:.hg]\d{2}",
    "named": r"\d{1,2} [^\W\d]{3,12} \d{4}",
    "number": r"\d[\d.,]{0,14}",
}


def whole_pattern(text: str) -> str:
    r"""A pattern that matches the text and its like.

    >>> whole_pattern("Cập nhật lúc 08:15 ngày 7/3/2026 (GMT+7)")
    'Cập nhật lúc \\d{1,2}[:.hg]\\d{2} ngày \\d{1,4}[/.-]\\d{1,2}[/.-]\\d{2,4} \\(GMT\\+\\d{1,2}\\)'
    """
    done, end = "", 0
    for match in _OPEN.finditer(text):
        done += escape(text[end : match.start()]) + _open(match)
        end = match.end()
    return done + escape(text[end:])


def head_pattern(text: str) -> str | None:
    """A pattern for all that begins like a long text; None for a text that is short enough to say whole."""
    words = text.split(" ")
    if len(words) < _LONG_WORDS:
        return None
    head = " ".join(words[:_HEAD_WORDS])
    longest = 100 * (1 + len(text) // 50)
    any_letter = r"(?:.|\n)" if "\n" in text else "."
    return f"{whole_pattern(head)}{any_letter}{{1,{longest}}}"


def reason_of(text: str) -> str:
    """The word for what a line is about.

    >>> reason_of("Theo dõi chúng tôi trên"), reason_of("Kết quả")
    ('follow', 'boilerplate')
    """
    return next((reason for reason, said in _REASONS.items() if re.search(said, text, re.IGNORECASE)), UNKNOWN)


def _open(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind != "digits":
        return _PATTERN_OF[kind]
    length = len(match.group())
    return rf"\d{{1,{2 if length <= 2 else length + 2}}}"


def escape(text: str) -> str:
    """As `re.escape`, but for characters that mean nothing."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", r"\n").replace("\t", r"\t")
