"""Hosts: how long a host is waited for, and when it is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.hosts import Hosts
from newsspiders.states import HostState

NOW = datetime(2026, 3, 7, 14, 0, tzinfo=UTC)
HOST = "news.example"
retry_afters = st.none() | st.floats(min_value=0, max_value=1e9)


def steady(**changed: float) -> Hosts:
    """Hosts without jitter."""
    return Hosts(draw=lambda: 0.5, **changed)  # type: ignore[arg-type]  # failures_max stays


def fail(hosts: Hosts, times: int, *, now: datetime = NOW) -> list[float]:
    return [hosts.failed(HOST, now=now, reason="HTTP 503") for _ in range(times)]


def test_an_unknown_host_is_asked_at_once() -> None:
    hosts = Hosts()
    assert hosts.wait_seconds(HOST, NOW) == 0
    assert hosts.resting(HOST, NOW) is None
    assert hosts.states == ()


def test_the_wait_doubles_up_to_its_bound() -> None:
    hosts = Hosts(backoff_seconds=5, backoff_max_seconds=15, failures_max=9, draw=lambda: 0.5)
    assert fail(hosts, 4) == [5, 10, 15, 15]
    assert hosts.resting(HOST, NOW) is None


def test_the_wait_runs_out() -> None:
    hosts = steady()
    fail(hosts, 1)
    assert hosts.wait_seconds(HOST, NOW + timedelta(seconds=2)) == 3
    assert hosts.wait_seconds(HOST, NOW + timedelta(seconds=5)) == 0
    assert hosts.wait_seconds("other.example", NOW) == 0


@given(draw=st.floats(0, 1), failures=st.integers(1, 8))
def test_jitter_is_half_of_the_wait_at_most(draw: float, failures: int) -> None:
    hosts = Hosts(backoff_seconds=1, backoff_max_seconds=1e9, failures_max=9, draw=lambda: draw)
    middle = 2.0 ** (failures - 1)
    assert middle * 0.5 <= fail(hosts, failures)[-1] <= middle * 1.5


def test_retry_after_wins_where_it_is_longer() -> None:
    hosts = steady()
    assert hosts.failed(HOST, now=NOW, reason="HTTP 429", retry_after_seconds=1) == 5
    assert hosts.failed(HOST, now=NOW, reason="HTTP 429", retry_after_seconds=200) == 200
    assert hosts.resting(HOST, NOW) is None


def test_a_host_rests_after_failures_in_a_row() -> None:
    hosts = steady()
    fail(hosts, 5)
    state = hosts.resting(HOST, NOW)
    assert state is not None
    assert state.not_before == NOW + timedelta(minutes=30)
    assert state.reason == "HTTP 503, 5 times in a row"
    assert hosts.resting(HOST, NOW + timedelta(minutes=30)) is None


def test_a_host_rests_when_it_asks_for_more_than_a_run_waits() -> None:
    hosts = steady()
    hosts.failed(HOST, now=NOW, reason="HTTP 429", retry_after_seconds=7200)
    state = hosts.resting(HOST, NOW)
    assert state is not None
    assert state.not_before == NOW + timedelta(hours=2)
    assert state.reason == "HTTP 429, Retry-After 7200 s"


def test_each_rest_in_a_row_is_twice_as_long() -> None:
    hosts, now, rests = steady(rest_max_seconds=7200), NOW, []
    fail(hosts, 4)
    for _ in range(4):
        rests += fail(hosts, 1, now=now)
        now += timedelta(seconds=rests[-1])
    assert rests == [1800, 3600, 7200, 7200]


def test_an_answer_that_comes_late_does_not_make_the_rest_longer() -> None:
    hosts = steady()
    fail(hosts, 5)
    before = hosts.states
    fail(hosts, 3, now=NOW + timedelta(seconds=1))
    assert hosts.states == before


def test_one_success_and_all_is_forgotten() -> None:
    hosts = steady()
    fail(hosts, 5)
    hosts.succeeded(HOST)
    assert hosts.states == ()
    assert fail(hosts, 1) == [5]


def test_a_later_run_knows_what_the_earlier_one_knew() -> None:
    earlier, later = steady(), steady()
    fail(earlier, 5)
    later.load(earlier.states)
    assert later.resting(HOST, NOW) == earlier.resting(HOST, NOW)
    assert fail(later, 1, now=NOW + timedelta(hours=1)) == [3600]


@given(
    steps=st.lists(st.tuples(st.booleans(), retry_afters, st.integers(0, 10_000)), max_size=30),
    failures_max=st.integers(1, 6),
)
def test_whatever_happens_a_wait_is_bounded_and_ends(
    steps: list[tuple[bool, float | None, int]], failures_max: int
) -> None:
    hosts, now = Hosts(failures_max=failures_max), NOW
    for is_success, retry_after_seconds, passed_seconds in steps:
        now += timedelta(seconds=passed_seconds)
        if is_success:
            hosts.succeeded(HOST)
            assert hosts.wait_seconds(HOST, now) == 0
            continue
        seconds = hosts.failed(HOST, now=now, reason="HTTP 503", retry_after_seconds=retry_after_seconds)
        assert 0 < seconds <= 86400
        assert hosts.wait_seconds(HOST, now) == pytest.approx(seconds, abs=1e-5)
        assert hosts.resting(HOST, now) or seconds <= 300
        assert hosts.wait_seconds(HOST, now + timedelta(seconds=seconds + 1)) == 0
        assert hosts.resting(HOST, now + timedelta(seconds=seconds + 1)) is None


def test_a_state_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no zone"):
        HostState(host=HOST, not_before=NOW.replace(tzinfo=None))


def test_a_host_must_be_let_fail_once() -> None:
    with pytest.raises(ValueError, match="HOST_FAILURES_MAX"):
        Hosts(failures_max=0)


def test_a_wait_that_was_begun_while_the_clock_was_ahead_is_over() -> None:
    hosts = steady()
    fail(hosts, 1)
    assert hosts.wait_seconds(HOST, NOW - timedelta(hours=1)) == 0
    fail(hosts, 5)
    assert hosts.resting(HOST, NOW) is not None
    assert hosts.resting(HOST, NOW - timedelta(days=365)) is None
