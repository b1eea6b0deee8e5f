"""When a site is silent: nights, weekends and outages are no silence, a site that ended is."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsspiders.overview.silence import LOOKED_BACK, silent_after, usual_gap

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFFICE = range(7, 22)


def hours_ago(*, weekdays: bool = False, without: range = range(0)) -> list[int]:
    """Of a site that publishes in office hours for four weeks, each day or Monday to Friday; but not `without`."""
    hours = range(28 * 24)
    return [
        hour
        for hour in hours
        if hour % 24 in OFFICE and not (weekdays and hour // 24 % 7 in (5, 6)) and hour not in without
    ]


def test_a_site_with_nights_may_be_silent_for_a_day() -> None:
    assert usual_gap(hours_ago()) == 10 * HOUR
    assert silent_after(hours_ago()) == DAY


def test_weekends_are_no_silence() -> None:
    weekend = 10 * HOUR + 2 * DAY
    assert usual_gap(hours_ago(weekdays=True)) == weekend
    assert silent_after(hours_ago(weekdays=True)) == 2 * weekend


def test_an_outage_of_a_week_makes_nobody_patient() -> None:
    assert silent_after(hours_ago(without=range(100, 268))) == DAY


def test_a_site_of_one_article_a_week() -> None:
    assert silent_after([1, 169, 337, 505]) == 14 * DAY


def test_too_few_to_know() -> None:
    for hours in ([], [5], [5, 9], [5, 9, 600]):
        assert usual_gap(hours) is None
        assert silent_after(hours) == LOOKED_BACK


@given(st.sets(st.integers(0, 9000)))
def test_never_less_than_a_day_nor_more_than_four_weeks(hours: set[int]) -> None:
    assert DAY <= silent_after(hours) <= LOOKED_BACK
    longest = (usual_gap(hours) or LOOKED_BACK) * 2
    assert silent_after(hours) <= max(DAY, longest)


@given(st.sets(st.integers(0, 600), min_size=5))
def test_older_articles_say_nothing(hours: set[int]) -> None:
    assert usual_gap(hours) == usual_gap({*hours, *range(28 * 24, 30 * 24)})
