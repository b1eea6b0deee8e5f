"""What is thought of a site, and how it is told."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from extractors.sites import all_sites
from newsspiders.drift.findings import Finding
from newsspiders.overview.ages import age, span
from newsspiders.overview.status import SiteStatus
from newsspiders.overview.table import render, sparkline
from newsspiders.run_counts import RunCounts
from newsspiders.states import Arrivals, HostState, RunRecord
from tests.newsspiders.articles import MOMENT as NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FINDING = Finding(code="field-missing:lead", about="lead", field="lead", was="98%", now="3%", pages=30)
DAILY = dict.fromkeys(range(28 * 24), 3)


def make_run(**changes: Any) -> RunRecord:
    run = RunRecord(
        id=7,
        spider="cri",
        started_at=NOW - 15 * MINUTE,
        finished_at=NOW - 12 * MINUTE,
        pid=4711,
        host="here",
        reason="finished",
        is_healthy=True,
        summary="9 articles",
    )
    return replace(run, **changes)


def make_status(**changes: Any) -> SiteStatus:
    status = SiteStatus(
        site="cri",
        now=NOW,
        days=7,
        run=make_run(),
        arrivals=Arrivals(stored=2000, last=NOW - 14 * MINUTE, hours=DAILY),
        counts=RunCounts(articles=99, failed=1, warnings=33),
        interval=30 * MINUTE,
        next_due=NOW + 12 * MINUTE,
        queue=4,
    )
    return replace(status, **changes)


def codes(status: SiteStatus) -> list[str]:
    return [trouble.code for trouble in status.troubles]


def shown(*statuses: SiteStatus, width: int = 120) -> list[str]:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    console.print(render(statuses, width=width))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]  # it is a StringIO
    return [line.rstrip() for line in text.splitlines()]


def test_all_is_well() -> None:
    assert make_status().troubles == ()
    assert shown(make_status()) == [
        "site  last run            newest      a day  by day   failed  warned  queue  next",
        "cri   healthy 12 min ago  14 min ago     72  ███████      1%     33%      4  in 12 min",
    ]


def test_a_narrow_terminal_has_less() -> None:
    assert shown(make_status(), width=80) == [
        "site last run           newest     a day failed next",
        "cri  healthy 12 min ago 14 min ago    72     1% in 12 min",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"run": make_run(is_healthy=False, summary="no source could be read")}, ["unhealthy"]),
        ({"run": make_run(finished_at=None, is_healthy=None)}, ["killed"]),
        ({"run": make_run(finished_at=None, is_healthy=None), "is_alive": True}, []),
        ({"run": make_run(started_at=NOW - 5 * DAY, finished_at=None), "is_alive": True}, []),
        ({"drift": (FINDING,)}, ["drift"]),
        ({"run": make_run(is_healthy=False, summary="drift: field-missing:lead"), "drift": (FINDING,)}, ["drift"]),
        ({"run": make_run(started_at=NOW - 90 * MINUTE)}, []),
        ({"run": make_run(started_at=NOW - 91 * MINUTE)}, ["overdue"]),
        ({"run": make_run(started_at=NOW - 91 * MINUTE), "interval": None}, []),
        ({"run": make_run(started_at=NOW + DAY, finished_at=NOW + DAY)}, ["clock"]),
        ({"run": None}, ["never-crawled"]),
        ({"run": None, "interval": None}, []),
        ({"arrivals": Arrivals(stored=9, last=NOW - DAY, hours=DAILY)}, []),
        ({"arrivals": Arrivals(stored=9, last=NOW - 25 * HOUR, hours=DAILY)}, ["silent"]),
        ({"arrivals": Arrivals(stored=9, last=NOW - 27 * DAY)}, []),
        ({"arrivals": Arrivals(stored=9, last=NOW - 29 * DAY)}, ["silent"]),
        ({"arrivals": Arrivals()}, []),
        ({"arrivals": Arrivals(stored=9, last=NOW + 9 * DAY)}, []),
    ],
)
def test_what_somebody_should_look_at(changes: dict[str, Any], expected: list[str]) -> None:
    status = make_status(**changes)
    if expected == ["drift"] and status.run_state == "unhealthy":
        assert [trouble.words for trouble in status.troubles] == ["drift: field-missing:lead"]
    else:
        assert codes(status) == expected


def test_troubles_come_first_in_words() -> None:
    ill = make_status(
        site="vov",
        run=make_run(spider="vov", is_healthy=False, summary="no source [could] be read", started_at=NOW - 5 * HOUR),
        resting=(HostState(host="vov.vn", openings=1, not_before=NOW + 25 * MINUTE, reason="HTTP 503"),),
    )
    assert shown(ill, make_status()) == [
        "Look at 1 of 2; scrapy doctor SITE finds the cause:",
        "vov              no source [could] be read",
        "                 overdue: crawled 5 h ago, to be crawled every 30 min",
        "",
        "site  last run              newest      a day  by day   failed  warned  queue  next",
        "vov   unhealthy 12 min ago  14 min ago     72  ███████      1%     33%      4  overdue",
        "cri   healthy 12 min ago    14 min ago     72  ███████      1%     33%      4  in 12 min",
        "",
        "vov.vn is left alone for 25 min (HTTP 503)",
    ]


def test_a_running_one_and_one_that_never_ran() -> None:
    running = make_status(run=make_run(finished_at=None, is_healthy=None), is_alive=True)
    never = make_status(run=None, arrivals=Arrivals(), counts=RunCounts(), next_due=NOW, queue=0)
    assert shown(running, never)[-2:] == [
        "cri   running 15 min  14 min ago     72  ███████      1%     33%      4  -",
        "cri   never           never         0.0  ·······       -       -      0  now",
    ]


def test_as_json() -> None:
    status = make_status(
        drift=(FINDING,),
        resting=(HostState(host="cri.cn", openings=1, not_before=NOW + HOUR, reason="HTTP 503"),),
    )
    told = json.loads(json.dumps(status.as_dict()))
    assert told == {
        "site": "cri",
        "needs_look": True,
        "troubles": [{"code": "drift", "words": "drift: field-missing:lead"}],
        "last_run": {
            "id": 7,
            "state": "healthy",
            "why": None,
            "started_at": "2026-03-07T00:45:00+00:00",
            "finished_at": "2026-03-07T00:48:00+00:00",
            "host": "here",
            "pid": 4711,
        },
        "last_new_at": "2026-03-07T00:46:00+00:00",
        "articles": 2000,
        "new_per_day": 72.0,
        "new_by_day": [72] * 7,
        "failure_rate": 0.01,
        "warning_rate": 0.3333,
        "drift": [FINDING.as_dict()],
        "interval_seconds": 1800.0,
        "next_due_at": "2026-03-07T01:12:00+00:00",
        "is_overdue": False,
        "silent_after_seconds": 86400.0,
        "queue": 4,
        "resting_hosts": [{"host": "cri.cn", "until": "2026-03-07T02:00:00+00:00", "reason": "HTTP 503"}],
    }


@pytest.mark.parametrize("width", [80, 100])
def test_the_longest_row_fits(width: int) -> None:
    longest = make_status(
        site=max(all_sites(), key=len),
        run=make_run(is_healthy=False, finished_at=NOW - 99 * MINUTE),
        arrivals=Arrivals(stored=1, last=NOW - 99 * MINUTE, hours=dict.fromkeys(range(168), 50)),
        counts=RunCounts(articles=1, failed=99, warnings=12),
        next_due=NOW + 99 * MINUTE,
        queue=99999,
    )
    row = shown(longest, width=width)[-1]
    assert cell_len(row) <= width
    for cell in (longest.site, "unhealthy 99 min ago", " 99 min ago", "1200", "99%", "in 99 min"):
        assert cell in row
    assert width == 80 or ("1200%" in row and "99999" in row)


MOMENTS = st.timedeltas(timedelta(days=-2000), timedelta(days=2000)).map(lambda length: NOW + length)


@given(
    status=st.builds(
        make_status,
        site=st.sampled_from(sorted(all_sites())),
        run=st.none()
        | st.builds(
            make_run,
            started_at=MOMENTS,
            finished_at=st.none() | MOMENTS,
            is_healthy=st.booleans(),
            summary=st.none() | st.text(),
        ),
        is_alive=st.booleans(),
        arrivals=st.builds(
            Arrivals,
            stored=st.integers(0, 10**6),
            last=st.none() | MOMENTS,
            hours=st.dictionaries(st.integers(0, 9000), st.integers(1, 9999)),
        ),
        days=st.integers(1, 366),
        queue=st.integers(0, 10**6),
        next_due=st.none() | MOMENTS,
    ),
    width=st.sampled_from((80, 100, 120)),
)
def test_whatever_the_clocks_say_it_fits_and_no_age_is_negative(status: SiteStatus, width: int) -> None:
    rows = [line for line in shown(replace(status, drift=()), width=width) if line.startswith(status.site)]
    assert rows
    assert all(cell_len(line) <= width for line in rows)
    json.dumps(status.as_dict())


@given(MOMENTS, MOMENTS)
def test_no_age_is_negative(moment: datetime, now: datetime) -> None:
    assert "-" not in age(moment, now=now)
    assert span(moment - now) == span(now - moment)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=400), st.integers(1, 20))
def test_a_sparkline_is_short_and_says_where_there_was_something(counts: list[int], longest: int) -> None:
    line = sparkline(counts, longest=longest)
    assert len(line) == min(longest, len(counts))
    assert (set(line) == {"·"}) == (not any(counts))
    assert ("█" in line) == any(counts)
