"""Dates as the sites print them: one case a format, named after the site that prints it."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.dates import is_date_line, is_future, parse_date, split_date_line

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
JAKARTA = ZoneInfo("Asia/Jakarta")
MAKASSAR = ZoneInfo("Asia/Makassar")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")

# How long a call takes depends on the machine, and dateparser's import counts in the first.
unhurried = settings(deadline=None)

VIETNAMESE = [
    ("vietnam.vn, glued", "Báo Quốc TếBáo Quốc Tế22/08/2024", "2024-08-22T00:00:00+07:00"),
    ("hanoionline", "28/11/2024, 12:28", "2024-11-28T12:28:00+07:00"),
    ("vnexpress", "Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07T00:05:00+07:00"),
    ("vnexpress, list", "2026-03-07 08:32:56", "2026-03-07T08:32:56+07:00"),
    ("vnexpress, English", "March 7, 2026 | 08:00 am GMT+7", "2026-03-07T08:00:00+07:00"),
    ("tuoitre", "07/03/2026 08:01 GMT+7", "2026-03-07T08:01:00+07:00"),
    ("nld", "07/03/2026 08:06 GMT+7", "2026-03-07T08:06:00+07:00"),
    ("thanhnien", "10/01/2026 11:13 GMT+7", "2026-01-10T11:13:00+07:00"),
    ("baochinhphu", "01/03/2026 09:51", "2026-03-01T09:51:00+07:00"),
    ("cafef, night", "07-03-2026 - 00:01 AM", "2026-03-07T00:01:00+07:00"),
    ("cafef, 24 hours with PM", "07-03-2026 - 14:20 PM", "2026-03-07T14:20:00+07:00"),
    ("cafef, noon", "07-03-2026 - 12:20 PM", "2026-03-07T12:20:00+07:00"),
    ("cafef, meta without zone", "2026-03-07T00:01:00", "2026-03-07T00:01:00+07:00"),
    ("dantri", "Thứ bảy, 07/03/2026 - 08:07", "2026-03-07T08:07:00+07:00"),
    ("vietnamnet", "Thứ Bảy, 07/03/2026 - 08:52", "2026-03-07T08:52:00+07:00"),
    ("vietnamnet, publish-date", "07/03/2026 08:52 (GMT+07:00)", "2026-03-07T08:52:00+07:00"),
    ("vietnamnet, JSON-LD", "2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:11+07:00"),
    ("baodautu", "- 07/03/2026 08:47", "2026-03-07T08:47:00+07:00"),
    ("vov", "Thứ Hai, 16:54, 29/12/2025", "2025-12-29T16:54:00+07:00"),
    ("laodong", "Thứ năm, 01/01/2026 21:59 (GMT+7)", "2026-01-01T21:59:00+07:00"),
    ("vneconomy", "16:54, 29/12/2025", "2025-12-29T16:54:00+07:00"),
    ("cand", "17:44 29/03/2020", "2020-03-29T17:44:00+07:00"),
    ("thoibaotaichinh", "17:44 | 29/03/2020", "2020-03-29T17:44:00+07:00"),
    ("baochinhphu, list", "2/26/2026 12:00:00 PM", "2026-02-26T12:00:00+07:00"),
    ("tuoitre, feed", "10/5/2026 3:42:00 PM", "2026-10-05T15:42:00+07:00"),
    ("the same, midnight", "10/5/2026 12:42:00 AM", "2026-10-05T00:42:00+07:00"),
    ("the same, day first", "26/2/2026 12:00:00 PM", "2026-02-26T12:00:00+07:00"),
    ("vietnamplus, 2017", "04/12/2017 07:23 GMT+7", "2017-12-04T07:23:00+07:00"),
    ("vietnamplus, dash", "04/12/2017 - 07:23", "2017-12-04T07:23:00+07:00"),
    ("zh.vietnamplus, attribute", "2017-12-04 07:23", "2017-12-04T07:23:00+07:00"),
    ("updated, clock first", "Cập nhật lúc 08:52 ngày 07/03/2026", "2026-03-07T08:52:00+07:00"),
    ("clock first, zone between", "08:52 (GMT+7) Thứ bảy, ngày 07/03/2026", "2026-03-07T08:52:00+07:00"),
    ("weekday after the date", "07/03/2026, Thứ bảy, 08:52", "2026-03-07T08:52:00+07:00"),
    ("hour mark", "07/03/2026 8h52", "2026-03-07T08:52:00+07:00"),
    ("hour words", "08 giờ 52 phút ngày 07/03/2026", "2026-03-07T08:52:00+07:00"),
    ("SA and CH, day first", "10/5/2026 3:42:00 CH", "2026-05-10T15:42:00+07:00"),
    ("in words", "ngày 7 tháng 3 năm 2026", "2026-03-07T00:00:00+07:00"),
    ("WordPress", "7 Tháng Mười Hai, 2026", "2026-12-07T00:00:00+07:00"),
    ("WordPress, month first", "Tháng Ba 7, 2026", "2026-03-07T00:00:00+07:00"),
    ("May, whose name is also 'year'", "7 tháng năm năm 2026", "2026-05-07T00:00:00+07:00"),
    ("October before a year", "7 tháng mười năm 2026", "2026-10-07T00:00:00+07:00"),
]  # fmt: skip
INDONESIAN = [
    ("kompas", "Kompas.com - 02/11/2023, 21:34 WIB", "2023-11-02T21:34:00+07:00"),
    ("kompas, meta", "2023-11-02 21:34:19", "2023-11-02T21:34:19+07:00"),
    ("detik", "Kamis, 02 Nov 2023 20:59 WIB", "2023-11-02T20:59:00+07:00"),
    ("detik, pubdate: not UTC", "2023-11-02T20-59-53Z", "2023-11-02T20:59:53+07:00"),
    ("detik, publishdate", "2023/11/02 20:59:53", "2023-11-02T20:59:53+07:00"),
    ("cnnindonesia", "Selasa, 30/06/2020 19:18 WIB", "2020-06-30T19:18:00+07:00"),
    ("tribunnews", "Senin, 4 Mei 2020 04:25 WIB", "2020-05-04T04:25:00+07:00"),
    ("antaranews", "Senin, 5 Januari 2026 12:01 WIB", "2026-01-05T12:01:00+07:00"),
    ("mediaindonesia", "20/1/2026 18:30", "2026-01-20T18:30:00+07:00"),
    ("dots in the clock", "Kamis, 2 November 2023 | 20.59 WIB", "2023-11-02T20:59:00+07:00"),
    ("pukul", "Jumat, 2 Agu 2024 pukul 20.59 WITA", "2024-08-02T20:59:00+08:00"),
]  # fmt: skip
MACHINE = [
    ("ISO, Z", "2024-04-26T22:54:15Z", "2024-04-26T22:54:15+00:00"),
    ("ISO, microseconds", "2024-04-26T22:54:15.123456+07:00", "2024-04-26T22:54:15.123456+07:00"),
    ("ISO, nanoseconds", "2024-04-26T22:54:15.123456789Z", "2024-04-26T22:54:15.123456+00:00"),
    ("ISO, no colon", "2024-04-26T22:54:15+0700", "2024-04-26T22:54:15+07:00"),
    ("ISO, hours only", "2024-04-26 22:54:15+07", "2024-04-26T22:54:15+07:00"),
    ("ISO, behind UTC", "2024-04-26T22:54:15-03:30", "2024-04-26T22:54:15-03:30"),
    ("ISO, lower case", "2024-04-26t22:54:15z", "2024-04-26T22:54:15+00:00"),
    ("ISO, date only", "2024-04-26", "2024-04-26T00:00:00+07:00"),
    ("ISO, compact", "20240426T225415Z", "2024-04-26T22:54:15+00:00"),
    ("ISO, compact date", "20240426", "2024-04-26T00:00:00+07:00"),
    ("MasterCMS image path", "20240426225415", "2024-04-26T22:54:15+07:00"),
    ("RFC 822", "Fri, 26 Apr 2024 22:54:15 +0700", "2024-04-26T22:54:15+07:00"),
    ("RFC 822, GMT", "Fri, 26 Apr 2024 22:54:15 GMT", "2024-04-26T22:54:15+00:00"),
    ("RFC 822, EDT", "26 Apr 2024 22:54 EDT", "2024-04-26T22:54:00-04:00"),
    ("JavaScript", "Fri Apr 26 2024 22:54:15 GMT+0700 (Indochina Time)", "2024-04-26T22:54:15+07:00"),
    ("unix seconds", "1761135952", "2025-10-22T12:25:52+00:00"),
    ("unix milliseconds", "1761135952123", "2025-10-22T12:25:52.123000+00:00"),
    ("German edition of cri.cn", "26.04.2024 22:54", "2024-04-26T22:54:00+07:00"),
    ("Chinese", "2024年04月26日 22:54", "2024-04-26T22:54:00+07:00"),
    ("Chinese, weekday and afternoon", "2024年4月26日 星期五 下午3:42", "2024-04-26T15:42:00+07:00"),
    ("Korean", "2024년 4월 26일 오후 3:42", "2024-04-26T15:42:00+07:00"),
    ("American", "Apr. 26th, 2024 at 10:54 PM", "2024-04-26T22:54:00+07:00"),
]  # fmt: skip
PRINTED = VIETNAMESE + INDONESIAN
FIXED_FORMATS = [pytest.param(text, expected, id=name) for name, text, expected in PRINTED + MACHINE]
DASHED_CLOCK = "2023-11-02T20-59-53Z"  # a machine form: not printed on the page


def iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


# --- formats


@pytest.mark.parametrize(("text", "expected"), FIXED_FORMATS)
def test_a_fixed_format_is_read_without_dateparser(text: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)  # its import would now fail
    assert iso(parse_date(text, zone=HANOI)) == expected


def test_cri_cn_is_in_beijing() -> None:
    assert iso(parse_date("2024-04-26 22:54:15", zone=SHANGHAI)) == "2024-04-26T22:54:15+08:00"


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Januari", 1), ("Jan", 1), ("Februari", 2), ("Pebruari", 2), ("Feb", 2), ("Maret", 3), ("Mar", 3),
        ("April", 4), ("Apr", 4), ("Mei", 5), ("Juni", 6), ("Jun", 6), ("Juli", 7), ("Jul", 7),
        ("Agustus", 8), ("Agu", 8), ("Agt", 8), ("Ags", 8), ("September", 9), ("Sep", 9), ("Sept", 9),
        ("Oktober", 10),
        ("Okt", 10), ("November", 11), ("Nopember", 11), ("Nov", 11), ("Desember", 12), ("Des", 12),
        ("DES", 12),
    ],
)  # fmt: skip
def test_indonesian_month_names(name: str, month: int) -> None:
    assert iso(parse_date(f"4 {name} 2020 04:25 WIB")) == f"2020-{month:02d}-04T04:25:00+07:00"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("samedi 7 mars 2026, 08:52", "fr", "2026-03-07T08:52:00+07:00"),
        ("7 mars 2026 08:52 +0200", "fr", "2026-03-07T08:52:00+02:00"),
        ("7 de marzo de 2026", "es", "2026-03-07T00:00:00+07:00"),
        ("7. März 2026, 08:52 Uhr", "de-DE", "2026-03-07T08:52:00+07:00"),
        ("7 mars 2026", None, "2026-03-07T00:00:00+07:00"),
        ("7 mars 2026", "no such language", "2026-03-07T00:00:00+07:00"),
    ],
)
def test_other_month_names_go_to_dateparser(text: str, language: str | None, expected: str) -> None:
    assert iso(parse_date(text, language=language, zone=HANOI)) == expected


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Thứ bảy, ngày 7 tháng 3 năm 2026, 08:52"),
        "Thứ\u00a0bảy,\u00a07/3/2026\u00a0\u200b08:52",
        "\ufeff7/\u200b3/2026 08:52",
        "07/03/2026 \u2013 08:52",
        "\n\t\t07/03/2026" + " " * 900 + "08:52\n",
        "０７/０３/２０２６ ０８：５２",
    ],
    ids=["NFD", "no-break space", "zero width", "en dash", "indented", "full width"],
)
def test_spellings_of_the_same_characters(text: str) -> None:
    assert iso(parse_date(text, zone=HANOI)) == "2026-03-07T08:52:00+07:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tác giả Nguyễn Văn A 07/03/2026 08:52 Chia sẻ", "2026-03-07T08:52:00+07:00"),
        ("07/03/2026 08:52 (cập nhật 08/03/2026 09:00)", "2026-03-07T08:52:00+07:00"),
        ("VTC1 22/08/2024 - 5 phút đọc", "2024-08-22T00:00:00+07:00"),
        ("22/08/2024, 10.000 người", "2024-08-22T00:00:00+07:00"),
    ],
)
def test_the_first_date_of_a_short_text_counts(text: str, expected: str) -> None:
    assert iso(parse_date(text, zone=HANOI)) == expected


def test_a_date_far_into_a_text_does_not_count() -> None:
    assert parse_date("chữ " * 60 + "07/03/2026 08:52", zone=HANOI) is None


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "hôm qua", "2 jam lalu", "5 giờ trước", "yesterday", "26/4", "08:52", "7/3/26", "123456",
        "tháng 3 năm 2026", "Maret 2026", "Năm 2026 có 12 đội", "World Cup 2026, 5 bàn",
        "Paris 2024: 12 huy chương",
        "Ngày 22/10, BS.CK2 Cao Thị Hồng cho biết", "1.2.2026.4", "{title} {publish}",
    ],
)  # fmt: skip
def test_relative_partial_and_no_dates_are_none(text: str) -> None:
    assert parse_date(text, zone=HANOI) is None
    assert parse_date(text, language="vi", zone=HANOI) is None


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026", "29/02/2025 10:00", "00/00/2026", "13/13/2026", "32 Mei 2020", "2024-02-30", "20241301",
        "2024-12-29T24:00:00", "2024-12-29T25:61:00", "07/03/2026 08:60", "07/03/1989", "01/01/2101",
        "0001-01-01T00:00:00Z", "9999999999", "7 aprıl 2026",
    ],
)  # fmt: skip
def test_impossible_dates_are_none(text: str) -> None:
    assert parse_date(text, zone=HANOI) is None


# --- zones


@pytest.mark.parametrize("text", ["01/07/2026 09:51", "01/07/2026", "1 juillet 2026"])
def test_the_site_zone_is_really_used(text: str) -> None:
    """fundus computes the shifted date and throws it away."""
    hanoi, new_york = (parse_date(text, language="fr", zone=zone) for zone in (HANOI, NEW_YORK))
    assert hanoi is not None
    assert new_york is not None
    assert hanoi.utcoffset() == timedelta(hours=7)
    assert new_york.utcoffset() == timedelta(hours=-4)
    assert new_york - hanoi == timedelta(hours=11)


def test_the_site_zone_knows_summer_and_winter() -> None:
    offsets = [iso(parse_date(f"01/{month}/2026 09:51", zone=NEW_YORK)) for month in ("01", "07")]
    assert offsets == ["2026-01-01T09:51:00-05:00", "2026-07-01T09:51:00-04:00"]


@pytest.mark.parametrize(
    ("printed", "offset"),
    [
        ("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00"), ("wib", "+07:00"), ("(WITA)", "+08:00"),
        ("GMT+7", "+07:00"), ("(GMT+7)", "+07:00"), ("(GMT+07:00)", "+07:00"), ("GMT +7", "+07:00"),
        ("UTC+7", "+07:00"), ("UTC-3", "-03:00"), ("GMT+5:30", "+05:30"), ("UTC", "+00:00"),
        ("GMT", "+00:00"), ("Z", "+00:00"), ("+07:00", "+07:00"), ("+0700", "+07:00"), ("-0500", "-05:00"),
        ("GMT+530", "+05:30"), ("ICT", "+07:00"),
    ],
)  # fmt: skip
def test_a_zone_in_the_text_wins(printed: str, offset: str) -> None:
    for zone in (None, NEW_YORK):
        assert iso(parse_date(f"04/05/2020 04:25 {printed}", zone=zone)) == f"2020-05-04T04:25:00{offset}"


@pytest.mark.parametrize("text", ["08:52 (GMT+7) 07/03/2026", "08:52 07/03/2026 (GMT+7)", "08:52 WIB, 07/03/2026"])
def test_a_zone_stands_after_the_clock_or_after_the_date(text: str) -> None:
    assert iso(parse_date(text, zone=NEW_YORK)) == "2026-03-07T08:52:00+07:00"


@pytest.mark.parametrize("word", ["est", "with", "GMTX", "+99:00", "CST"])
def test_what_is_no_zone_leaves_the_site_zone(word: str) -> None:
    assert iso(parse_date(f"07/03/2026 08:52 {word}", zone=MAKASSAR)) == "2026-03-07T08:52:00+08:00"


@pytest.mark.parametrize(
    "text", ["07/03/2026 08:52", "2026-03-07", "2023-11-02T20-59-53Z", "7 mars 2026 08:52", "20260307085200"]
)
def test_no_zone_at_all_is_none(text: str) -> None:
    assert parse_date(text, language="fr") is None


# --- date lines


@pytest.mark.parametrize(
    ("line", "source", "date"),
    [
        ("Báo Quốc TếBáo Quốc Tế22/08/2024", "Báo Quốc Tế", "22/08/2024"),
        ("Báo Quốc TếBáo Quốc Tế 22/08/2024", "Báo Quốc Tế", "22/08/2024"),
        ("Báo Quốc Tế Báo Quốc Tế22/08/2024", "Báo Quốc Tế", "22/08/2024"),
        ("Báo Quốc TếBáo Quốc Tế - 22/08/2024", "Báo Quốc Tế", "22/08/2024"),
        ("báo mớibáo mới22/08/2024", "báo mới", "22/08/2024"),
        ("Kompas.com - 02/11/2023, 21:34 WIB", "Kompas.com", "02/11/2023, 21:34 WIB"),
        ("Báo điện tử Chính phủ | CN, 8/3/2026, 00:05", "Báo điện tử Chính phủ", "CN, 8/3/2026, 00:05"),
        ("Antara News | 5 Januari 2026", "Antara News", "5 Januari 2026"),
        ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", None, "Thứ bảy, 7/3/2026, 00:05 (GMT+7)"),
        ("- 07/03/2026 08:47", None, "07/03/2026 08:47"),
        ("Cập nhật lúc 08:52 ngày 07/03/2026", None, "08:52 ngày 07/03/2026"),
        ("Ngày đăng: 07/03/2026", None, "07/03/2026"),
        ("Published on March 7, 2026 at 10:54 PM", None, "March 7, 2026 at 10:54 PM"),
        ("07/03/2026, Thứ Bảy", None, "07/03/2026"),
    ],
)  # fmt: skip
def test_a_date_line_splits_into_source_and_date(line: str, source: str | None, date: str) -> None:
    assert is_date_line(line)
    assert split_date_line(line) == (source, date)


@pytest.mark.parametrize("line", [text for _, text, _ in PRINTED if text != DASHED_CLOCK])
def test_what_sites_print_are_date_lines(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "26/4", "2026", "123456", "1761135952", "20240426", "08:52", "31/02/2026", "07/03/1026",
        "Ngày 22/10, BS.CK2 Cao Thị Hồng cho biết ...",
        "Ngày 22/10/2024, BS.CK2 Cao Thị Hồng cho biết ...",
        "Jakarta, 5 Januari 2026 menjadi hari ...",
        "Jakarta, 5 Januari 2026",
        "Giá vàng 7/3/2026 tăng mạnh",
        "Giá vàng hôm nay 7/3/2026",
        "Kết quả xổ số miền Bắc - 7/3/2026",
        "Hà Nội, ngày 7 tháng 3 năm 2026",
        "Từ 7/3/2026 đến 8/3/2026",
        "7/3/2026 - 8/3/2026",
        "Vào lúc 8h52 ngày 7/3/2026, tàu đã cập cảng.",
        "Báo Quốc Tế22/08/2024",
        "Bora Bora 22/08/2024",
        "Một hai ba bốn năm sáu bảy - 07/03/2026 08:52",
        "Ông nói: mai - 07/03/2026 08:52",
        "07/03/2026 08:52 Chia sẻ",
        "07/03/2026 08:52" + " " * 3000 + "Chia sẻ",
        "===========07/03/2026",
        "Thứ bảy, " * 20 + "07/03/2026",
    ],
)  # fmt: skip
def test_prose_and_headlines_are_no_date_lines(line: str) -> None:
    assert not is_date_line(line)
    assert split_date_line(line) is None


# --- future


@pytest.mark.parametrize(("ahead", "expected"), [(-1, False), (0, False), (24, False), (25, True), (999, True)])
def test_future_begins_a_day_after_the_fetch(ahead: int, expected: bool) -> None:
    fetched_at = datetime(2026, 3, 7, 8, 52, tzinfo=UTC)
    moment = (fetched_at + timedelta(hours=ahead)).astimezone(HANOI)
    assert is_future(moment, fetched_at=fetched_at) is expected


# --- properties

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def us(moment: datetime) -> str:
    half = "PM" if moment.hour >= 12 else "AM"
    return f"{moment.month}/{moment.day}/{moment.year} {moment.hour % 12 or 12}:{moment:%M:%S} {half}"


MINUTE_FORMATS: list[Callable[[datetime], str]] = [
    lambda m: f"{m:%d/%m/%Y %H:%M}",
    lambda m: f"{m:%d/%m/%Y, %H:%M}",
    lambda m: f"{m:%d/%m/%Y - %H:%M} (GMT+7)",
    lambda m: f"Thứ bảy, {m.day}/{m.month}/{m.year}, {m:%H:%M} (GMT+07:00)",
    lambda m: f"{m:%d-%m-%Y - %H:%M} {'PM' if m.hour >= 12 else 'AM'}",
    lambda m: f"{m:%H:%M | %d/%m/%Y}",
    lambda m: f"Chủ nhật, {m:%H:%M, %d/%m/%Y}",
    lambda m: f"{m:%Y-%m-%d %H:%M}",
    lambda m: f"Kompas.com - {m:%d/%m/%Y, %H:%M} WIB",
    lambda m: f"Senin, {m.day} {MONTHS[m.month - 1]} {m.year} {m:%H.%M} WIB",
    lambda m: f"ngày {m.day} tháng {m.month} năm {m.year}, {m:%H:%M}",
    lambda m: f"{m:%Y}年{m:%m}月{m:%d}日 {m:%H:%M}",
]
SECOND_FORMATS: list[Callable[[datetime], str]] = [
    us,
    lambda m: f"{m:%Y-%m-%dT%H-%M-%SZ}",
    lambda m: f"{m:%Y/%m/%d %H:%M:%S}",
    lambda m: f"{m:%Y%m%d%H%M%S}",
    lambda m: f"{m:%Y%m%dT%H%M%S%z}",
    lambda m: f"{m:%a, %d %b %Y %H:%M:%S %z}",
    lambda m: f"{m:%Y-%m-%dT%H:%M:%S}.000 +07:00",
]
EXACT_FORMATS: list[Callable[[datetime], str]] = [
    datetime.isoformat,
    lambda m: m.replace(tzinfo=None).isoformat(" "),
    lambda m: f"{m:%Y-%m-%dT%H:%M:%S.%f%z}",
    lambda m: m.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
]
moments = st.datetimes(
    datetime(1990, 1, 2), datetime(2100, 12, 30), timezones=st.just(timezone(timedelta(hours=7)))  # noqa: DTZ001
)  # fmt: skip


@unhurried
@given(moments)
def test_every_moment_comes_back_from_every_format(moment: datetime) -> None:
    zone = ZoneInfo("Etc/GMT-7")  # +07:00 in every year; Jakarta and Hanoi changed theirs
    to_second = moment.replace(microsecond=0)
    to_minute = to_second.replace(second=0)
    for formats, expected in (
        (MINUTE_FORMATS, to_minute), (SECOND_FORMATS, to_second), (EXACT_FORMATS, moment)
    ):  # fmt: skip
        for write in formats:
            assert parse_date(write(expected), zone=zone) == expected, write(expected)


@unhurried
@given(st.datetimes(datetime(2001, 9, 10), datetime(2100, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_unix_times_come_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert parse_date(str(milliseconds)) == moment
    assert parse_date(str(milliseconds // 1000)) == moment.replace(microsecond=0)


TOKENS = [
    "7", "07", "31", "2026", "1999", "/", "-", ".", ":", ",", "|", "(", ")", "T", "Z", "08:52", "7/3/2026",
    "2026-03-07", "mars", "Mei", "März", "tháng", "ba", "thứ", "bảy", "ngày", "lúc", "cập nhật", "giờ", "h",
    "年", "月", "日", "下午",
    "WIB", "GMT", "+7", "+07:00", "+99:99", "AM", "PM", "Kompas.com", "ago", " ", " ", " - ",
]  # fmt: skip
date_like = st.lists(st.sampled_from(TOKENS)).map("".join)


@unhurried
@given(st.text() | date_like, st.sampled_from([None, "vi", "id", "fr", "xx", ""]))
@example("7 mars 2026 99:99", "fr")
def test_no_text_raises_and_what_is_read_is_aware(text: str, language: str | None) -> None:
    moment = parse_date(text, language=language, zone=HANOI)
    assert moment is None or (moment.tzinfo is not None and 1990 <= moment.year <= 2100)


@unhurried
@given(st.text() | date_like | st.sampled_from([text for _, text, _ in PRINTED + MACHINE]))
def test_a_date_line_can_be_parsed_and_so_can_its_date_part(text: str) -> None:
    split = split_date_line(text)
    assert is_date_line(text) is (split is not None)
    if split is not None:
        moment = parse_date(text, zone=HANOI)
        assert moment is not None
        assert parse_date(split[1], zone=HANOI) == moment


@pytest.mark.parametrize(
    "unit",
    [
        "1", "1/", " ", " - ", "|", "a", "cập nhật ", "thứ hai ", "tháng 1 ", "01:00 ", "7/3/2026 ", "2026 ",
        "+07:00", "a - ", "(GMT", "\u200b", "\ufdfa", "ế", "\u0301", "下午", "\x00", "\ud800", "7 mars 2026 ",
    ],
)  # fmt: skip
def test_endless_hostile_lines_return(unit: str) -> None:
    line = (unit * 100_000)[:100_000]
    for text in (line, line + "07/03/2026", "07/03/2026" + line):
        moment, line_parts = parse_date(text, language="vi", zone=JAKARTA), split_date_line(text)
        assert moment is None or moment.tzinfo is not None
        assert line_parts is None or len(line_parts) == 2
