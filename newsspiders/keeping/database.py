"""A database as a whole, for backup and restore: opened as it is, without migrating it, and checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from newsspiders.store.database_file import DatabaseFile
from newsspiders.store.engine import REMEDY, cannot_open, existing_path, for_reading, open_engine, shown
from newsspiders.store.errors import StoreError, translated
from newsspiders.store.schema import articles


class BackupError(Exception):
    """A backup can't be made, read or put back. The message says which, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a store holds, in numbers that a person knows again."""

    articles: int
    newest: str
    """When the newest article was fetched; empty where there is none."""


@contextmanager
def reading_connection(url: URL) -> Iterator[Connection]:
    """A connection, and on it a transaction that sees one state of the data and keeps no writer waiting.

    :raises StoreError: it can't be opened, or is no SQLite file or PostgreSQL server.
    """
    path = existing_path(url)
    if url.get_backend_name() == "sqlite" and path is None:
        raise StoreError(cannot_open(url, "a store in memory is gone with its process"))
    engine = open_engine(url, file=DatabaseFile(path, create=False) if path else None)
    try:
        with (
            translated(shown(url), remedy=REMEDY),
            engine.connect() as connection,
            for_reading(connection).begin(),
        ):
            yield connection
    finally:
        engine.dispose()


def contents(connection: Connection, *, name: str) -> Contents:
    """What a database holds, of whatever version of the schema.

    :raises BackupError: it is no store, or damaged.
    """
    try:
        return _contents(connection, name=name)
    except DBAPIError as error:
        raise BackupError(f"{name}: damaged ({error.orig}); put back a backup: scrapy restore FILE") from error


def _contents(connection: Connection, *, name: str) -> Contents:
    tables = inspect(connection)
    known = {column["name"] for column in tables.get_columns("articles")} if tables.has_table("articles") else set()
    if missing := {"canonical_url", "content_hash", "fetched_at"} - known:
        what = "it has no table articles" if not known else f"its table articles has no {', '.join(sorted(missing))}"
        raise BackupError(f"{name} is no store of newsspiders ({what}); name one: -s DATABASE_URL=…")
    found = connection.execute(select(func.count(), func.max(articles.c.fetched_at))).one()
    return Contents(articles=found[0], newest=found[1].isoformat(timespec="minutes") if found[1] else "")
