"""Ages: how long ago, or how long from now, in two or three short words."""

from __future__ import annotations

from datetime import datetime, timedelta

_UNITS = (
    (timedelta(days=1), timedelta(hours=48), "d"),
    (timedelta(hours=1), timedelta(minutes=100), "h"),
    (timedelta(minutes=1), timedelta(seconds=100), "min"),
)
"""A unit, and from when on it is used: 90 minutes say more than one hour."""


def span(length: timedelta) -> str:
    """A length of time, rounded down; one below zero is its length.

    >>> span(timedelta(minutes=90)), span(timedelta(hours=47)), span(timedelta(days=-3)), span(timedelta(0))
    ('90 min', '47 h', '3 d', '0 s')
    """
    length = abs(length)
    for unit, begin, name in _UNITS:
        if length >= begin:
            return f"{length // unit} {name}"
    return f"{length // timedelta(seconds=1)} s"


def age(moment: datetime, *, now: datetime) -> str:
    """When that was; or will be, by a clock that was wrong.

    >>> from datetime import UTC
    >>> now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    >>> age(now - timedelta(minutes=12), now=now), age(now + timedelta(hours=3), now=now), age(now, now=now)
    ('12 min ago', 'in 3 h', '0 s ago')
    """
    return f"in {span(moment - now)}" if moment > now else f"{span(now - moment)} ago"
