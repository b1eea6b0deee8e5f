"""Schedules: they cover the day, spread the sites, and systemd and cron read them as they are meant."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from newsspiders.deployment.plan import in_words
from newsspiders.deployment.schedules import Schedule, Slot, nearest, schedules_of
from newsspiders.timetable import Timetable
from tests.newsspiders.deployment.systemd import analyze

DAY, WEEK = 1440, 7 * 1440
COMMON = [1, 5, 10, 12, 15, 20, 30, 45, 60, 90, 120, 240, 288, 360, 720, DAY, 2 * DAY, 3 * DAY, WEEK]
INTERVALS = st.sampled_from(COMMON) | st.integers(min_value=1, max_value=WEEK)


def moments(slots: tuple[Slot, ...]) -> list[int]:
    """Minutes of the week, in order; one that two slots name would come twice."""
    return sorted(
        day * DAY + hour * 60 + minute
        for slot in slots
        for day in slot.days
        for hour in slot.hours
        for minute in slot.minutes
    )


def cron_moments(line: str) -> list[int]:
    """The same of a line of a crontab, whose week begins on Sunday."""

    def numbers(field: str, count: int) -> list[int]:
        return list(range(count)) if field == "*" else [int(part) for part in field.split(",")]

    minutes, hours, day, month, days = line.split()
    assert (day, month) == ("*", "*")
    weekdays = [(number - 1) % 7 for number in numbers(days, 7)]
    return [d * DAY + h * 60 + m for d in weekdays for h in numbers(hours, 24) for m in numbers(minutes, 60)]


@st.composite
def tables(draw: st.DrawFn) -> Timetable:
    """Timetables of some sites, most of one rhythm."""
    sites = tuple(f"s{number}" for number in range(draw(st.integers(min_value=1, max_value=60))))
    others = draw(st.dictionaries(st.sampled_from(sites), INTERVALS, max_size=8))
    return Timetable(
        sites=sites,
        every=timedelta(minutes=draw(INTERVALS)),
        others={site: timedelta(minutes=minutes) for site, minutes in others.items()},
    )


few = settings(deadline=None, max_examples=30)  # each example is a week of minutes, for up to sixty sites


@few
@given(tables())
def test_each_site_has_its_turn_at_even_times(table: Timetable) -> None:
    schedules = schedules_of(table)
    assert [one.site for one in schedules] == list(table.sites)
    for one in schedules:
        turns = moments(one.slots)
        assert len(turns) == len(set(turns)) == round(timedelta(weeks=1) / one.every)
        gaps = [later - earlier for earlier, later in zip(turns, [*turns[1:], turns[0] + WEEK], strict=True)]
        minutes = one.every / timedelta(minutes=1)
        if minutes <= DAY:
            assert set(gaps) == {minutes}
        else:  # whole days between
            assert all(abs(gap - minutes) < DAY for gap in gaps)


@few
@given(tables())
def test_no_minute_has_more_than_its_share(table: Timetable) -> None:
    schedules = schedules_of(table)
    alike = Counter(one.every for one in schedules)
    share = sum(ceil(count / (every / timedelta(minutes=1))) for every, count in alike.items() if every <= timedelta(1))
    share += sum(count for every, count in alike.items() if every > timedelta(1))
    starts = Counter(moment for one in schedules for moment in moments(one.slots))
    assert max(starts.values()) <= share


def test_the_sites_of_half_an_hour_are_two_a_minute_at_most() -> None:
    table = Timetable(sites=tuple(f"s{number}" for number in range(43)), every=timedelta(minutes=30))
    starts = Counter(moment for one in schedules_of(table) for moment in moments(one.slots))
    assert len(starts) == WEEK
    assert set(starts.values()) == {1, 2}


@few
@given(tables())
def test_cron_and_the_slots_say_the_same(table: Timetable) -> None:
    for one in schedules_of(table):
        told = [moment for slot in one.slots for moment in cron_moments(slot.cron())]
        assert sorted(told) == moments(one.slots)


@given(INTERVALS)
def test_what_is_rounded_is_rounded_a_little(minutes: int) -> None:
    asked = timedelta(minutes=minutes)
    assert 0.7 < nearest(asked) / asked < 1.42
    assert nearest(nearest(asked)) == nearest(asked)
    assert in_words(nearest(asked))


def schedule(minutes: int, *, sites: int = 3) -> Schedule:
    """That of the last of some sites."""
    names = tuple(f"s{number}" for number in range(sites))
    return schedules_of(Timetable(sites=names, every=timedelta(minutes=minutes)))[-1]


def test_systemd_reads_every_rhythm() -> None:
    told = [slot.calendar() for minutes in range(1, WEEK, 7) for slot in schedule(minutes).slots]
    checked = analyze("calendar", *dict.fromkeys(told))
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count("Next elapse") == len(set(told))


def test_systemd_means_the_same() -> None:
    (slot,) = schedule(20).slots
    told = analyze("calendar", "--base-time=2026-03-07 08:00:00 UTC", "--iterations=4", slot.calendar()).stdout
    times = [line.split()[-2] for line in told.splitlines() if "elapse" in line or "Iter" in line]
    assert times == ["08:13:00", "08:33:00", "08:53:00", "09:13:00"]
