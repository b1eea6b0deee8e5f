"""Printed and machine dates -> aware datetimes; and the lines that print nothing but a date.

One scanner reads every fixed format of our sites: a date, a clock after or before it, a zone. Only a text
it finds no date in goes to dateparser, and only when that text may name a month in words.

What this module does not do: it reads no clock, so a relative date ("2 jam lalu", "hôm qua") is None; it
reads no two-digit years; it does not choose among the dates of a page (see `metadata`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from extractors.date_words import MONTH_NAME, MONTHS, SPELLING, WEEKDAY, ZONE_HOURS

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_RAW_LIMIT = 2000  # indented markup may hold this much white space around a date
_TEXT_LIMIT = 200  # further on stands prose, not a publication time
_LINE_LIMIT = 120  # the longest date line seen has half of it
_WORDED_LIMIT = 60  # dateparser's time grows with the text
_NAME_WORDS = 6

_NTH = "(?:st|nd|rd|th)?"
_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][-/.])(?:"
    r"(?P<iso_year>[0-9]{4})(?P<iso_mark>[-/.])(?P<iso_month>[0-9]{1,2})(?P=iso_mark)(?P<iso_day>[0-9]{1,2})"
    r"|(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<last_year>[0-9]{4})"
    rf"|(?P<day>[0-9]{{1,2}}){_NTH}[ ./-]{{0,2}}(?P<name>{MONTH_NAME})[ .,/-]{{0,3}}(?:năm )?(?P<year>[0-9]{{4}})"
    rf"|(?<![^\W\d_])(?P<us_name>{MONTH_NAME})[ .]{{1,2}}(?P<us_day>[0-9]{{1,2}}){_NTH},? (?P<us_year>[0-9]{{4}})"
    r"|(?P<cjk_year>[0-9]{4}) ?[年년] ?(?P<cjk_month>[0-9]{1,2}) ?[月월] ?(?P<cjk_day>[0-9]{1,2}) ?[日일]"
    r")(?![0-9]|[/.][0-9])",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?P<half_before>[上下]午|午[前後]|오[전후]) ?)?"
    r"(?P<hour>[0-9]{1,2})(?:[:.hg时時点點]| giờ )(?P<minute>[0-9]{2})(?: phút|分)?"
    r"(?:[:.](?P<clock_second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?(?![0-9]|/[0-9])"
    r"(?: ?(?P<half>[ap]\.?m\b\.?|(?-i:SA|CH)\b))?"
)
_ZONE = (
    r"(?:[ ,]{0,2}[(\[]?(?:(?:gmt|utc) ?(?P<named_offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)(?![0-9])"
    r"|(?P<offset>[+-][0-9]{2}:?[0-9]{2}(?![0-9])|(?<=:[0-9]{2})[+-][0-9]{2}(?![0-9:]))"
    # Upper case only: "est" is a French word.
    r"|(?P<zone>gmt|utc|wib|wita|wit|z|(?-i:ICT|SGT|HKT|JST|KST|CES?T|E[SD]T|CDT|M[SD]T|P[SD]T))(?!\w))[)\]]?)?"
)
_GLUE = rf"[ ,|;:·•()/-]{{0,4}}(?:{WEEKDAY}[ ,|;:·•()/-]{{0,4}})?"
# Most sites print the clock after the date; vov, vneconomy, cand and thoibaotaichinhvietnam before it.
_AFTER = re.compile(rf"{_GLUE}(?:(?:t|vào lúc|lúc|pukul|jam|at)[ :]?)?{_CLOCK}{_ZONE}", re.IGNORECASE)
_DAY_WORD = r"(?:(?:ngày|tanggal|tgl\.?|on)[ :]*)?"
_BEFORE = re.compile(rf"(?<![0-9.:/]){_CLOCK}{_ZONE}{_GLUE}{_DAY_WORD}$", re.IGNORECASE)
_ZONE_AFTER = re.compile(_ZONE, re.IGNORECASE)
_AFTERNOON = frozenset({"下午", "午後", "오후", "ch"})
_BEFORE_WINDOW = 48  # a clock, a zone and a weekday before the date

_DASHED_CLOCK = re.compile(r"(?<=[0-9]T)([0-9]{2})-([0-9]{2})-([0-9]{2})Z?(?![0-9])")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2}))?(Z|[+-][0-9]{4})?")

_LABEL = (
    r"(?:cập nhật|ngày|đăng|xuất bản|lần cuối|lúc|vào|published|posted|updated|last|date|on|at"
    r"|diterbitkan|dipublikasikan|diperbarui|terbit|tayang|tanggal|tgl|pukul|hari)\b"
)
_SEPARATORS = r"[ ,|;:·•().\[\]-]"
# Possessive loops: nothing is tried twice, whatever the line.
_FURNITURE = re.compile(rf"(?:{_SEPARATORS}|{_LABEL}|{WEEKDAY})*+", re.IGNORECASE)
_TAIL = re.compile(rf"(?:{_SEPARATORS}|{WEEKDAY})*+", re.IGNORECASE)
_LABELS = re.compile(rf"(?:{_SEPARATORS}|{_LABEL})*+", re.IGNORECASE)
_NAME_CLOSE = re.compile(r" - | ?\| ?")
_PROSE_MARK = re.compile(r"[,;:!?\"“”]|\. ")

_MAY_NAME_A_MONTH = re.compile(  # a year, a day and a word
    r"(?=.*(?<![0-9])(?:199|20[0-9]|210)[0-9](?![0-9]))(?=.*(?<![0-9])[0-9]{1,2}(?![0-9])).*[^\W\d_]{2}"
)
_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)  # or dateparser would ask the machine what day it is
_UNTOLD_LANGUAGES = ("vi", "id", "en", "fr", "es", "pt", "de", "ru", "th")


def parse_date(raw: str, *, language: str | None = None, zone: ZoneInfo | None = None) -> datetime | None:
    """The moment a printed or machine date names, aware; None when no date can be read, or when neither the
    text nor `zone` tells the zone.

    The first full date of the first 200 characters counts, with the clock beside it; a date alone is its
    midnight. A zone in the text wins over `zone`. Day comes before month, but for the US form with seconds
    and AM/PM, and for dates that can only be read the other way. `language` (a code such as "fr") helps with
    month names that are not English, Indonesian or Vietnamese.

    >>> parse_date("Kompas.com - 02/11/2023, 21:34 WIB").isoformat()
    '2023-11-02T21:34:00+07:00'
    """
    text = _normalise(raw)
    if len(text) in (10, 13) and text.isascii() and text.isdigit():
        return _parse_unix(text)
    text = _respell_machine_forms(text)
    printed = _find_date(text)
    if printed is None:
        return _parse_worded(text, language=language, zone=zone)
    return _aware(printed.wall, printed.zone or zone)


def is_date_line(text: str) -> bool:
    """Whether a whole line is nothing but a publication time line: weekday, date, clock, zone, perhaps a
    label ("Cập nhật") or a source name before them. False for prose and headlines that merely hold a date.
    """
    return split_date_line(text) is not None


def split_date_line(text: str) -> tuple[str | None, str] | None:
    """The source name printed before the date (None when there is none) and the date text; None for a line
    that is not a date line. A doubled name is given once.

    >>> split_date_line("Báo Quốc TếBáo Quốc Tế22/08/2024")
    ('Báo Quốc Tế', '22/08/2024')
    """
    if len(text.strip()) > _RAW_LIMIT:
        return None
    line = _normalise(text)
    printed = _find_date(line) if len(line) <= _LINE_LIMIT else None
    if printed is None or _aware(printed.wall, UTC) is None or not _TAIL.fullmatch(line, printed.end):
        return None
    before, name, name_end = line[: printed.start], None, 0
    if not _FURNITURE.fullmatch(before):
        split = _split_source_name(before, has_clock=printed.has_clock)
        if split is None:
            return None
        name, name_end = split
    labels = _LABELS.match(line, name_end, printed.start)
    return name, line[labels.end() if labels else name_end : printed.end]


def is_future(moment: datetime, *, fetched_at: datetime) -> bool:
    """Whether `moment` lies more than one day after the page was fetched: a misread or a scheduled date. The
    day of grace is for zones and wrong clocks.
    """
    return moment - fetched_at > timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A date found in a text: where it stands with its clock and zone, and what they say."""

    start: int
    end: int
    wall: datetime | None
    """The printed clock; its UTC is only a stand-in for the zone. None: there is no such day or hour."""
    zone: tzinfo | None
    has_clock: bool


