"""A database as a whole, for backup and restore: opened as it is, without migrating it, and checked."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from newsspiders.store.database_file import DatabaseFile
from newsspiders.store.engine import REMEDY, cannot_open, existing_path, for_reading, open_engine, shown
from newsspiders.store.errors import StoreError, is_damage, is_passing, translated
from newsspiders.store.schema import articles

_MAY_NOT = "42501"  # https://www.postgresql.org/docs/current/errcodes-appendix.html


class BackupError(Exception):
    """A backup can't be made, read or put back. The message says which, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """What to do about a database that can't be used."""

    damaged: str
    foreign: str


STORE = Remedies(damaged="put back a backup: scrapy restore FILE", foreign="name one: -s DATABASE_URL=…")
BACKUP = Remedies(damaged="take another backup", foreign="name a file that scrapy backup made")


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


def contents(connection: Connection, *, name: str, remedies: Remedies = STORE) -> Contents:
    """What a database holds, of whatever version of the schema.

    :raises BackupError: it is no store, damaged, or can't be read.
    """
    try:
        return _contents(connection, name=name, remedies=remedies)
    except DBAPIError as error:
        raise unusable(error.orig or error, name=name, remedies=remedies) from error


def unusable(error: BaseException, *, name: str, remedies: Remedies) -> BackupError:
    """What to say about a database that can't be read: only what the driver calls damaged is."""
    reason = " ".join(str(error).split())
    if is_damage(error):
        return BackupError(f"{name}: damaged ({reason}); {remedies.damaged}")
    if getattr(error, "sqlstate", None) == _MAY_NOT:
        return BackupError(f"{name}: {reason}; use the role that owns it, or GRANT pg_read_all_data TO this one")
    return BackupError(f"{name}: {reason}; {'try again in a while' if is_passing(error) else remedies.foreign}")


def free_name(name: str, *, is_taken: Callable[[str], bool]) -> str:
    """The name, with a number where it is taken: `broken`, `broken_2`."""
    names = itertools.chain([name], (f"{name}_{number}" for number in itertools.count(2)))
    return next(one for one in names if not is_taken(one))


def check_columns(articles: Set[str], *, name: str, remedies: Remedies) -> None:
    """Make sure by the columns of its table of articles that a database is a store, of whatever version.

    :raises BackupError: it is none.
    """
    if missing := {"canonical_url", "content_hash", "fetched_at"} - articles:
        what = "its table articles has no " + ", ".join(sorted(missing)) if articles else "it has no table articles"
        raise BackupError(f"{name} is no store of newsspiders ({what}); {remedies.foreign}")


def _contents(connection: Connection, *, name: str, remedies: Remedies) -> Contents:
    tables = inspect(connection)
    known = {column["name"] for column in tables.get_columns("articles")} if tables.has_table("articles") else set()
    check_columns(known, name=name, remedies=remedies)
    found = connection.execute(select(func.count(), func.max(articles.c.fetched_at))).one()
    return Contents(articles=found[0], newest=found[1].isoformat(timespec="minutes") if found[1] else "")
