"""Words: numbers, spans of time and days as a report tells them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_HOUR = 60
_DAY = 24 * _HOUR


def number(value: float) -> str:
    """A count, or the mean of some.

    >>> number(12345), number(0.25), number(3.0)
    ('12,345', '0.2', '3')
    """
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def percent(share: float) -> str:
    """A share, as far as it matters: 100 % is all, 0 % is none.

    >>> percent(0.999), percent(1), percent(0.004), percent(0), percent(0.5)
    ('99.9 %', '100 %', '0.4 %', '0 %', '50 %')
    """
    value = 100 * share
    if 0.05 <= value < 1 or 99 < value < 99.95:
        return f"{value:.1f} %"
    return f"{value:.0f} %" if value in (0, 100) or 1 <= value <= 99 else "under 0.1 %" if value < 1 else "over 99.9 %"


def minutes(value: float) -> str:
    """A span of time.

    >>> minutes(7), minutes(90), minutes(24 * 60 * 1.5), minutes(59.6)
    ('7 min', '1.5 h', '1.5 d', '60 min')
    """
    if value < _HOUR:
        return f"{value:.0f} min"
    return f"{value / _HOUR:.2g} h" if value < 10 * _HOUR else f"{value / _HOUR:.0f} h" if value < _DAY else f"{value / _DAY:.2g} d"


def day(one: date) -> str:
    """A day below a chart.

    >>> day(date(2026, 3, 7))
    '7 Mar'
    """
    return f"{one.day} {one:%b}"


def moment(one: datetime) -> str:
    """A moment of UTC.

    >>> moment(datetime(2026, 3, 7, 1, 5))
    '2026-03-07 01:05'
    """
    return f"{one:%Y-%m-%d %H:%M}"


def step(first: date, days: int) -> str:
    """A step of the history.

    >>> step(date(2026, 3, 7), 1), step(date(2026, 2, 26), 7)
    ('Sat 7 Mar', '26 Feb to 4 Mar')
    """
    return f"{first:%a} {day(first)}" if days == 1 else f"{day(first)} to {day(first + timedelta(days=days - 1))}"


def count(value: float, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "run"), count(2, "run")
    ('1 run', '2 runs')
    """
    return f"{number(value)} {one if value == 1 else many or f'{one}s'}"
