"""Archives: sitemaps and lists of one day or month. What time their address names, and which of them to read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from newsspiders.discovery.links import Link

_YEAR = r"(?:199\d|20\d\d)"
_IN_PATH = re.compile(
    r"(?<!\d)(?:"
    # 10-10-2024
    rf"(?P<day_a>\d{{1,2}})(?P<mark_a>[-_])(?P<month_a>\d{{1,2}})(?P=mark_a)(?P<year_a>{_YEAR})"
    # 03-2026, 03-2026-01: the month in two digits, then perhaps the number of a part
    rf"|(?P<month_b>0[1-9]|1[0-2])[-_](?P<year_b>{_YEAR})(?:[-_]\d{{1,3}})?"
    # 2026-3, 2026-03-07, 2026-3-1-10 (the days 1 to 10), 2026/3/
    rf"|(?P<year_c>{_YEAR})(?P<mark_c>[-_/])(?P<month_c>\d{{1,2}})"
    r"(?:(?P=mark_c)(?P<day_c>\d{1,2})(?:(?P=mark_c)(?P<last_c>\d{1,2}))?)?"
    # 20260307
    rf"|(?P<year_d>{_YEAR})(?P<month_d>0[1-9]|1[0-2])(?P<day_d>[0-2]\d|3[01])"
    r")(?!\d)"
)
_QUERY_NAMES = (("y", "year"), ("m", "month"), ("d", "day"))


def date_span(url: str, *, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """The first and the last moment of the day, days or month that a URL's path or query names, in the site's
    zone; None when it names none. Of several dates in the path the last counts.

    >>> span = date_span("https://x.vn/sitemaps-2026-3-21-31.xml", zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    >>> [f"{moment:%d/%m %H:%M}" for moment in span]
    ['21/03 00:00', '31/03 23:59']
    """
    parts = urlsplit(url)
    days = _days_in_query(parts.query)
    for found in _IN_PATH.finditer(parts.path):
        days = _days_of(found) or days
    if days is None:
        return None
    first, last = days
    return datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone)


def order_archives(
    links: Iterable[Link], *, zone: ZoneInfo, since: datetime | None = None, until: datetime | None = None
) -> tuple[Link, ...]:
    """The sitemaps of an index that can hold something of `since` to `until`, newest first.

    The date in the name counts, else the day of the last change, which tells how new the content can be but not
    how old. Those without either come last, in their order: beside dated archives they list sections and tags.
    """
    dated: list[tuple[datetime, Link]] = []
    undated: list[Link] = []
    for link in links:
        span = date_span(link.url, zone=zone)
        last = span[1] if span else link.latest
        if last is None:
            undated.append(link)
        elif not (since and last < since) and not (until and span and span[0] > until):
            dated.append((last, link))
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return (*(link for _, link in dated), *undated)


def _days_in_query(query: str) -> tuple[date, date] | None:
    """The days of `y=2026&m=3&d=7`; a year alone is too little."""
    given = parse_qs(query)
    values = [next((given[name][0] for name in names if name in given), "") for names in _QUERY_NAMES]
    year, month, day = (int(value) if re.fullmatch("[0-9]{1,4}", value) else None for value in values)
    return _days(year, month, day) if year and month and re.fullmatch(_YEAR, str(year)) else None


def _days_of(found: re.Match[str]) -> tuple[date, date] | None:
    if found["year_a"]:
        return _days(int(found["year_a"]), int(found["month_a"]), int(found["day_a"]))
    if found["year_b"]:
        return _days(int(found["year_b"]), int(found["month_b"]), None)
    if found["year_d"]:
        return _days(int(found["year_d"]), int(found["month_d"]), int(found["day_d"]))
    day, last = (int(found[name]) if found[name] else None for name in ("day_c", "last_c"))
    return _days(int(found["year_c"]), int(found["month_c"]), day, last)


def _days(year: int, month: int, day: int | None, last: int | None = None) -> tuple[date, date] | None:
    """The first and the last day; `last` before `day` is the number of a part."""
    if not 1 <= month <= 12:
        return None
    month_end = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, month_end)
    if not 1 <= day <= month_end:
        return None
    return date(year, month, day), date(year, month, min(max(day, last or 0), month_end))
