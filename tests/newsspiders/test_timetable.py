"""Which sites are crawled, and when."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from newsspiders.timetable import Timetable

NOW = datetime(2026, 3, 7, 6, tzinfo=UTC)
KNOWN = ("cri", "kompas", "tuoitre", "vnexpress")

intervals = st.integers(1, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
names = st.lists(st.sampled_from("abcdefghij"), min_size=1, unique=True).map(tuple)
moments = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def tables(draw: st.DrawFn) -> Timetable:
    sites = draw(names)
    others = draw(st.dictionaries(st.sampled_from(sites), intervals))
    return Timetable(sites=sites, every=draw(intervals), others=others)


def table_of(**settings: str) -> Timetable:
    return Timetable.of(Settings({"CRAWL_EVERY": "30m", **settings}), known=KNOWN)


def test_all_sites_by_default() -> None:
    assert table_of() == Timetable(sites=KNOWN, every=timedelta(minutes=30))


def test_some_sites_of_another_rhythm() -> None:
    table = table_of(CRAWL_SITES="vnexpress, cri,,vnexpress", CRAWL_EVERY="1h, cri=1d")
    assert table.sites == ("vnexpress", "cri")
    assert [table.interval(site) for site in table.sites] == [timedelta(hours=1), timedelta(days=1)]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("CRAWL_SITES", "vnexpres", "CRAWL_SITES names 'vnexpres', which is no site; did you mean vnexpress?"),
        ("CRAWL_EVERY", "30m, vnexpres=1d", "CRAWL_EVERY names 'vnexpres', which is no site; did you mean vnexpress?"),
        ("CRAWL_EVERY", "often", "CRAWL_EVERY is 'often'; write how often all sites are crawled"),
        ("CRAWL_EVERY", "", "CRAWL_EVERY is ''; write how often all sites are crawled"),
        ("CRAWL_EVERY", "30m, cri=1d=2d", "CRAWL_EVERY is '30m, cri=1d=2d'; write how often"),
    ],
)
def test_mistakes(name: str, value: str, told: str) -> None:
    with pytest.raises(ValueError, match="^" + told.replace("?", r"\?")):
        table_of(**{name: value})


def test_when_it_is_its_turn() -> None:
    table = table_of()
    assert table.next_due("cri", last=NOW - timedelta(minutes=10), now=NOW) == NOW + timedelta(minutes=20)
    assert not table.is_due("cri", last=NOW - timedelta(minutes=26), now=NOW)
    assert table.is_due("cri", last=NOW - timedelta(minutes=27), now=NOW)
    assert table.is_due("cri", last=None, now=NOW)


def test_a_site_crawled_once_a_day_stays_at_its_hour() -> None:
    """The rounds of a timer: every five minutes, each up to half a minute late; a crawl begins some seconds after."""
    table, day, late = table_of(CRAWL_EVERY="1d"), timedelta(days=1), random.Random(1)
    begun = [NOW]
    for number in range(1, 60 * 24 * 12):
        now = NOW + number * timedelta(minutes=5) + timedelta(seconds=late.uniform(0, 30))
        if table.is_due("cri", last=begun[-1], now=now):
            begun.append(now + timedelta(seconds=3))
    assert len(begun) == 60
    assert all(abs(when - NOW - number * day) < timedelta(minutes=1) for number, when in enumerate(begun))


@given(table=tables(), last=moments, now=moments)
def test_nobody_waits_longer_than_an_interval_whatever_the_clock_did(
    table: Timetable, last: datetime, now: datetime
) -> None:
    for site in table.sites:
        due = table.next_due(site, last=last, now=now)
        assert now <= due <= now + table.interval(site)
        assert table.is_due(site, last=last, now=now) or due > now


@given(table=tables(), now=moments, share=st.floats(0, 1))
def test_nobody_is_crawled_much_before_its_time(table: Timetable, now: datetime, share: float) -> None:
    for site in table.sites:
        interval = table.interval(site)
        waited = interval * share
        if table.is_due(site, last=now - waited, now=now):
            assert interval - waited <= min(interval / 10, timedelta(minutes=5))


@given(table=tables(), now=moments, jump=st.timedeltas(timedelta(seconds=1), timedelta(days=9000)))
def test_a_clock_that_jumps_is_no_reason_to_wait(table: Timetable, now: datetime, jump: timedelta) -> None:
    for site in table.sites:
        assert table.is_due(site, last=now + jump, now=now)  # back: the last run is in the future
        far = jump + table.interval(site)
        assert table.is_due(site, last=now - far, now=now)  # forward: it is long ago


@given(table=tables(), now=moments)
def test_a_site_that_was_just_crawled_is_not_due(table: Timetable, now: datetime) -> None:
    for site in table.sites:
        assert not table.is_due(site, last=now, now=now)


@given(table=tables())
def test_offsets_lie_within_the_interval_and_are_spread(table: Timetable) -> None:
    minute = timedelta(minutes=1)
    for every in {table.interval(site) for site in table.sites}:
        alike = [site for site in table.sites if table.interval(site) == every]
        offsets = [table.offset(site) for site in alike]
        assert offsets[0] == timedelta(0)
        assert offsets == sorted(offsets)
        assert all(offset < every and offset % minute == timedelta(0) for offset in offsets)
        gaps = [after - before for before, after in zip(offsets, [*offsets[1:], every + offsets[0]], strict=True)]
        assert max(gaps) - min(gaps) <= minute
