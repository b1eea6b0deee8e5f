"""Retry-After in all its forms, and the words of a rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.middlewares.retry import parse_retry_after, rest_error
from newsspiders.states import HostState

NOW = datetime(2026, 3, 7, 14, 0, tzinfo=UTC)
YEAR_SECONDS = 365 * 86400


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        (b" 120 ", 120),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("120, 5", None),
        ("9" * 5000, YEAR_SECONDS),
        ("Sat, 07 Mar 2026 14:02:00 GMT", 120),
        ("Saturday, 07-Mar-26 14:02:00 GMT", 120),
        ("Sat Mar  7 14:02:00 2026", 120),
        ("Sat, 07 Mar 2026 21:02:00 +0700", 120),
        ("Sat, 07 Mar 2026 13:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", YEAR_SECONDS),
        ("Sat, 32 Mar 2026 14:02:00 GMT", None),
        ("Sat, 07 Mar 2026 14:02:00 +9999", None),
    ],
)
def test_retry_after(value: str | bytes | None, seconds: float | None) -> None:
    assert parse_retry_after(value, now=NOW) == seconds


@given(st.integers(0, YEAR_SECONDS))
def test_number_and_date_mean_the_same(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert parse_retry_after(str(seconds), now=NOW) == parse_retry_after(date, now=NOW) == seconds


@given(
    st.text() | st.binary() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,4} [A-Z][a-z]{2} \d{1,9} \d\d:\d\d:\d\d [+A-Z-]\w*")
)
def test_anything_is_a_bounded_number_of_seconds_or_none(value: str | bytes) -> None:
    seconds = parse_retry_after(value, now=NOW)
    assert seconds is None or 0 <= seconds <= YEAR_SECONDS


def test_a_rest_is_told_by_this_machines_clock() -> None:
    today, later = NOW + timedelta(minutes=1), NOW + timedelta(days=2)
    told = [
        str(rest_error(HostState(host="news.example", not_before=moment, reason="HTTP 503, 5 times in a row"), now=NOW))
        for moment in (today, later)
    ]
    assert told == [
        f"news.example is left alone until {today.astimezone():%H:%M} (HTTP 503, 5 times in a row)",
        f"news.example is left alone until {later.astimezone():%Y-%m-%d %H:%M} (HTTP 503, 5 times in a row)",
    ]
