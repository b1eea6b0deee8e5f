"""Words: numbers, spans of time and days as a report tells them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_SPACE = "\N{NO-BREAK SPACE}"
_HOUR = 60
_DAY = 24 * _HOUR


def number(value: float) -> str:
    """A count, or the mean of some.

    >>> number(12345), number(0.25), number(3.0)
    ('12,345', '0.2', '3')
    """
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def percent(share: float) -> str:
    """A share; only none at all is 0 %, and only all of it 100 %.

    >>> [percent(share).replace(_SPACE, " ") for share in (0, 0.004, 0.5, 0.999, 0.99999, 1)]
    ['0 %', '0.4 %', '50 %', '99.9 %', '99.9 %', '100 %']
    """
    value = 100 * share
    if 1 <= value <= 99 or value in (0, 100):
        return f"{value:.0f}{_SPACE}%"
    return f"{min(max(value, 0.1), 99.9):.1f}{_SPACE}%"


def minutes(value: float) -> str:
    """A span of time.

    >>> [minutes(value).replace(_SPACE, " ") for value in (7, 60, 90, 800, 24 * 60 * 1.5)]
    ['7 min', '1 h', '1.5 h', '13 h', '1.5 d']
    """
    if value < _HOUR:
        return f"{value:.0f}{_SPACE}min"
    return f"{value / _HOUR:.2g}{_SPACE}h" if value < _DAY else f"{value / _DAY:.2g}{_SPACE}d"


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
