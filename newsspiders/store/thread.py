"""StoreThread: the store's work, off the event loop and in few transactions; and patience when the store is away."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from newsspiders.store.errors import StoreError, StoreUnavailable
from newsspiders.store.session import Session
from newsspiders.store.store import Store

T = TypeVar("T")

_BATCH = 200
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.2, 10.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Job:
    run: Callable[[Session], Any]
    future: Future[Any] = field(default_factory=Future)


def _say_nothing(message: str = "") -> None:
    """Nobody wants to know."""


class StoreThread:
    """One thread that runs jobs in the order they come, as many as are waiting in one transaction.

    A job's future is done when its transaction is committed. A job may be run more than once (after a lost
    connection, or because another job of its batch failed), so it must do nothing but use its session. When the
    store is unavailable the thread waits and tries again, `patience_seconds` long; then these jobs and all later
    ones fail with a StoreError. `on_wait` and `on_resume` are called in the thread.
    """

    def __init__(
        self,
        store: Store,
        *,
        patience_seconds: float,
        on_wait: Callable[[str], None] = _say_nothing,
        on_resume: Callable[[], None] = _say_nothing,
    ) -> None:
        self._store = store
        self._patience_seconds = patience_seconds
        self._on_wait = on_wait
        self._on_resume = on_resume
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._is_closed = False
        self._closing = threading.Lock()
        self._lost: StoreError | None = None
        self._thread = threading.Thread(target=self._work, name="newsspiders-store", daemon=True)
        self._thread.start()

    def submit(self, run: Callable[[Session], T]) -> Future[T]:
        """Have a job done; its result comes with the future.

        :raises StoreError: the thread was closed.
        """
        job = _Job(run=run)
        with self._closing:
            if self._is_closed:
                raise StoreError("the store was closed; nothing can be written any more")
            self._queue.put(job)
        return job.future

    async def run(self, run: Callable[[Session], T]) -> T:
        """Have a job done, and wait for its result in an asyncio loop."""
        return await asyncio.wrap_future(self.submit(run))

    def close(self) -> None:
        """Finish what was submitted, then end the thread. The store stays open."""
        with self._closing:
            if not self._is_closed:
                self._is_closed = True
                self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while True:
            taken = self._take()
            batch = [job for job in taken if job is not None and job.future.set_running_or_notify_cancel()]
            if batch:
                self._finish(batch)
            if None in taken:
                return

    def _take(self) -> list[_Job | None]:
        """What waits in the queue, at least one; waits for that."""
        taken = [self._queue.get()]
        while len(taken) < _BATCH and taken[-1] is not None:
            try:
                taken.append(self._queue.get_nowait())
            except Empty:
                break
        return taken

    def _finish(self, batch: list[_Job]) -> None:
        """Run a batch; when it fails, each of its jobs alone, so that only those fail that must."""
        try:
            results = self._run_patiently(batch)
        except Exception as error:  # noqa: BLE001  # it belongs to whoever waits for the future
            if len(batch) > 1 and self._lost is None:
                for job in batch:
                    self._finish([job])
                return
            for job in batch:
                job.future.set_exception(error)
            return
        for job, result in zip(batch, results, strict=True):
            job.future.set_result(result)

    def _run_patiently(self, batch: list[_Job]) -> list[Any]:
        """The results of a batch, committed.

        :raises StoreError: the store was unavailable for too long, now or before.
        """
        if self._lost is not None:
            raise self._lost
        pause, give_up = 0.0, 0.0
        while True:
            try:
                with self._store.session() as session:
                    results = [job.run(session) for job in batch]
            except StoreUnavailable as error:
                now = time.monotonic()
                if not pause:
                    pause, give_up = _FIRST_PAUSE_SECONDS, now + self._patience_seconds
                    self._on_wait(str(error))
                if now >= give_up:
                    self._lost = StoreError(f"{error}; gave up after {self._patience_seconds:g} s")
                    raise self._lost from error
                time.sleep(min(pause, give_up - now))
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
            else:
                if pause:
                    self._on_resume()
                return results
