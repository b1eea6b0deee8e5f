"""What needs a look, and the command that helps; what is a trouble is tested with the overview."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from newsspiders.overview.status import TroubleCode
from newsspiders.report.history import History
from newsspiders.report.troubles import _HELP, troubles
from tests.newsspiders.report.histories import FINDING, PERIOD, a_site, ago

RUN = a_site().status.run
assert RUN is not None
ILL = replace(RUN, is_healthy=False, summary="no source could be read")
DRIFTED = replace(RUN, is_healthy=False, summary="drift: field-missing:lead")


def told(**status: Any) -> list[str]:
    found = troubles(History(period=PERIOD, sites=(a_site("soha"), a_site("cri", **status))))
    assert all(trouble.site == "cri" for trouble in found)
    return [f"{trouble.words} -> {trouble.command}" for trouble in found]


def test_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ({"run": ILL}, "no source could be read -> scrapy doctor cri"),
        ({"run": replace(RUN, finished_at=None)}, "the last run was killed (pid 1 on ) -> scrapy crawl cri"),
        ({"run": None}, "never crawled -> scrapy crawl cri"),
        (
            {"drift": (FINDING,), "run": DRIFTED},
            "drift: field-missing:lead -> scrapy doctor cri; if this is how the site is now: scrapy drift cri --accept",
        ),
    ],
)
def test_one_of_each(status: dict[str, Any], line: str) -> None:
    assert told(**status) == [line]


def test_one_line_for_a_site_that_has_several() -> None:
    (line,) = told(run=replace(ILL, started_at=ago(hours=9)))
    assert line.endswith(
        "no source could be read; overdue: crawled 9 h ago, to be crawled every 60 min -> scrapy doctor cri"
    )


def test_each_trouble_has_a_command() -> None:
    assert set(_HELP) == set(get_args(TroubleCode))
