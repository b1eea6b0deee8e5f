"""Captions of pictures and the credit printed with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.article import Image
from extractors.draft import Draft
from extractors.text import count_words

_CREDIT_LABEL = (
    r"(?:Ảnh minh h[oọ][aạ]|Ảnh tư liệu|Nguồn ảnh|Nguồn video|Ảnh|Nguồn|Đồ h[oọ][aạ]|Foto ilustrasi|Sumber foto|Foto|"
    r"Sumber|Dokumentasi|Dok|Video|Photo|Image|Source|Credit|Fuente|Foto de|Illustration|Фото|"
    r"Photo d['’]illustration|Foto ilustrativa|Foto de ilustración|Illustrati(?:ve|on) (?:photo|image)|"
    r"Иллюстративное фото|"
    r"[图圖]片?(?:来源|來源|源)?)"
)
_CREDIT_IN_BRACKETS = re.compile(
    rf"\s?[(（]\s?(?:Ảnh minh h[oọ][aạ][.,;] )?{_CREDIT_LABEL}\s?[:.：]\s?(?P<credit>[^()（）]{{1,80}}?)\s?[)）]\.?$",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    rf"(?:^|[\s.])[-–—]?\s?(?<!\w){_CREDIT_LABEL}\s?:\s?(?P<credit>[^:()]{{1,60}})$", re.IGNORECASE
)
_SCREENSHOT = re.compile(r"[\s.](?:Ảnh|Foto) (?P<credit>chụp màn hình|tangkapan layar)$", re.IGNORECASE)
_CHINESE_CREDIT = re.compile(r"(?:^|(?<=[。 ]))图自(?P<credit>[^\s。，]{2,20})$")
_IMAGE_NUMBER = re.compile(r"\s?[-–—] Ảnh \d{1,3}\.?$")
"""`<Tiêu đề> - Ảnh 1.`: VCCorp's images without a caption of their own."""
_FULL_STOP = re.compile(r"(?<=\w\w)\.$")
"""Of the caption, not of initials."""
_CREDIT_WINDOW = 150
_MAX_CREDIT_WORDS = 9
_MAX_CAPTION_WORDS = 60

_BARE_LABEL = r"(?:Ảnh|Foto|Photos?|Hình)"
_BARE_IN_BRACKETS = re.compile(
    rf"\s?[(（]{_BARE_LABEL}(?: by| oleh)? (?P<credit>(?-i:[A-ZĐ])[^()（）:]{{1,60}})[)）]\.?$", re.IGNORECASE
)
"""`(Ảnh TTXVN)`."""
_BARE_MARK = re.compile(r"(?:^|(?<=[.!?…”] )|(?<= [-–—] ))[-–—]?\s?Ảnh (?P<credit>CTV|[A-Z]{2,6}(?:/[A-Z]{2,6})?)\.?$")
"""`Ảnh CTV`: a house mark; a name might be the sentence's own."""
_PHOTO_BY = re.compile(
    r"(?:^|(?<=[.!?…”\"] )|(?<= [-–—|] ))(?:Photos? by|Foto oleh) (?P<credit>[A-ZĐ][^.()]{1,60})\.?$"
)
_BARE_NAME = re.compile(r"(?:(?<=[.!?…”] )|(?<= [-–—] ))Ảnh (?P<credit>[A-ZĐ][\w.]{0,20}(?: [A-ZĐ][\w.]{0,20}){0,4})$")
_HOUSE_AND_NAME = re.compile(r"\s?\((?P<credit>[A-Z][\w.+-]{1,25}(?: [A-Z]{2,8})?/[^()\d]{2,60})\)\.?$")
"""`(KOMPAS.com/ANI SUNGAI)`. In plain text such a line signs the report."""
_ANTARA = re.compile(
    r"(?:^|(?<=[\w.!?…”)] ))(?P<credit>(?:ANTARA(?: FOTO| PHOTO)?|AFP|REUTERS|XINHUA)/[^()]{2,60}?)\.?$"
)
"""`ANTARA FOTO/Ani Sungai/abc.`"""
_LABELLED = (
    _CREDIT_IN_BRACKETS,
    _CREDIT_AT_END,
    _SCREENSHOT,
    _CHINESE_CREDIT,
    _BARE_IN_BRACKETS,
    _BARE_MARK,
    _PHOTO_BY,
)
"""What makes a line of plain text a caption too."""
_UNLABELLED = (_HOUSE_AND_NAME, _ANTARA, _BARE_NAME)
"""What is a credit under a picture only."""
_MARKS = (":", "/", "图自", "Ảnh ", "hoto by ", "hotos by ", "oto oleh ")
_HINT = re.compile(
    r"ảnh|nguồn|đồ h|hình|foto|sumber|dok|video|photo|image|source|credit|fuente|illustrat|фото|[图圖：]|[A-Z]/",
    re.IGNORECASE,
)
"""In each credit one of these stands: looking for it costs less than looking for all forms of credits."""


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a printed caption.

    >>> split_credit("Ngoại trưởng Mỹ. (Ảnh: AFP/TTXVN)")
    ('Ngoại trưởng Mỹ.', 'AFP/TTXVN')
    >>> split_credit("Hoa tăng giá - Ảnh: H.Y.T.")
    ('Hoa tăng giá', 'H.Y.T.')
    >>> split_credit("Hoa tăng giá. Ảnh: Thị Bến.")
    ('Hoa tăng giá.', 'Thị Bến')
    """
    return _split(text, (*_LABELLED, *_UNLABELLED))


def is_caption_line(text: str) -> bool:
    """Whether a line of plain text is a picture's caption: short, and it ends in a credit."""
    return count_words(text) <= _MAX_CAPTION_WORDS and _split(text, _LABELLED)[1] is not None


def split_captions(drafts: list[Draft]) -> list[Draft]:
    """Captions with their credit split off."""
    done: list[Draft] = []
    for draft in drafts:
        if draft.image is not None and draft.text and draft.rule is None:
            caption, credit = split_credit(draft.text)
            draft = replace(draft, image=Image(url=draft.image.url, caption=caption, credit=credit))
        done.append(draft)
    return done


def _split(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[str | None, str | None]:
    if match := _IMAGE_NUMBER.search(text, max(0, len(text) - 20)):
        text = text[: match.start()]
    start = max(0, len(text) - _CREDIT_WINDOW)
    for pattern in patterns if _may_end_in_credit(text[start:]) else ():
        match = pattern.search(text, start)
        if match and count_words(match["credit"]) <= _MAX_CREDIT_WORDS:
            at = match.start()
            kept = text[: at + 1] if text[at : at + 1] == "." else text[:at]
            return kept.rstrip(" -–—") or None, _FULL_STOP.sub("", match["credit"].strip())
    return text or None, None


def _may_end_in_credit(window: str) -> bool:
    """A look that costs little: most blocks hold no mark of a credit."""
    is_marked = window.endswith((")", ").", "）", "h", "H", "r", "R")) or any(mark in window for mark in _MARKS)
    return is_marked and _HINT.search(window) is not None
