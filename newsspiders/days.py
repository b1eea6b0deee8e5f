"""Days as people type them, in arguments and options: `2026-03-07`, `3d` -> a moment."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo


def parse_day(text: str, *, is_last: bool, zone: tzinfo, now: datetime) -> datetime:
    """The moment where a span of days begins, or with `is_last` where it ends: the day named is in it. `3d` is three
    days before now.

    :raises ValueError: it is neither.

    >>> from datetime import UTC
    >>> now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    >>> [f"{parse_day('2026-03-01', is_last=last, zone=UTC, now=now):%d/%m %H:%M}" for last in (False, True)]
    ['01/03 00:00', '02/03 00:00']
    """
    text = text.strip()
    if days := re.fullmatch(r"([0-9]{1,5})d", text):
        return now - timedelta(days=int(days[1]))
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"{text!r} is no day")
    try:
        day = date.fromisoformat(text) + timedelta(days=is_last)
    except OverflowError as error:
        raise ValueError(f"{text!r} is beyond the calendar") from error
    return datetime.combine(day, time(), tzinfo=zone)
