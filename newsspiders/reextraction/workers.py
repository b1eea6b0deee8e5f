"""Workers: processes that do a list of tasks; the results come in the order of the list, a few ahead of their use."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_CHUNKS_AHEAD = 2


class WorkerDiedError(Exception):
    """A process was killed from outside. The message says what to do."""


class Workers:
    """So many processes; with one, the tasks are done in this process itself. A context manager."""

    def __init__(self, jobs: int) -> None:
        """:raises ValueError: fewer than 1."""
        if jobs < 1:
            raise ValueError(f"jobs is {jobs}; give 1 or more")
        self._ahead = jobs * _CHUNKS_AHEAD
        self._pool = None
        if jobs > 1:
            fresh = multiprocessing.get_context("spawn")  # a fork would share the store's connections
            self._pool = ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_begin_worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def ordered(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in their order; what they raise is raised here. `function` must be one that
        another process can import.

        :raises WorkerDiedError: a process is gone.
        """
        if self._pool is None:
            yield from map(function, tasks)
            return
        waiting: deque[Future[R]] = deque()
        try:
            for task in tasks:
                waiting.append(self._pool.submit(function, task))
                if len(waiting) > self._ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerDiedError(
                "a worker process was killed, maybe for want of memory; type a smaller number: --jobs 1"
            ) from error


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
