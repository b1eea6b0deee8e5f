"""When there is something to tell of a run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.notifications.extension import ended
from newsspiders.notifications.occasions import Ended, Occasion, occasion
from newsspiders.states import RunRecord

START = datetime(2026, 3, 7, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FAILED = "3 pages failed, 1 gave an article"
UNREADABLE = "no source could be read"
DRIFT = "drift: body-shorter"


def told(runs: Sequence[Ended], *, again: timedelta = DAY) -> list[Occasion | None]:
    """What each of these runs is told for, oldest first."""
    return [occasion(run, runs[:index][::-1], again=again) for index, run in enumerate(runs)]


def every(minutes: int, *troubles: str | None, start: datetime = START) -> list[Ended]:
    return [Ended(at=start + number * timedelta(minutes=minutes), trouble=one) for number, one in enumerate(troubles)]


@pytest.mark.parametrize(
    ("troubles", "expected"),
    [
        ([None, None], [None, None]),
        ([FAILED], ["broke"]),
        ([None, FAILED, FAILED, None, None], [None, "broke", None, "well", None]),
        ([FAILED, "14 pages failed, 2 gave an article"], ["broke", None]),
        ([DRIFT, "drift: body-shorter, field-missing:published"], ["broke", None]),
        ([FAILED, UNREADABLE, UNREADABLE], ["broke", "changed", None]),
        ([FAILED, UNREADABLE, FAILED, UNREADABLE], ["broke", "changed", None, None]),
        ([FAILED, None, FAILED], ["broke", "well", "broke"]),
    ],
)
def test_a_message_when_something_becomes_another(troubles: list[str | None], expected: list[str | None]) -> None:
    assert told(every(20, *troubles)) == expected


def test_a_trouble_that_stands_is_told_again_each_day() -> None:
    runs = every(30, *[FAILED] * 48 * 4)
    found = [(run.at.isoformat(), what) for run, what in zip(runs, told(runs), strict=True) if what]
    assert found == [
        ("2026-03-07T10:00:00+00:00", "broke"),
        ("2026-03-08T00:00:00+00:00", "still"),
        ("2026-03-09T00:00:00+00:00", "still"),
        ("2026-03-10T00:00:00+00:00", "still"),
        ("2026-03-11T00:00:00+00:00", "still"),
    ]


def test_what_broke_before_midnight_is_not_told_again_after_it() -> None:
    assert told(every(20, FAILED, FAILED, start=START.replace(hour=23, minute=50))) == ["broke", None]


def test_a_site_that_is_crawled_each_week_is_told_of_each_week() -> None:
    assert told(every(7 * 24 * 60, FAILED, FAILED, FAILED)) == ["broke", "still", "still"]


def test_a_run_that_a_wrong_clock_dated_years_ahead_silences_nothing() -> None:
    ahead = Ended(at=START + 3000 * DAY, trouble=FAILED)
    assert told([ahead, *every(30, *[FAILED] * 100)]).count("still") == 2


def record(number: int, *, ended_at: datetime | None = START, urls: str | None = None) -> RunRecord:
    return RunRecord(
        id=number,
        spider="cri",
        started_at=START,
        finished_at=ended_at,
        pid=1,
        host="h",
        arguments={"urls": urls} if urls else {},
        is_healthy=False,
        summary=f"run {number}",
    )


def test_runs_that_were_killed_or_asked_for_single_pages_are_no_part_of_the_history() -> None:
    records = [record(4), record(3, ended_at=None), record(2, urls="a.txt"), record(1), record(4)]
    assert [run.trouble for run in ended(records)] == ["run 4", "run 1"]


runs_of_a_site = st.lists(
    st.tuples(st.integers(1, 3000), st.sampled_from([None, FAILED, UNREADABLE, DRIFT])), max_size=60
).map(
    lambda steps: [
        Ended(at=START + timedelta(minutes=sum(gap for gap, _ in steps[: index + 1])), trouble=trouble)
        for index, (_, trouble) in enumerate(steps)
    ]
)
stretches = st.sampled_from([timedelta(hours=1), timedelta(hours=12), DAY])


@given(runs_of_a_site, stretches)
def test_each_trouble_is_told_when_it_begins_and_when_it_ends(runs: list[Ended], again: timedelta) -> None:
    occasions = told(runs, again=again)
    was_unhealthy = [False, *(run.trouble is not None for run in runs)]
    for run, what, before in zip(runs, occasions, was_unhealthy, strict=False):
        is_unhealthy = run.trouble is not None
        assert (what == "broke") == (is_unhealthy and not before)
        assert (what == "well") == (not is_unhealthy and before)


@given(runs_of_a_site, stretches)
def test_no_kind_of_trouble_is_told_twice_within_half_of_the_time(runs: list[Ended], again: timedelta) -> None:
    tellings = list(zip(runs, told(runs, again=again), strict=True))
    for is_unhealthy, trouble in groupby(tellings, key=lambda telling: telling[0].trouble is not None):
        last: dict[str | None, datetime] = {}
        for run, what in trouble:
            if is_unhealthy and what:
                assert run.kind not in last or run.at - last[run.kind] >= again / 2
                last[run.kind] = run.at


@given(st.integers(1, 600), st.integers(1, 200), stretches)
def test_a_trouble_that_stands_is_never_silent_for_long(minutes: int, count: int, again: timedelta) -> None:
    runs = every(minutes, *[FAILED] * count)
    spoken = [run.at for run, what in zip(runs, told(runs, again=again), strict=True) if what]
    longest = 1.5 * again + timedelta(minutes=minutes)
    assert all(later - earlier <= longest for earlier, later in zip(spoken, [*spoken[1:], runs[-1].at], strict=True))


@given(runs_of_a_site, stretches)
def test_what_lies_further_back_changes_nothing(runs: list[Ended], again: timedelta) -> None:
    for index, run in enumerate(runs):
        before = runs[:index][::-1]
        near = [one for number, one in enumerate(before) if number == 0 or run.at - one.at < again]
        assert occasion(run, near, again=again) == occasion(run, before, again=again)
