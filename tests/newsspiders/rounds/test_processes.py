"""Processes: real commands, each with its time, on the leash."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from newsspiders.rounds import leash
from newsspiders.rounds.processes import Exit, Job, Limits, Processes

SOON = Limits(at_once=4, total=60, each=40, grace=20)


def shell(name: str, script: str) -> Job:
    return Job(name=name, command=("/bin/sh", "-c", script))


def run(
    *jobs: Job,
    limits: Limits = SOON,
    why_not: Callable[[str], str] = lambda name: "",
    stop_at: Callable[[Processes, str], object] = lambda processes, lines: None,
) -> tuple[dict[str, Exit], list[str]]:
    """How they ended, and the lines they wrote."""
    written: list[str] = []

    def on_lines(lines: str) -> None:
        written.extend(lines.split("\n"))
        stop_at(processes, lines)

    processes = Processes(limits, on_lines=on_lines, why_not=why_not)
    exits = asyncio.run(processes.run(jobs))
    assert [one.name for one in exits if one.seconds < 0] == []
    return {one.name: one for one in exits}, written


def test_how_each_ended() -> None:
    exits, written = run(shell("well", "echo so"), shell("ill", "echo no >&2; exit 3"), shell("dead", "kill -9 $$"))
    assert (exits["well"].code, exits["well"].signal, exits["well"].last_line) == (0, None, "so")
    assert (exits["ill"].code, exits["ill"].signal, exits["ill"].last_line) == (3, None, "no")
    assert (exits["dead"].code, exits["dead"].signal, exits["dead"].told) == (None, "SIGKILL", "")
    assert sorted(written) == ["no", "so"]


def test_lines_stay_whole() -> None:
    script = "for n in 1 2 3 4 5 6 7 8 9; do printf {0}; sleep 0.01; printf {0}; sleep 0.01; echo {0}; done"
    _, written = run(*(shell(name, script.format(name * 5)) for name in "abcd"))
    assert sorted(written) == sorted(name * 15 for name in "abcd" for _ in range(9))


def test_a_line_without_end_is_passed_on_in_pieces() -> None:
    exits, written = run(shell("endless", "head -c 1000000 /dev/zero | tr '\\0' x; printf '\\377 the end'"))
    assert "".join(written) == "x" * 1_000_000 + "\ufffd the end"
    assert max(map(len, written)) < 200_000
    assert exits["endless"].last_line.endswith("the end")
    assert len(exits["endless"].last_line) <= 300


def test_no_more_at_once_than_asked_for(tmp_path: Path) -> None:
    script = f"echo + >> {tmp_path}/log; sleep 0.05; echo - >> {tmp_path}/log"
    run(*(shell(str(number), script) for number in range(9)), limits=Limits(at_once=2, total=60, each=40, grace=1))
    running, most = 0, 0
    for line in (tmp_path / "log").read_text().split():
        running += 1 if line == "+" else -1
        most = max(most, running)
    assert (most, running) == (2, 0)


def test_one_whose_time_is_over_is_told_to_end() -> None:
    limits = Limits(at_once=2, total=60, each=0.3, grace=20)
    exits, written = run(shell("hears", "trap 'echo ended; exit 0' TERM; while :; do sleep 0.05; done"), limits=limits)
    assert (exits["hears"].told, exits["hears"].code) == ("time", 0)
    assert written == ["ended"]


def test_one_that_does_not_hear_is_killed_with_all_it_started(tmp_path: Path) -> None:
    limits = Limits(at_once=2, total=60, each=1, grace=0.2)
    exits, _ = run(shell("deaf", f"trap '' TERM; sleep 600 & echo $! > {tmp_path}/pid; wait; sleep 600"), limits=limits)
    assert (exits["deaf"].told, exits["deaf"].code, exits["deaf"].signal) == ("time", None, "SIGKILL")
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_what_one_leaves_behind_is_killed_and_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    exits, _ = run(shell("untidy", f"sleep 600 & echo $! > {tmp_path}/pid"))
    assert exits["untidy"].code == 0
    assert time.monotonic() - began < 30  # not the 40 of its time
    assert is_gone(int((tmp_path / "pid").read_text()))


def is_gone(pid: int) -> bool:
    for _ in range(500):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


def test_nothing_is_started_near_the_end_of_all() -> None:
    limits = Limits(at_once=1, total=0.5, each=40, grace=20)
    exits, _ = run(shell("first", "sleep 600"), shell("second", "echo never"), limits=limits)
    assert (exits["first"].told, exits["first"].signal) == ("time", "SIGTERM")
    assert exits["second"] == Exit(name="second", told="time")


def test_stopped() -> None:
    said: list[str] = []

    def stop_at(processes: Processes, lines: str) -> None:
        said.extend(lines.split())
        if said.count("go") == 2:  # and once more for each word after that: the second time kills
            processes.stop()

    exits, _ = run(
        shell("first", "echo go; exec sleep 600"),
        shell("deaf", "trap 'echo heard' TERM; echo go; while :; do sleep 0.1; done"),
        shell("third", "echo never"),
        limits=Limits(at_once=2, total=60, each=40, grace=20),
        stop_at=stop_at,
    )
    assert (exits["first"].told, exits["deaf"].told) == ("stop", "stop")
    assert exits["deaf"].signal == "SIGKILL"
    assert exits["third"] == Exit(name="third", told="stop")


def test_one_that_is_not_wanted_any_more() -> None:
    exits, written = run(shell("a", "echo a"), shell("b", "echo b"), why_not=lambda name: "no" * (name == "a"))
    assert exits["a"] == Exit(name="a", told="skip", last_line="no")
    assert exits["b"].code == 0
    assert written == ["b"]


def run_with_more(
    *jobs: Job, more: Callable[[Processes, Collection[str]], list[Job]], limits: Limits = SOON
) -> list[Exit]:
    processes = Processes(limits, on_lines=lambda lines: None)
    return asyncio.run(processes.run(jobs, more=lambda busy: more(processes, busy), look_seconds=0.05))


def test_others_come_while_some_run_and_there_is_room(tmp_path: Path) -> None:
    """`long` ends when there were five others, each of which ran beside it and beside no other of its name."""
    asked: list[Collection[str]] = []

    def more(processes: Processes, busy: Collection[str]) -> list[Job]:
        asked.append(busy)
        return [] if "other" in busy else [shell("other", f"echo >> {tmp_path}/others")]

    count = f"touch {tmp_path}/others; while [ $(wc -l < {tmp_path}/others) -lt 5 ]; do sleep 0.05; done"
    exits = run_with_more(shell("short", ":"), shell("long", count), more=more)
    assert all("long" in busy for busy in asked)
    names = [one.name for one in exits]
    assert names.count("other") >= 5
    assert names.count("long") == names.count("short") == 1
    assert {one.code for one in exits} == {0}


def test_no_others_without_room() -> None:
    asked: list[str] = []

    def more(processes: Processes, busy: Collection[str]) -> list[Job]:
        asked.extend(busy)
        return []

    limits = Limits(at_once=1, total=60, each=40, grace=20)
    exits = run_with_more(*(shell(name, "sleep 0.3") for name in ("a", "b")), more=more, limits=limits)
    assert [one.code for one in exits] == [0, 0]
    assert asked == []


def test_no_others_for_those_that_are_being_stopped() -> None:
    def more(processes: Processes, busy: Collection[str]) -> list[Job]:
        processes.stop()
        return [shell("other", "echo never")]

    (only,) = run_with_more(shell("long", "exec sleep 600"), more=more)
    assert (only.name, only.told) == ("long", "stop")


def test_no_others_near_the_end_of_all() -> None:
    """They would go on for ever, for there is always one more."""
    limits = Limits(at_once=3, total=2, each=40, grace=20)
    exits = run_with_more(
        shell("a", "sleep 0.2"),
        shell("b", "sleep 0.2"),
        more=lambda processes, busy: [shell(name, "sleep 0.2") for name in {"a", "b"} - {*busy}],
        limits=limits,
    )
    assert {one.told for one in exits} <= {"", "time"}
    assert {one.code for one in exits if not one.told} == {0}


def test_many_at_once_cost_nothing() -> None:
    exits, _ = run(shell("a", "echo a"), limits=Limits(at_once=10**12, total=60, each=40, grace=20))
    assert exits["a"].code == 0


def test_one_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsspiders.rounds.processes._LEASH", ("/no/such/python",))
    exits, _ = run(shell("a", "echo a"))
    assert exits["a"].pid is None
    assert "No such file" in exits["a"].last_line


def leashed(parent: int, seconds: int, script: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-I", "-S", leash.__file__, str(parent), str(seconds), "/bin/sh", "-c", script]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_the_leash_ends_what_nobody_ends() -> None:
    with leashed(os.getpid(), 1, "trap '' TERM; exec sleep 600") as process:
        assert process.wait(timeout=30) == -signal.SIGALRM


def test_the_leash_of_a_parent_that_is_gone() -> None:
    with leashed(1, 60, "echo never") as process:
        assert process.communicate(timeout=30)[0] == ""
    assert process.returncode == 1


def test_the_command_ends_with_its_parent(tmp_path: Path) -> None:
    script = f"import subprocess, sys, os; subprocess.run([sys.executable, '-I', '-S', {leash.__file__!r}, str(os.getpid()), '60', '/bin/sh', '-c', 'echo $$; exec sleep 600'])"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        assert is_gone(pid)
