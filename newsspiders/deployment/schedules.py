"""Schedules: a timetable as moments of the clock, in the words of systemd and of cron. Reads no clock."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta

from newsspiders.timetable import Timetable

_DAY = 24 * 60
_WEEK = 7
_EVEN = tuple(minutes for minutes in range(1, _DAY + 1) if _DAY % minutes == 0)
"""Intervals in minutes after which each day is like the one before: only these can be said by the clock."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ALL_HOURS = tuple(range(24))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Moments of a week: each of these minutes, in each of these hours, on each of these days."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...] = _ALL_HOURS
    days: tuple[int, ...] = tuple(range(_WEEK))
    """0 is Monday."""

    def calendar(self) -> str:
        """For OnCalendar= of systemd; in UTC, where no hour is left out or comes twice.

        >>> Slot(minutes=(7, 37)).calendar(), Slot(minutes=(5,), hours=(3,), days=(0, 3)).calendar()
        ('*-*-* *:07,37:00 UTC', 'Mon,Thu *-*-* 03:05:00 UTC')
        """
        days = "" if len(self.days) == _WEEK else ",".join(_DAYS[day] for day in self.days) + " "
        hours = "*" if self.hours == _ALL_HOURS else _listed(self.hours, "02")
        return f"{days}*-*-* {hours}:{_listed(self.minutes, '02')}:00 UTC"

    def cron(self) -> str:
        """The five fields of a crontab; in the time of the machine, for cron knows no other.

        >>> Slot(minutes=(7, 37)).cron(), Slot(minutes=(5,), hours=(3,), days=(0, 6)).cron()
        ('7,37 * * * *', '5 3 * * 0,1')
        """
        days = "*" if len(self.days) == _WEEK else _listed(tuple(sorted((day + 1) % _WEEK for day in self.days)))
        hours = "*" if self.hours == _ALL_HOURS else _listed(self.hours)
        return f"{_listed(self.minutes)} {hours} * * {days}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When one site is crawled."""

    site: str
    every: timedelta
    asked: timedelta
    """What the timetable says; `every` is the nearest to it that a clock can say."""
    slots: tuple[Slot, ...]


def schedules_of(table: Timetable) -> list[Schedule]:
    """A schedule for each site, those of one rhythm spread evenly over it."""
    rounded = {site: nearest(table.interval(site)) for site in table.sites}
    even = replace(table, every=nearest(table.every), others=rounded)
    return [
        Schedule(site=site, every=every, asked=table.interval(site), slots=_slots(every, offset=even.offset(site)))
        for site, every in rounded.items()
    ]


def nearest(interval: timedelta) -> timedelta:
    """The interval that a clock can say: a part of a day, or some days of a week (a week divided by their number).

    >>> [str(nearest(timedelta(minutes=minutes))) for minutes in (7, 20, 50, 90, 11 * 60)]
    ['0:08:00', '0:20:00', '0:48:00', '1:30:00', '12:00:00']
    >>> [str(nearest(timedelta(days=days))) for days in (1, 2, 3, 30)]
    ['1 day, 0:00:00', '1 day, 18:00:00', '3 days, 12:00:00', '7 days, 0:00:00']
    """
    minutes = interval / timedelta(minutes=1)
    choices = [*_EVEN, *(_WEEK * _DAY / times for times in range(1, _WEEK))]
    return timedelta(minutes=min(choices, key=lambda even: max(even / minutes, minutes / even)))


def _slots(every: timedelta, *, offset: timedelta) -> tuple[Slot, ...]:
    """The moments of an interval that a clock can say."""
    shift, first = divmod(offset // timedelta(minutes=1), _DAY)
    if every > timedelta(days=1):
        times = round(timedelta(days=_WEEK) / every)
        days = tuple(sorted({(shift + _WEEK * turn // times) % _WEEK for turn in range(times)}))
        return (Slot(minutes=(first % 60,), hours=(first // 60,), days=days),)
    step = every // timedelta(minutes=1)
    minutes_of_hour = defaultdict[int, list[int]](list)
    for moment in range(first % step, _DAY, step):
        minutes_of_hour[moment // 60].append(moment % 60)
    hours_of = defaultdict[tuple[int, ...], list[int]](list)
    for hour, minutes in minutes_of_hour.items():
        hours_of[tuple(minutes)].append(hour)
    return tuple(Slot(minutes=minutes, hours=tuple(hours)) for minutes, hours in hours_of.items())


def _listed(numbers: tuple[int, ...], form: str = "") -> str:
    return ",".join(format(number, form) for number in numbers)
