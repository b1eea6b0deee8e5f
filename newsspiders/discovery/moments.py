"""The dates that sources print. What they mean without a clock, and what an address says of its date."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from extractors.dates import parse_date

_DAY_ONLY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_RFC_822_YEAR = re.compile(r"(\s*[A-Za-z]{3}, \d{1,2} [A-Z][a-z]{2} )(?=\d\d \d\d:)")
"""Before a year of two digits, as the first standard of mail wrote it: `Sat, 07 Mar 26 08:06:00 +0700`."""
_MONTH_FIRST = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


def parse_moment(raw: str | None, *, zone: ZoneInfo, month_first: bool = False) -> datetime | None:
    """The moment a source prints; None when it prints none that can be read. Without a zone it is the site's
    (`zone`); `month_first` is for sites that print 10/5/2026 for 5 October.
    """
    if not raw:
        return None
    raw = _RFC_822_YEAR.sub(r"\g<1>20", raw, count=1)
    return parse_date(_MONTH_FIRST.sub(r"\3-\1-\2", raw, count=1) if month_first else raw, zone=zone)


def is_day_only(raw: str | None) -> bool:
    """Whether a printed date has no clock.

    >>> is_day_only("2026-03-07"), is_day_only("2026-03-07 08:00")
    (True, False)
    """
    return bool(raw and _DAY_ONLY.fullmatch(raw.strip()))


def parse_published(raw: str | None, *, zone: ZoneInfo, month_first: bool = False) -> tuple[datetime | None, bool]:
    """The moment, and whether it stands for a whole day: the two fields of a Link."""
    moment = parse_moment(raw, zone=zone, month_first=month_first)
    return moment, moment is not None and is_day_only(raw)


def day_in_url(url: str, pattern: re.Pattern[str], *, zone: ZoneInfo) -> datetime | None:
    """The midnight of the day that the groups y, m and d of `pattern` find in a URL; None where there is none. A year
    of two digits is one of this century.
    """
    found = pattern.search(url)
    if found is None:
        return None
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    try:
        return datetime(year, int(found["m"]), int(found["d"]), tzinfo=zone)
    except ValueError:  # there is no such day
        return None
