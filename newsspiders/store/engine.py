"""The SQLAlchemy engine of a database URL, and how its connections and transactions behave."""

from __future__ import annotations

import json
import shlex
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from newsspiders.configuration.masks import mask_passwords
from newsspiders.store.database_file import BUSY_SECONDS, DatabaseFile, prepare_connection
from newsspiders.store.errors import StoreError

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
_CONNECT_SECONDS = 10
REMEDY = "set another with -s DATABASE_URL=sqlite:///folder/news.sqlite3"
_NO_URL = (
    "DATABASE_URL is no URL of a database, and is not shown, for it may hold a password; "
    f"{REMEDY}; @, : and / in a password are %40, %3A and %2F"
)


def parse_url(url: str) -> URL:
    """The URL, with the driver that is used for its database.

    :raises StoreError: it is none, or names a database that is not supported.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the second of a port that is no number; it may be part of a password
        raise StoreError(_NO_URL) from None
    backend = parsed.get_backend_name()
    if backend not in _DRIVERS:
        raise StoreError(cannot_open(parsed, f"only {' and '.join(_DRIVERS)} are supported"))
    if "@" in (parsed.host or ""):  # part of a password, most likely
        raise StoreError(_NO_URL)
    if (parsed.database or "").startswith("file:"):
        raise StoreError(cannot_open(parsed, "SQLite's file: addresses are not supported"))
    return parsed.set(drivername=_DRIVERS[backend])


def database_path(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory or on a server."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database)).absolute()


def existing_path(url: URL) -> Path | None:
    """The same; it is there.

    :raises StoreError: it is not, or may not be looked for.
    """
    path = database_path(url)
    try:
        if path is not None:
            path.stat()
    except FileNotFoundError as error:
        raise StoreError(cannot_open(url, "no such file")) from error
    except OSError as error:
        raise StoreError(cannot_open(url, error.strerror or str(error))) from error
    return path


def open_engine(url: URL, *, file: DatabaseFile | None) -> Engine:
    """An engine that has not connected yet.

    :raises StoreError: the driver is not installed.
    """
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False)}
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite and file is None:
        # One connection that is the database; whoever opened the store sees to it that one thread has it at a time.
        options |= {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise StoreError(cannot_open(url, f"{error}; pip install 'newsspiders[postgresql]'")) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(cannot_open(url, str(error))) from error
    if is_sqlite:
        _listen_to_sqlite(engine, file)
    else:
        _listen_to_postgresql(engine)
    return engine


def for_reading(connection: Connection) -> Connection:
    """The connection, not yet in a transaction, set to read one state of the data and to keep no writer waiting."""
    if connection.dialect.name == "sqlite":
        return connection.execution_options(newsspiders_begin="BEGIN")
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def shown(url: URL) -> str:
    """The URL for people: without the password, wherever in it that stands."""
    return mask_passwords(url.render_as_string(hide_password=True))


def cannot_open(url: URL, reason: str) -> str:
    """The message for a database that cannot be used."""
    return f"{shown(url)}: {reason}; {REMEDY}"


def _listen_to_sqlite(engine: Engine, file: DatabaseFile | None) -> None:
    @event.listens_for(engine, "do_connect")
    def address(dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
        if file is not None:
            arguments[0] = file.uri
            options["uri"] = True

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        prepare_connection(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later could not wait for its turn: it would fail at once.
        connection.exec_driver_sql(connection.get_execution_options().get("newsspiders_begin", "BEGIN IMMEDIATE"))


def _listen_to_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "do_connect")
    def limit(dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
        options.setdefault("connect_timeout", _CONNECT_SECONDS)
        options["client_encoding"] = "utf8"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        if (encoding := connection.info.parameter_status("server_encoding")) != "UTF8":
            made = f"createdb --encoding UTF8 --template template0 {shlex.quote(engine.url.database or 'news')}"
            raise StoreError(cannot_open(engine.url, f"its encoding is {encoding}, and must be UTF8: {made}"))
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {BUSY_SECONDS * 1000}")
            cursor.execute("SET TIME ZONE 'UTC'")  # a zone could put the last moment of all beyond what is a date
        connection.commit()
