"""Processes: commands run beside each other, each with its time; none outlasts it, and none touches another.

Knows nothing of what they do. Each is a session of its own, so a Ctrl-C in the terminal reaches this process only, and
what a command has started can be killed with it.
"""

from __future__ import annotations

import asyncio
import math
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Told = Literal["", "time", "stop", "skip"]
"""Why one was told to end, or was not started: its time or that of all was over, `stop()`, not wanted any more."""

_LEASH = (sys.executable, "-I", "-S", str(Path(__file__).with_name("leash.py")))
_LEASH_SLACK_SECONDS = 30
_LAST_SHARE = 0.1
"""Of the time of all: nothing is started in it any more."""
_LOOK_SECONDS = 10.0
"""Between two looks at what else is to be run."""
_DEATH_SECONDS = 10.0
"""How long one that was killed may take to be gone, and what it wrote to be read."""
_CHUNK = 64 * 1024
_LAST_LINE_CHARACTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command to be run; its program is named by its whole path."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many at once, and for how many seconds."""

    at_once: int
    total: float
    each: float
    grace: float
    """Between SIGTERM and SIGKILL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """How a job ended."""

    name: str
    pid: int | None = None
    """None: it was not started."""
    code: int | None = None
    signal: str | None = None
    """The one that ended it."""
    seconds: float = 0.0
    told: Told = ""
    last_line: str = ""
    """Of what it wrote; of one that could not be started, or was not wanted any more, why."""


def _nothing(name: str) -> None:
    """Nobody wants to know."""


def _no_more(busy: Collection[str]) -> Iterable[Job]:
    """All there is was given."""
    return ()


class Processes:
    """Runs jobs, in their order, some at once. `on_lines` gets what they write, whole lines, from whom they are not."""

    def __init__(
        self,
        limits: Limits,
        *,
        on_lines: Callable[[str], object],
        why_not: Callable[[str], str] = lambda name: "",
        on_start: Callable[[str], object] = _nothing,
        on_exit: Callable[[str], object] = _nothing,
    ) -> None:
        """`why_not` is asked in a thread, right before a job is started: why it is not wanted any more, if so."""
        self._limits = limits
        self._on_lines = on_lines
        self._why_not = why_not
        self._on_start = on_start
        self._on_exit = on_exit
        self._ends_at = math.inf
        self._stopping = asyncio.Event()
        self._killing = asyncio.Event()

    async def run(
        self,
        jobs: Iterable[Job],
        *,
        more: Callable[[Collection[str]], Iterable[Job]] = _no_more,
        look_seconds: float = _LOOK_SECONDS,
    ) -> list[Exit]:
        """How each ended, in the order they did.

        While some run and there is room beside them, `more` is asked every so often, in a thread, for others; it gets
        the names of those that run. All comes to an end: when none runs any more, `more` is not asked again, nor when
        all were told to stop, nor in the last share of their time.
        """
        self._ends_at = time.monotonic() + self._limits.total
        waiting, running, exits = deque(jobs), dict[asyncio.Task[Exit], str](), list[Exit]()
        looks_at = time.monotonic() + look_seconds
        async with asyncio.TaskGroup() as group:
            while waiting or running:
                while waiting and len(running) < self._limits.at_once:
                    job = waiting.popleft()
                    running[group.create_task(self._take(job))] = job.name
                left = looks_at - time.monotonic()
                pause = left if left > 0 else look_seconds  # there was no room for others
                done, _ = await asyncio.wait(running, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    del running[task]
                    exits.append(task.result())
                has_room = not waiting and 0 < len(running) < self._limits.at_once
                if has_room and not self._is_closing and time.monotonic() >= looks_at:
                    found = await asyncio.to_thread(more, set(running.values()))
                    waiting.extend(() if self._is_closing else found)
                    looks_at = time.monotonic() + look_seconds
        return exits

    def stop(self) -> None:
        """Tell all to end, and start none any more; asked a second time, kill them."""
        if self._stopping.is_set():
            self._killing.set()
        self._stopping.set()

    @property
    def _left(self) -> float:
        return self._ends_at - time.monotonic()

    @property
    def _is_late(self) -> bool:
        return self._left < self._limits.total * _LAST_SHARE

    @property
    def _is_closing(self) -> bool:
        """Whether nothing is started any more."""
        return self._is_late or self._stopping.is_set()

    async def _take(self, job: Job) -> Exit:
        if self._is_late:
            return Exit(name=job.name, told="time")
        if not self._stopping.is_set() and (why := await asyncio.to_thread(self._why_not, job.name)):
            return Exit(name=job.name, told="skip", last_line=why)
        if self._stopping.is_set():
            return Exit(name=job.name, told="stop")
        began = time.monotonic()
        try:
            process, output = await self._start(job)
        except OSError as error:
            return Exit(name=job.name, last_line=f"it could not be started: {error}")
        self._on_start(job.name)
        told = await self._see_through(process)
        _kill_group(process.pid)  # what it left behind
        last_line = await output.finish()
        self._on_exit(job.name)
        code = process.returncode
        return Exit(
            name=job.name,
            pid=process.pid,
            code=code if code is not None and code >= 0 else None,
            signal=_signal_name(code),
            seconds=time.monotonic() - began,
            told=told,
            last_line=last_line,
        )

    async def _start(self, job: Job) -> tuple[asyncio.subprocess.Process, _Output]:
        longest = self._limits.each + self._limits.grace + _LEASH_SLACK_SECONDS
        leash = (*_LEASH, str(os.getpid()), str(math.ceil(longest)))
        reading, writing = os.pipe()  # asyncio's own would have wait() wait for all that have it open
        try:
            process = await asyncio.create_subprocess_exec(
                *(*leash, *job.command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                start_new_session=True,
            )
        except OSError:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        return process, await _Output.open(reading, on_lines=self._on_lines)

    async def _see_through(self, process: asyncio.subprocess.Process) -> Told:
        exited = asyncio.ensure_future(process.wait())
        told = await _first(exited, self._stopping, seconds=min(self._limits.each, self._left))
        if told:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            if await _first(exited, self._killing, seconds=self._limits.grace):
                _kill_group(process.pid)
                await asyncio.wait({exited}, timeout=_DEATH_SECONDS)
        return told


class _Output:
    """What one process writes, passed on in whole lines."""

    def __init__(self, stream: asyncio.StreamReader, *, on_lines: Callable[[str], object]) -> None:
        self._stream = stream
        self._on_lines = on_lines
        self._last_line = ""
        self._reading = asyncio.ensure_future(self._read())

    @classmethod
    async def open(cls, descriptor: int, *, on_lines: Callable[[str], object]) -> _Output:
        """Begin to read."""
        stream = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(descriptor, "rb", buffering=0)
        )
        return cls(stream, on_lines=on_lines)

    async def finish(self) -> str:
        """Read what is left; the last line."""
        await asyncio.wait({self._reading}, timeout=_DEATH_SECONDS)
        self._reading.cancel()
        return self._last_line

    async def _read(self) -> None:
        rest = b""
        while chunk := await self._stream.read(_CHUNK):
            whole, newline, rest = (rest + chunk).rpartition(b"\n")
            if len(rest) > _CHUNK:
                whole, newline, rest = whole + newline + rest, b"\n", b""
            if newline:
                self._pass_on(whole)
        if rest:
            self._pass_on(rest)

    def _pass_on(self, lines: bytes) -> None:
        text = lines.decode(errors="replace")
        self._on_lines(text)
        if said := text.strip():
            self._last_line = said.rpartition("\n")[2][-_LAST_LINE_CHARACTERS:]


async def _first(exited: asyncio.Future[int], event: asyncio.Event, *, seconds: float) -> Told:
    """What comes first: its exit (""), the event ("stop") or the end of its time."""
    happened = asyncio.ensure_future(event.wait())
    waiting: set[asyncio.Future[Any]] = {exited, happened}
    done, _ = await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    happened.cancel()
    if exited in done:
        return ""
    return "stop" if happened in done else "time"


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _signal_name(code: int | None) -> str | None:
    if code is None:
        return signal.SIGKILL.name  # it was sent, and the process is in the kernel still
    return signal.Signals(-code).name if code < 0 else None
