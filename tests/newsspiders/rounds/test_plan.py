"""Whose turn it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsspiders.rounds.plan import plan
from newsspiders.timetable import Timetable

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
SITES = ("a", "b", "c", "d", "e")
TABLE = Timetable(sites=SITES, every=timedelta(minutes=30), others={"b": timedelta(minutes=10), "c": timedelta(days=1)})


def ago(**ages: float) -> dict[str, datetime]:
    return {site: NOW - timedelta(minutes=age) for site, age in ages.items()}


def test_who_waits_longest_comes_first() -> None:
    turns = plan(TABLE, SITES, last=ago(a=35, b=20, c=90, d=10), now=NOW)
    assert [turn.site for turn in turns] == ["e", "b", "a", "d", "c"]
    assert [turn.is_due for turn in turns] == [True, True, True, False, False]
    assert turns[0].last is None
    assert turns[3].next_due == NOW + timedelta(minutes=20)


def test_a_run_in_the_future_is_no_reason_to_wait() -> None:
    (turn,) = plan(TABLE, ("a",), last=ago(a=-60 * 24 * 400), now=NOW)
    assert turn.is_due


@given(st.dictionaries(st.sampled_from(SITES), st.floats(-(10**6), 10**6)))
def test_each_site_once_and_the_due_ones_first(ages: dict[str, float]) -> None:
    turns = plan(TABLE, SITES, last=ago(**ages), now=NOW)
    assert sorted(turn.site for turn in turns) == list(SITES)
    waits = [turn.next_due for turn in turns if not turn.is_due]
    assert all(when > NOW for when in waits)
    never = [turn.site for turn in turns if turn.last is None or turn.last > NOW]
    assert [turn.site for turn in turns][: len(never)] == never