def _normalise(raw: str) -> str:
    """The first characters, in one spelling of spaces, dashes, digits and (NFD) accents."""
    text = raw.strip()[:_RAW_LIMIT]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(SPELLING))
    return " ".join(text.split())[:_TEXT_LIMIT]


def _parse_unix(digits: str) -> datetime | None:
    """Unix seconds (vnexpress `article_updatetime`) or milliseconds (detik `dtk:publishdateunix`)."""
    unit = timedelta(seconds=1) if len(digits) == 10 else timedelta(milliseconds=1)
    return _aware(datetime(1970, 1, 1, tzinfo=UTC) + int(digits) * unit, UTC)


def _respell_machine_forms(text: str) -> str:
    """`20240426T225415Z` and detik's `2023-11-02T20-59-53Z` in plain ISO. The Z of the latter is dropped: the
    clock is the site's, not UTC.
    """
    compact = _COMPACT.fullmatch(text)
    if compact is None:
        return _DASHED_CLOCK.sub(r"\1:\2:\3", text)
    year, month, day, hour, minute, second, zone = compact.groups()
    clock = f" {hour}:{minute}:{second}" if hour else ""
    return f"{year}-{month}-{day}{clock}{zone or ''}"


def _find_date(text: str) -> _Printed | None:
    """The first full date with its clock, behind it or else before it, and the zone after either."""
    date = _DATE.search(text)
    if date is None:
        return None
    start, end = date.span()
    clock = _AFTER.match(text, end)
    zone_after = None
    if clock is not None:
        end = clock.end()
    else:
        clock = _BEFORE.search(text, max(0, start - _BEFORE_WINDOW), start)
        start = start if clock is None else clock.start()
        zone_after = _ZONE_AFTER.match(text, end)
        end = end if zone_after is None else zone_after.end()
    zone = (zone_after and _zone(zone_after)) or (clock and _zone(clock))
    return _Printed(start, end, _wall(date, clock), zone, has_clock=clock is not None)


