"""SpiderLock: one run of a spider at a time on one store. It is gone with its process, however that ends."""

from __future__ import annotations

import glob
import json
import os
import socket
import zlib
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from newsspiders.store.errors import AlreadyRunning, StoreError, translated
from newsspiders.store.store import Store

_NAMESPACE = 0x6E657773  # PostgreSQL's advisory locks are two numbers: this, and one of the spider's name

_LOOK_SECONDS = 0.1
"""Who looks whether the lock of a file is held has it for a moment."""


class SpiderLock:
    """A lock beside the database file, or in the server; a store in memory is nobody else's, and has none."""

    def __init__(self, store: Store, spider: str) -> None:
        self._store = store
        self._spider = spider
        self._file: FileLock | None = None
        self._connection: Connection | None = None
        self._number = {"namespace": _NAMESPACE, "spider": zlib.crc32(spider.encode()) - 2**31}

    def acquire(self) -> None:
        """Take the lock, waiting no longer than another takes to look whether it is held.

        :raises AlreadyRunning: another run has it; the message says which.
        :raises StoreError: it cannot be taken.
        """
        if self._path is not None:
            self._acquire_file(self._path)
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

    def is_held(self) -> bool | None:
        """Whether a run has the lock now; None where that can't be found out: a lock of another user's, a store in
        memory.
        """
        if self._path is not None:
            return _is_file_held(self._path)
        if self._store.url.get_backend_name() != "postgresql":
            return None
        # Looked up, not tried: a lock taken to see whether it is free would turn away a run that starts just then.
        query = text(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE locktype = 'advisory' AND granted AND datname = current_database()"
            " AND classid = :namespace AND objid = :spider)"
        )
        numbers = {name: number % 2**32 for name, number in self._number.items()}  # PostgreSQL shows them unsigned
        with closing(self._store.own_connection()) as connection, translated("no lock"):
            return bool(connection.execute(query, numbers).scalar_one())

    def holder(self) -> str:
        """Who crawls the spider now, in words; empty where nobody does, or it can't be found out.

        :raises StoreError: the store cannot be read.
        """
        return self._held_words() if self.is_held() else ""

    @property
    def _path(self) -> Path | None:
        path = self._store.path
        return path and path.with_name(f".{path.name}.{self._spider}.lock")

    def _acquire_file(self, path: Path) -> None:
        lock = FileLock(path)
        since = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            lock.acquire(timeout=_LOOK_SECONDS, poll_interval=_LOOK_SECONDS / 4)
            path.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}))
        except Timeout:
            raise AlreadyRunning(self._held_words()) from None
        except OSError as error:
            lock.release()
            raise StoreError(f"{path}: {error.strerror}; the folder of the database must be writable") from error
        self._file = lock

    def _acquire_advisory(self) -> None:
        connection = self._store.own_connection()
        query = text("SELECT pg_try_advisory_lock(:namespace, :spider)")
        with translated("no lock"):
            if connection.execute(query, self._number).scalar_one():
                self._connection = connection
                return
        connection.close()
        raise AlreadyRunning(self._held_words())

    def _held_words(self) -> str:
        facts = _read_holder(self._path) if self._path else self._unfinished()
        who = "pid {} on {}, since {}".format(*facts) if facts else "it has not said which"
        return f"{self._spider} is being crawled into this store by another run ({who}); wait for it, or stop it"

    def _unfinished(self) -> tuple[int, str, str] | None:
        with self._store.read() as session:
            run = session.unfinished_run(self._spider)
        return (run.pid, run.host, run.started_at.isoformat(timespec="seconds")) if run else None


def running_spiders(database: Path) -> list[str]:
    """The spiders that are being crawled into a SQLite file, there or not."""
    locks = sorted(database.parent.glob(f".{glob.escape(database.name)}.*.lock"))
    held = (path.name for path in locks if _is_file_held(path))
    return [name.removeprefix(f".{database.name}.").removesuffix(".lock") for name in held]


def _is_file_held(path: Path) -> bool | None:
    if not path.exists():  # it stays after a run that was killed
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return None
    lock.release()
    return False


def _read_holder(path: Path) -> tuple[int, str, str] | None:
    """What the holder wrote; None in the moment between its taking the lock and writing."""
    try:
        facts = json.loads(path.read_text())
        return facts["pid"], facts["host"], facts["since"]
    except (OSError, ValueError, KeyError):
        return None
