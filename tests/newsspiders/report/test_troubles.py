"""What needs a look, and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newsspiders.report.figures import Figures
from newsspiders.report.history import History
from newsspiders.report.troubles import troubles
from tests.newsspiders.report.histories import FINDING, NOW, PERIOD, a_site, ago

RUN = a_site().last_run
assert RUN is not None
ILL = replace(RUN, is_healthy=False, summary="no source could be read")
DRIFTED = replace(RUN, is_healthy=False, summary="drift: field-missing:lead")


def told(**changes: Any) -> list[str]:
    history = History(period=PERIOD, sites=(a_site("soha"), a_site("cri", **changes)))
    found = troubles(history)
    assert all(trouble.site == "cri" for trouble in found)
    return [f"{trouble.words} -> {trouble.command}" for trouble in found]


def test_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_run": ILL}, "the last run, 2026-03-10 11:00: no source could be read -> scrapy doctor cri"),
        (
            {"last_begun": replace(RUN, finished_at=None, started_at=ago(days=2))},
            "the run of 2026-03-08 12:00 has no end",
        ),
        ({"last_begun": replace(RUN, started_at=ago(days=11))}, "no run since 2026-02-27 12:00"),
        ({"last_begun": None, "last_run": None}, "never crawled -> scrapy doctor cri"),
        ({"last_new": None}, "no new article in 10 days"),
        ({"last_new": ago(days=2), "days": {4: Figures(articles=90)}}, "no new article since 2026-03-08 12:00"),
        (
            {"alarms": (FINDING,)},
            "drift: field-missing:lead -> scrapy doctor cri; if this is how the site is now: scrapy drift cri --accept",
        ),
    ],
)
def test_one_of_each(changes: dict[str, Any], words: str) -> None:
    (line,) = told(**changes)
    assert line.startswith(words)


def test_drift_is_told_once() -> None:
    (line,) = told(alarms=(FINDING,), last_run=DRIFTED)
    assert line.count("field-missing") == 1
    assert "the last run" in told(last_run=DRIFTED)[0]


def test_one_line_for_a_site_that_has_several() -> None:
    (line,) = told(last_run=ILL, last_new=None)
    assert line.endswith("no source could be read; no new article in 10 days -> scrapy doctor cri")


@pytest.mark.parametrize(
    "changes",
    [
        {"last_begun": replace(RUN, finished_at=None, started_at=ago(hours=2))},  # runs now
        {"last_new": ago(days=4), "days": {3: Figures(articles=9)}},  # a slow site
        {"last_new": ago(hours=20), "days": {3: Figures(articles=9000)}},  # a night
        {"last_begun": replace(RUN, started_at=ago(days=-3)), "last_new": NOW},  # a clock that was wrong
    ],
)
def test_no_reason_to_look(changes: dict[str, Any]) -> None:
    assert told(**changes) == []