def _zone(match: re.Match[str]) -> tzinfo | None:
    """The zone a text names; None when it names none, or none there is (`+99:00`)."""
    offset = match["named_offset"] or match["offset"]
    if offset is None:
        hours = ZONE_HOURS.get((match["zone"] or "").lower())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = offset[1:].replace(":", "")
    hours, minutes = divmod(int(digits), 100) if len(digits) > 2 else (int(digits), 0)
    distance = timedelta(hours=hours, minutes=minutes)
    if distance > timedelta(hours=14):
        return None
    return timezone(-distance if offset[0] == "-" else distance)


def _wall(date: re.Match[str], clock: re.Match[str] | None) -> datetime | None:
    year, month, day = _year_month_day(date, clock)
    hour, minute, second, microsecond = (0, 0, 0, 0) if clock is None else _clock_fields(clock)
    try:
        return datetime(year, month, day, hour, minute, second, microsecond, tzinfo=UTC)
    except ValueError:
        return None  # 31/02, 24:00:00: the constructor knows the calendar


def _year_month_day(date: re.Match[str], clock: re.Match[str] | None) -> tuple[int, int, int]:
    if date["iso_year"]:
        return int(date["iso_year"]), int(date["iso_month"]), int(date["iso_day"])
    if date["last_year"]:
        day, month = int(date["first"]), int(date["second"])
        if max(day, month) > 12:
            swapped = month > 12
        else:
            swapped = date["mark"] == "/" and clock is not None and _is_us_clock(clock)
        return (int(date["last_year"]), day, month) if swapped else (int(date["last_year"]), month, day)
    if date["cjk_year"]:
        return int(date["cjk_year"]), int(date["cjk_month"]), int(date["cjk_day"])
    name = date["name"] or date["us_name"]
    # A case-blind pattern takes the dotless ı for an i; month 0 is no month.
    month = MONTHS.get(name.lower(), 0)
    return int(date["year"] or date["us_year"]), month, int(date["day"] or date["us_day"])


