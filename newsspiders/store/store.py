"""Store: opens a database, keeps it open, and gives out transactions. What can be done in one is in session.py."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.pool import QueuePool

from newsspiders.items import ArticleItem
from newsspiders.states import Change
from newsspiders.store.database_file import DatabaseFile, use_wal
from newsspiders.store.engine import (
    REMEDY,
    cannot_open,
    database_path,
    existing_path,
    for_reading,
    open_engine,
    parse_url,
    shown,
)
from newsspiders.store.errors import StoreError, StoreUnavailable, translated
from newsspiders.store.migrate import has_articles, migrate
from newsspiders.store.session import Session


class Store:
    """Articles, and what is known of the URLs, sources and runs they come from, in one SQL database.

    May be used by several threads; what one transaction does, it does wholly or not at all.
    """

    def __init__(self, url: str, *, create: bool = True) -> None:
        """Open the database, make its folder and tables where they are missing, and bring it up to date.

        With `create=False` a database that is not there is an error.

        :raises StoreError: it cannot be opened; StoreUnavailable where trying again may help.
        """
        self.url = parse_url(url)
        self.path = database_path(self.url)
        """The file of a SQLite store; None for one in memory or in PostgreSQL."""
        self._file = self._watch_file(create=create)
        self._engine = open_engine(self.url, file=self._file)
        # A database in memory is one connection, and a connection is in one transaction at a time.
        is_in_memory = self.url.get_backend_name() == "sqlite" and self.path is None
        self._turn: AbstractContextManager[Any] = threading.Lock() if is_in_memory else nullcontext()
        try:
            self._prepare(create=create)
        except StoreError:
            self._engine.dispose()
            raise

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction: committed at the end, undone when an exception leaves it.

        :raises StoreUnavailable: nothing was written, and another try may succeed.
        :raises StoreError: it could not be written.
        """
        with self._turn, translated(self._name):
            self._find_file()
            with self._engine.begin() as connection:
                yield Session(connection)
                if self._file is not None:
                    self._file.check()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one state of the data, however long it takes, and keeps no writer waiting.

        :raises StoreUnavailable: another try may succeed.
        :raises StoreError: it could not be read.
        """
        with self._turn, translated(self._name):
            self._find_file()
            with self._engine.connect() as connection, for_reading(connection).begin():
                yield Session(connection)

    def save(self, item: ArticleItem) -> Change:
        """Save one article, in a transaction of its own.

        :raises StoreError: it could not be written.
        """
        with self.session() as session:
            return session.save(item)

    def count(self, *, site: str | None = None) -> int:
        """How many articles there are, of one site or of all."""
        with self.read() as session:
            return session.count(site=site)

    def rows(self, *, site: str | None = None) -> list[dict[str, Any]]:
        """All rows as dicts, of one site or of all, newest publication first."""
        with self.read() as session:
            return session.rows(site=site)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def own_connection(self) -> Connection:
        """A connection that is nobody else's, for a lock that lives as long as it does.

        :raises StoreError: there is none to be had.
        """
        with translated(self._name):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()
            return connection

    @property
    def _name(self) -> str:
        return str(self.path) if self.path else shown(self.url)

    def _watch_file(self, *, create: bool) -> DatabaseFile | None:
        if self.path is None:
            return None
        if not create:
            existing_path(self.url)
        try:
            return DatabaseFile(self.path, create=create)
        except OSError as error:
            raise StoreError(cannot_open(self.url, str(error))) from error

    def _prepare(self, *, create: bool) -> None:
        """Migrate, and from then on know the file by its inode."""
        with translated(self._name, remedy=REMEDY):
            if not create:
                with self._engine.connect() as connection, for_reading(connection).begin():
                    if not has_articles(connection):
                        raise StoreError(cannot_open(self.url, "holds no articles"))
            if self._file is not None:
                with self._engine.connect() as connection:
                    use_wal(connection.connection.driver_connection)
            migrate(self._engine)
        if self._file is not None:
            self._file.adopt()

    def _find_file(self) -> None:
        """Before a transaction: know that the file is there; open anew the one that came back.

        :raises StoreUnavailable: it is gone, or was replaced just now.
        """
        if self._file is None:
            return
        try:
            self._file.check()
            if not self._file.is_adopted:
                self._prepare(create=False)
        except StoreError as error:
            if self._file.is_adopted:
                self._empty_wal()
            self._file.forget()
            self._engine.dispose()
            raise StoreUnavailable(str(error)) from error

    def _empty_wal(self) -> None:
        """Move what SQLite keeps beside a file into it, wherever that file is now. SQLite leaves it there when the
        file was moved, and would take it for that of the next file with the name.
        """
        pool = self._engine.pool
        if isinstance(pool, QueuePool) and pool.checkedin():  # a new connection would be one to the next file
            with suppress(sqlite3.Error), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
