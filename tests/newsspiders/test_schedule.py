"""When a URL is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from newsspiders.schedule import Schedule
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.states import make_fetch, make_state

SCHEDULE = Schedule(
    revisit_after_seconds=(900, 7200, 86_400),
    revisit_age_max_seconds=3 * 86_400,
    retry_seconds=60,
    retry_max_seconds=3600,
    failures_max=4,
    jitter=lambda: 0.5,
)


def test_a_new_article_is_visited_again_in_minutes_then_hours_then_a_day_then_never() -> None:
    state, waits = make_state(), []
    for _ in range(4):
        state = SCHEDULE.after_article(state, make_fetch(), published=MOMENT)
        waits.append((state.next_due - MOMENT).total_seconds() if state.next_due else None)
    assert waits == [900, 7200, 86_400, None]
    assert state.visits == 4


def test_an_old_article_is_not_visited_again() -> None:
    after = SCHEDULE.after_article(make_state(), make_fetch(), published=MOMENT - timedelta(days=30))
    assert after.next_due is None


def test_an_article_without_a_date_is_as_old_as_its_discovery() -> None:
    seen = make_state(first_seen=MOMENT - timedelta(days=30))
    assert SCHEDULE.after_article(seen, make_fetch(), published=None).next_due is None
    assert SCHEDULE.after_article(make_state(), make_fetch(), published=None).next_due is not None


def test_what_a_conditional_request_needs_is_kept() -> None:
    fetch = make_fetch(etag='"abc"', last_modified="Sat, 07 Mar 2026 01:00:00 GMT")
    after = SCHEDULE.after_article(make_state(failures=2), fetch, published=MOMENT)
    assert (after.etag, after.last_modified) == ('"abc"', "Sat, 07 Mar 2026 01:00:00 GMT")
    assert (after.outcome, after.failures, after.status) == ("article", 0, 200)


def test_failures_wait_longer_and_longer_and_end() -> None:
    state, waits = make_state(), []
    for _ in range(4):
        state = SCHEDULE.after_failure(state, status=500, now=MOMENT)
        waits.append((state.next_due - MOMENT).total_seconds() if state.next_due else None)
    assert waits == [60, 120, 240, None]
    assert state.outcome == "failed"


@pytest.mark.parametrize(("status", "failures", "outcome"), [(404, 0, "failed"), (404, 1, "gone"), (410, 0, "gone")])
def test_gone_pages_are_given_up_soon(status: int, failures: int, outcome: str) -> None:
    after = SCHEDULE.after_failure(make_state(failures=failures), status=status, now=MOMENT)
    assert after.outcome == outcome
    assert (after.next_due is None) == (outcome == "gone")


def test_a_stored_article_stays_one_when_its_page_fails() -> None:
    stored = make_state(outcome="article", visits=1)
    assert SCHEDULE.after_failure(stored, status=410, now=MOMENT).outcome == "article"


def test_other_pages_are_never_due_again() -> None:
    after = SCHEDULE.after_other_page(make_state(), make_fetch())
    assert (after.outcome, after.next_due) == ("not-article", None)


def test_an_article_out_of_range_is_remembered_with_its_date() -> None:
    published = MOMENT - timedelta(days=9)
    after = SCHEDULE.after_other_page(make_state(), make_fetch(), published=published)
    assert (after.outcome, after.published, after.next_due) == ("out-of-range", published, None)


@given(st.integers(0, 50), st.floats(0, 1))
def test_a_second_try_is_never_at_once_and_never_later_than_the_bound(failures: int, jitter: float) -> None:
    schedule = Schedule(
        revisit_after_seconds=(),
        revisit_age_max_seconds=1,
        retry_seconds=60,
        retry_max_seconds=3600,
        failures_max=1000,
        jitter=lambda: jitter,
    )
    after = schedule.after_failure(make_state(failures=failures), status=None, now=MOMENT)
    assert after.next_due is not None
    assert 45 <= (after.next_due - MOMENT).total_seconds() <= 3600 * 1.25


def test_settings_of_the_project() -> None:
    schedule = Schedule.of(_project_settings())
    assert schedule.revisit_after_seconds == (900, 7200, 86_400)


def test_a_wrong_setting_says_what_to_write() -> None:
    settings = _project_settings()
    settings.set("REVISIT_AFTER_SECONDS", "900,0")
    with pytest.raises(ValueError, match="REVISIT_AFTER_SECONDS"):
        Schedule.of(settings)


def _project_settings() -> Settings:
    settings = Settings()
    settings.setmodule("newsspiders.settings")
    return settings


@given(failures=st.integers(0, 3), visits=st.integers(0, 4), jitter=st.floats(0, 1))
def test_nothing_is_due_later_than_the_longest_wait(failures: int, visits: int, jitter: float) -> None:
    schedule = replace(SCHEDULE, jitter=lambda: jitter)
    state = make_state(failures=failures, visits=visits)
    after = (
        schedule.after_article(state, make_fetch(), published=MOMENT),
        schedule.after_failure(state, status=500, now=MOMENT),
        schedule.after_hosts_failure(state, status=503, now=MOMENT),
        schedule.after_refusal(state, now=MOMENT),
    )
    assert all(one.next_due is None or one.next_due - MOMENT <= schedule.longest for one in after)
