"""What is thought of the end of a process, with the records of runs beside it."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.rounds.processes import Exit
from newsspiders.rounds.results import End, Result, judge
from newsspiders.rounds.tables import is_remarkable, look_lines, summary_line
from newsspiders.states import RunRecord

RUN = RunRecord(id=7, spider="cri", started_at=datetime(2026, 3, 7, 12, tzinfo=UTC), pid=100, host=socket.gethostname())
DONE = replace(
    RUN, finished_at=RUN.started_at, is_healthy=False, summary="no source could be read", counts={"articles": 2}
)
OTHER = replace(RUN, id=8, pid=200, host="there")


def judged(one: Exit, *runs: RunRecord, known: int = 6) -> Result:
    (result,) = judge([one], runs={"cri": runs}, known={"cri": replace(RUN, id=known)})
    return result


@pytest.mark.parametrize(
    ("one", "runs", "end", "reason", "needs_look"),
    [
        (Exit(name="cri", pid=100, code=0), (DONE,), "healthy", "", False),
        (Exit(name="cri", pid=100, code=1), (DONE,), "unhealthy", "no source could be read", True),
        (Exit(name="cri", pid=100, code=1), (OTHER, DONE), "unhealthy", "no source could be read", True),
        (Exit(name="cri", pid=100, code=1), (RUN,), "unhealthy", "exit code 1, and no record of how it ended", True),
        (Exit(name="cri", pid=100, code=1, last_line="x"), (), "unhealthy", "its last line: x", True),
        (Exit(name="cri", pid=100, code=1), (OTHER,), "running-elsewhere", "pid 200 on there, since 2026-03-07", False),
        (Exit(name="cri", pid=100, code=7), (RUN,), "crashed", "exit code 7", True),
        (Exit(name="cri", pid=100, code=7), (OTHER,), "crashed", "exit code 7", True),
        (Exit(name="cri", pid=100, signal="SIGSEGV"), (RUN,), "crashed", "killed by SIGSEGV", True),
        (Exit(name="cri", pid=100, signal="SIGKILL"), (RUN,), "crashed", "no memory left?", True),
        (Exit(name="cri", pid=100, code=0, told="time"), (DONE,), "timed-out", "its next run goes on", False),
        (Exit(name="cri", pid=100, code=1, told="time"), (DONE,), "timed-out", "no source could be read", True),
        (Exit(name="cri", pid=100, signal="SIGKILL", told="time"), (), "timed-out", "killed, as it did not end", True),
        (Exit(name="cri", pid=100, code=0, told="stop"), (DONE,), "stopped", "", False),
        (Exit(name="cri", pid=100, signal="SIGTERM", told="stop"), (), "stopped", "killed by SIGTERM", False),
        (Exit(name="cri", told="skip", last_line="pid 1 on there"), (), "running-elsewhere", "pid 1 on there", False),
        (Exit(name="cri", told="stop"), (), "not-started", "crawlall was stopped", False),
        (Exit(name="cri", told="time"), (), "not-started", "the time of all was over", False),
        (Exit(name="cri", last_line="no memory"), (), "crashed", "no memory", True),
    ],
)
def test_each_end(one: Exit, runs: tuple[RunRecord, ...], end: End, reason: str, needs_look: bool) -> None:
    result = judged(one, *runs)
    assert (result.end, result.needs_look) == (end, needs_look)
    assert reason in result.reason
    assert bool(reason) == bool(result.reason)


def test_runs_from_before_the_round_say_nothing_of_it() -> None:
    """A killed run has no end either, a full disk leaves many, and a PID comes back one day."""
    one = Exit(name="cri", pid=100, code=1)
    assert judged(one, OTHER, DONE, known=8).end == "unhealthy"
    assert judged(one, OTHER, DONE, known=8).reason == "exit code 1, and no record of how it ended"


def test_a_site_that_had_two_turns() -> None:
    """The run of the first is none of another crawlall, and each is told of its own."""
    second = replace(DONE, id=8, pid=101, is_healthy=True, summary="", counts={"articles": 5})
    exits = [Exit(name="cri", pid=100, code=1), Exit(name="cri", pid=101, code=0), Exit(name="cri", pid=102, code=1)]
    results = judge(exits, runs={"cri": [second, DONE]}, known={})
    assert [(one.end, one.counts.articles) for one in results] == [("unhealthy", 2), ("healthy", 5), ("unhealthy", 0)]
    assert summary_line(results, seconds=61).startswith(
        "crawlall: 1 site, 3 turns in 1:01 min: 1 healthy, 2 unhealthy; 7"
    )


def test_what_is_wrong_twice_is_told_once() -> None:
    one = Result(site="cri", end="unhealthy", reason="no source could be read")
    assert look_lines([one, one]) == ["cri: unhealthy: no source could be read"]


def test_what_it_gave() -> None:
    assert judged(Exit(name="cri", pid=100, code=0), DONE).as_dict()["articles"] == 2


exits = st.builds(
    Exit,
    name=st.just("cri"),
    pid=st.sampled_from((None, 100)),
    code=st.sampled_from((None, 0, 1, 2, 255)),
    signal=st.sampled_from((None, "SIGTERM", "SIGKILL")),
    told=st.sampled_from(("", "time", "stop", "skip")),
    last_line=st.text(max_size=5),
)


@given(exits, st.lists(st.sampled_from((RUN, DONE, OTHER)), max_size=3))
def test_only_a_run_that_says_so_is_healthy_and_what_needs_a_look_is_told(one: Exit, runs: list[RunRecord]) -> None:
    result = judged(one, *runs)
    if result.end == "healthy":
        assert (one.code, one.told) == (0, "")
    assert len(look_lines([result])) == result.needs_look
    assert is_remarkable([result]) or not result.needs_look
    assert f"1 {result.end}" in summary_line([result], seconds=61)


def test_more_time_helps_those_that_came_too_late_and_not_those_that_were_stopped() -> None:
    late = Result(site="cri", end="not-started", reason="the time of all was over")
    stopped = Result(site="vov", end="stopped")
    assert "a higher --jobs" in summary_line([late], seconds=1)
    assert "a higher --jobs" not in summary_line([late, stopped], seconds=1)
