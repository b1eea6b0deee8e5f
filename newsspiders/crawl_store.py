"""CrawlStore: the store of one crawl, with its lock, its thread and its run record; opened and closed as one."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from newsspiders.clock import why_clock_is_wrong
from newsspiders.states import ProfileRecord, UrlState
from newsspiders.store import Session, SpiderLock, Store, StoreError, StoreThread

logger = logging.getLogger(__name__)

T = TypeVar("T")

IN_MEMORY = "sqlite://"


class CrawlStore:
    """Everything a crawl asks of its store, off the reactor's thread.

    Without a database URL the store lives in memory: a run works the same, and nothing is left of it.
    """

    def __init__(
        self, url: str | None, *, spider: str, patience_seconds: float, on_failure: Callable[[str], None]
    ) -> None:
        self._url = url or IN_MEMORY
        self._spider = spider
        self._patience_seconds = patience_seconds
        self._on_failure = on_failure
        self._has_failed = False
        self._store: Store | None = None
        self._lock: SpiderLock | None = None
        self._thread: StoreThread | None = None
        self._run_id: int | None = None
        self.clock_problem: str | None = None
        """What speaks against the machine's clock; known once the store is open."""

    @property
    def is_open(self) -> bool:
        """Whether it can be asked."""
        return self._thread is not None

    def open(self, *, arguments: Mapping[str, Any]) -> None:
        """Open the database, lock it for this spider and begin a run record.

        :raises StoreError: it cannot be opened, or the spider is running already.
        """
        self._store = Store(self._url)
        try:
            lock = SpiderLock(self._store, self._spider)
            lock.acquire()
            self._lock = lock
            now = datetime.now(UTC)
            with self._store.session() as session:
                self.clock_problem = why_clock_is_wrong(now, last_run=session.newest_run_moment())
                self._run_id = session.start_run(
                    spider=self._spider,
                    arguments=dict(arguments),
                    pid=os.getpid(),
                    host=socket.gethostname(),
                    now=now,
                )
        except BaseException:
            self.close()
            raise
        self._thread = StoreThread(
            self._store, patience_seconds=self._patience_seconds, on_wait=_say_waiting, on_resume=_say_resumed
        )

    async def run(self, job: Callable[[Session], T]) -> T:
        """What the job returns, once it is committed.

        :raises StoreError: it could not be done.
        """
        if self._thread is None:
            raise StoreError("the store is closed")
        return await self._thread.run(job)

    async def ask(self, job: Callable[[Session], T]) -> T | None:
        """The same, with None when the store failed, now or before; `on_failure` is told, once."""
        if self._has_failed or not self.is_open:
            return None
        try:
            return await self.run(job)
        except StoreError as error:
            if not self._has_failed:
                self._has_failed = True
                self._on_failure(str(error))
            return None

    async def keep(self, *states: UrlState) -> None:
        """Write down what is known of URLs of this spider now, all or none; as `ask` does."""

        def put(session: Session) -> None:
            for state in states:
                session.put_state(self._spider, state)

        await self.ask(put)

    async def finish(self, *, profile: Mapping[str, Any] | None = None, **facts: Any) -> None:
        """Write the end of the run's record, after all else, and its profile when it has one.

        :raises StoreError: it could not be written.
        """
        run_id = self._run_id
        if self._thread is None or run_id is None:
            return

        def put(session: Session) -> None:
            session.finish_run(run_id, now=datetime.now(UTC), **facts)
            if profile is not None:
                session.put_profile(ProfileRecord(run_id=run_id, spider=self._spider, **profile))

        await self._thread.run(put)

    def close(self) -> None:
        """Write what waits, let go of the lock and close; does nothing the second time."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.close()
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()
        store, self._store = self._store, None
        if store is not None:
            store.close()


def _say_waiting(message: str) -> None:
    logger.warning("%s; waiting, the crawl pauses", message)


def _say_resumed() -> None:
    logger.info("the store can be written again; the crawl goes on")