def _is_us_clock(clock: re.Match[str]) -> bool:
    """Whether the clock has the American form of `10/5/2026 3:42:00 PM` (tuoitre feed, baochinhphu)."""
    is_latin_half = (clock["half"] or "")[:1].lower() in ("a", "p")
    return is_latin_half and clock["clock_second"] is not None and 1 <= int(clock["hour"]) <= 12


def _clock_fields(clock: re.Match[str]) -> tuple[int, int, int, int]:
    hour = int(clock["hour"])
    half = (clock["half_before"] or clock["half"] or "").lower()
    # cafef prints `14:20 PM` and `00:01 AM`: a 24-hour clock wins over its AM/PM.
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" or half in _AFTERNOON else 0)
    fraction = (clock["fraction"] or "").ljust(6, "0")[:6]
    return hour, int(clock["minute"]), int(clock["clock_second"] or 0), int(fraction)


def _aware(wall: datetime | None, zone: tzinfo | None) -> datetime | None:
    if wall is None or zone is None or not _FIRST_YEAR <= wall.year <= _LAST_YEAR:
        return None
    return wall.replace(tzinfo=zone)


def _parse_worded(text: str, *, language: str | None, zone: ZoneInfo | None) -> datetime | None:
    """dateparser's reading of a short text that holds a year, a day and a word; strict, never relative."""
    if len(text) > _WORDED_LIMIT or not _MAY_NAME_A_MONTH.match(text):
        return None
    # Slow to import, and most crawls never need it.
    import dateparser
    from dateparser.data.languages_info import language_order

    code = (language or "").split("-")[0].lower()
    parsed = dateparser.parse(
        text,
        languages=[code] if code in language_order else list(_UNTOLD_LANGUAGES),
        settings={
            "DATE_ORDER": "DMY",
            "STRICT_PARSING": True,
            "PREFER_DATES_FROM": "past",
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": _NO_CLOCK,
        },
    )
    if parsed is None:
        return None
    offset = parsed.utcoffset()
    return _aware(parsed, zone if offset is None else timezone(offset))


def _split_source_name(before: str, *, has_clock: bool) -> tuple[str, int] | None:
    """The source name that fills `before` up to weekday and label words, and where it ends.

    A name is doubled and glued (vietnam.vn: the avatar's alt text and the name), or closed by a dash or a
    bar (kompas). With no clock, no word of a single name may begin in lower case: "Kết quả xổ số - 7/3/2026"
    is a headline.
    """
    for close in _NAME_CLOSE.finditer(before):
        if _FURNITURE.fullmatch(before, close.end()):
            doubled = _halve(before[: close.start()])
            name = doubled or before[: close.start()]
            is_proper = doubled or has_clock or not any(word[0].islower() for word in name.split())
            return (name, close.end()) if is_proper and _is_name(name) else None
    doubled = _halve(before.rstrip()) or (None if before.endswith(" ") else _halve(before, gap=1))
    return (doubled, len(before)) if doubled and _is_name(doubled) else None


def _halve(text: str, *, gap: int = 0) -> str | None:
    """One half of a text that says the same twice, the halves `gap` characters apart."""
    half, odd = divmod(len(text) - gap, 2)
    is_doubled = half > 0 and odd == 0 and text[:half] == text[half + gap :]
    return text[:half] if is_doubled and not text[half : half + gap].strip() else None


def _is_name(text: str) -> bool:
    has_letters = sum(map(str.isalpha, text)) >= 2
    return has_letters and len(text.split()) <= _NAME_WORDS and not _PROSE_MARK.search(text)
