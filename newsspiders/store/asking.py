"""Ask: how a program that is no crawl has its jobs done on the store, one transaction each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Protocol, TypeVar

from newsspiders.store.session import Session
from newsspiders.store.store import Store
from newsspiders.store.thread import StoreThread

T = TypeVar("T")


class Ask(Protocol):
    """Runs a job on the store, in a transaction, and waits for its result."""

    def __call__(self, job: Callable[[Session], T], /) -> T: ...


def reader(store: Store) -> Ask:
    """Runs jobs that only read."""

    def ask(job: Callable[[Session], T]) -> T:
        with store.read() as session:
            return job(session)

    return ask


@contextmanager
def writer(store: Store, *, patience_seconds: float) -> Iterator[Ask]:
    """Runs jobs that write; a store that is locked, full or away is waited for, which is said on standard error."""
    thread = StoreThread(store, patience_seconds=patience_seconds, on_wait=_say_waiting)
    with closing(thread):
        yield lambda job: thread.submit(job).result()


def _say_waiting(message: str) -> None:
    sys.stderr.write(f"{message}; waiting\n")
