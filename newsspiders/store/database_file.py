"""DatabaseFile: the file of a SQLite store, watched: made once, never by accident, missed when it is gone."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from newsspiders.store.errors import StoreUnavailable

BUSY_SECONDS = 5
_PAUSE_SECONDS = 0.05


class DatabaseFile:
    """One database file, told from another one of the same name by its inode."""

    def __init__(self, path: Path, *, create: bool) -> None:
        """Make its folder where it may be created.

        :raises OSError: that cannot be done.
        """
        self.path = path
        self._may_create = create
        self._identity: tuple[int, int] | None = None
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)

    @property
    def uri(self) -> str:
        """What SQLite is to open: once there was a file, no empty one is made in its place."""
        return f"file:{quote(str(self.path))}?mode={'rwc' if self._may_create else 'rw'}"

    def adopt(self) -> None:
        """Take the file that is there now for the store's own."""
        self._identity = self._look()
        self._may_create = False

    def forget(self) -> None:
        """Own no file any more."""
        self._identity = None

    @property
    def is_adopted(self) -> bool:
        """Whether a file is the store's own."""
        return self._identity is not None

    def check(self) -> None:
        """Make sure that the file which is there now is the store's own.

        :raises StoreUnavailable: it is gone, or another one.
        """
        found = self._look()
        if found is None:
            raise StoreUnavailable(f"{self.path}: the database was deleted or moved away; put it back")
        if self.is_adopted and found != self._identity:
            raise StoreUnavailable(f"{self.path}: the database was replaced by another file")

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreUnavailable(f"{self.path}: {error.strerror}") from error
        return found.st_dev, found.st_ino


def prepare_connection(connection: Any) -> None:
    """A writer waits for another one, for a while; references between tables are checked.

    Transactions are begun by the engine, not by Python's sqlite3, which knows no BEGIN IMMEDIATE.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def use_wal(connection: Any) -> None:
    """Have readers never wait for the writer, nor it for them; the file remembers.

    SQLite refuses this at once, without its busy timeout, while another process does the same.
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return
