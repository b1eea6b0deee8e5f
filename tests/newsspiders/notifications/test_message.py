"""What a message says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.drift.findings import Finding
from newsspiders.health import BROKEN_ENDS
from newsspiders.notifications.message import compose, trial
from newsspiders.notifications.occasions import Occasion
from newsspiders.run_end import RunEnd

NOW = datetime(2026, 3, 7, 8, 20, tzinfo=UTC)


def end(unhealthy: str | None, *, reason: str = "finished", findings: tuple[Finding, ...] = ()) -> RunEnd:
    return RunEnd(
        reason=reason, unhealthy=unhealthy, findings=findings, summary="12 articles (3 new); 8.1 s", is_recorded=True
    )


def finding(code: str = "field-missing:published", *, now: str = "0%") -> Finding:
    return Finding(code=code, about=code, was="100%", now=now, pages=12)


def test_what_is_told_of_drift() -> None:
    message = compose(
        "vietnamplus",
        end("drift: field-missing:published", findings=(finding(),)),
        "broke",
        host="news-server",
        now=NOW,
    )
    assert message.text.splitlines() == [
        "vietnamplus is not healthy: drift",
        "field-missing:published: was 100%, now 0% of 12",
        "12 articles (3 new); 8.1 s",
        "scrapy doctor vietnamplus",
        "news-server, 2026-03-07 08:20 UTC",
    ]


def test_what_is_told_of_a_site_that_is_well_again() -> None:
    message = compose("vietnamplus", end(None), "well", host="news-server", now=NOW)
    assert message.text.splitlines() == [
        "vietnamplus is well again",
        "12 articles (3 new); 8.1 s",
        "news-server, 2026-03-07 08:20 UTC",
    ]


def test_many_findings_are_counted() -> None:
    message = compose(
        "cri", end("drift", findings=tuple(finding(f"x{n}") for n in range(9))), "broke", host="h", now=NOW
    )
    assert message.lines[5] == "and 4 more"


@pytest.mark.parametrize("reason", sorted(set(BROKEN_ENDS) - {"already_running"}))
def test_a_run_that_broke_off_is_no_case_for_the_doctor(reason: str) -> None:
    message = compose("cri", end(BROKEN_ENDS[reason], reason=reason), "broke", host="h", now=NOW)
    assert "doctor" not in message.text
    assert "Look at" in message.text


def test_a_test_says_that_it_is_one() -> None:
    assert trial(host="h", now=NOW).text.splitlines() == [
        "newsspiders: a test",
        "Messages about unhealthy sites arrive here.",
        "h, 2026-03-07 08:20 UTC",
    ]


@given(
    st.text(max_size=800),
    st.lists(st.builds(finding, st.text(min_size=1, max_size=900), now=st.text(max_size=900)), max_size=9),
    st.sampled_from(get_args(Occasion)),
)
def test_whatever_it_says_it_is_short_and_of_lines(why: str, findings: list[Finding], occasion: Occasion) -> None:
    message = compose("cri", end(why, findings=tuple(findings)), occasion, host="h", now=NOW)
    assert len(message.text.encode("utf-16-le")) // 2 <= 4096
    assert message.text.replace("\n", "").isprintable()
    assert len(message.text.splitlines()) == 1 + len(message.lines)
    assert message.headline.startswith("cri is ")
