"""What can go wrong with the store, as one tree, and which driver's error is which of them.

StoreError                the store cannot be used, or this cannot be written: the message says what to do
├── StoreUnavailable      it may come back: locked, disk full, file moved away, connection lost: wait, try again
└── AlreadyRunning        another run of the same spider holds the lock
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

_SQLITE_PASSING = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
)
_SQLITE_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL_PASSING = ("08", "40", "53", "57", "58", "55P03")
_POSTGRESQL_DAMAGE = "XX"


class StoreError(Exception):
    """The store cannot be used, or one thing cannot be written. The message says which, why, and what to do."""


class StoreUnavailable(StoreError):
    """The store cannot be used now, and may come back: nothing was written, try again."""


class AlreadyRunning(StoreError):
    """Another run of the same spider is writing to this store."""


@contextmanager
def translated(what: str, *, remedy: str = "") -> Iterator[None]:
    """Raise a driver's errors as ours; `what` begins the message and `remedy` ends it.

    :raises StoreUnavailable: it may come back.
    :raises StoreError: it won't.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        kind = StoreUnavailable if is_passing(cause) else StoreError
        reason = " ".join(str(cause).split())
        raise kind(f"{what}: {reason}" + (f"; {remedy}" if remedy else "")) from error


def is_damage(error: BaseException | None) -> bool:
    """Whether a driver's error says that what is on the disk is broken."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF in _SQLITE_DAMAGE
    state = getattr(error, "sqlstate", None)
    return isinstance(state, str) and state.startswith(_POSTGRESQL_DAMAGE)


def is_passing(error: BaseException | None) -> bool:
    """Whether a driver's error says that the same statement may work in a while."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF in _SQLITE_PASSING or code == sqlite3.SQLITE_READONLY_DBMOVED
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_POSTGRESQL_PASSING)
    # psycopg gives no SQLSTATE when there is no server to give one.
    names = ("OperationalError", "ConnectionTimeout")
    return type(error).__module__.startswith("psycopg") and type(error).__name__ in names
