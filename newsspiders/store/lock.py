"""SpiderLock: one run of a spider at a time on one store. It is gone with its process, however that ends."""

from __future__ import annotations

import glob
import json
import os
import socket
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from newsspiders.store.errors import AlreadyRunning, StoreError, translated
from newsspiders.store.store import Store

_NAMESPACE = 0x6E657773  # PostgreSQL's advisory locks are two numbers: this, and one of the spider's name


class SpiderLock:
    """A lock beside the database file, or in the server; a store in memory is nobody else's, and has none."""

    def __init__(self, store: Store, spider: str) -> None:
        self._store = store
        self._spider = spider
        self._file: FileLock | None = None
        self._connection: Connection | None = None
        self._number = {"namespace": _NAMESPACE, "spider": zlib.crc32(spider.encode()) - 2**31}

    def acquire(self) -> None:
        """Take the lock, without waiting.

        :raises AlreadyRunning: another run has it; the message says which.
        :raises StoreError: it cannot be taken.
        """
        if self._store.path is not None:
            self._acquire_file(self._store.path.with_name(f".{self._store.path.name}.{self._spider}.lock"))
        elif self._store.url.get_backend_name() == "postgresql":
            self._acquire_advisory()

    def release(self) -> None:
        """Give the lock back; nothing happens when it was not taken."""
        if self._file is not None:
            Path(self._file.lock_file).write_text("")
            self._file.release()
            self._file = None
        if self._connection is not None:
            with suppress(DBAPIError):  # with a lost connection the lock is gone already
                self._connection.execute(text("SELECT pg_advisory_unlock(:namespace, :spider)"), self._number)
            self._connection.close()
            self._connection = None

    def _acquire_file(self, path: Path) -> None:
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise AlreadyRunning(self._message(_read_holder(path))) from None
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror}; the folder of the database must be writable") from error
        self._file = lock
        since = datetime.now(UTC).isoformat(timespec="seconds")
        path.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}))

    def _acquire_advisory(self) -> None:
        connection = self._store.own_connection()
        query = text("SELECT pg_try_advisory_lock(:namespace, :spider)")
        with translated("no lock"):
            if connection.execute(query, self._number).scalar_one():
                self._connection = connection
                return
        connection.close()
        with self._store.read() as session:
            run = session.unfinished_run(self._spider)
        facts = (run.pid, run.host, run.started_at.isoformat(timespec="seconds")) if run else None
        raise AlreadyRunning(self._message(facts))

    def _message(self, holder: tuple[int, str, str] | None) -> str:
        who = "pid {} on {}, since {}".format(*holder) if holder else "it has not said which"
        return f"{self._spider} is being crawled into this store by another run ({who}); wait for it, or stop it"


def running_spiders(database: Path) -> list[str]:
    """The spiders that are being crawled into a SQLite file, there or not."""
    found = []
    for path in sorted(database.parent.glob(f".{glob.escape(database.name)}.*.lock")):
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            found.append(path.name.removeprefix(f".{database.name}.").removesuffix(".lock"))
        else:
            lock.release()
    return found


def _read_holder(path: Path) -> tuple[int, str, str] | None:
    """What the holder wrote; None in the moment between its taking the lock and writing."""
    try:
        facts = json.loads(path.read_text())
        return facts["pid"], facts["host"], facts["since"]
    except (OSError, ValueError, KeyError):
        return None
