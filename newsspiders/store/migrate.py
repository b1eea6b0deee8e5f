"""Bring a database to the newest schema, by itself, when the store is opened.

A store that is up to date costs one query, and alembic is not even imported. The revisions are in migrations/.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from newsspiders.store.engine import for_reading
from newsspiders.store.errors import StoreError
from newsspiders.store.views import VIEWS

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""All there are, oldest first."""

_WAIT_SECONDS = 60
_LOCK = 0x6E657773  # "news": any number, the same for all who migrate


def migrate(engine: Engine) -> None:
    """Do the migrations that are missing, in one transaction; another process that wants the same waits.

    :raises StoreError: the store was written by a newer version, or by another program.
    """
    with engine.connect() as connection, for_reading(connection).begin():
        if is_current(connection):
            return
    with engine.connect() as connection, _patience(connection), connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {_WAIT_SECONDS * 1000}"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if not is_current(connection):
            _upgrade(connection)


def is_current(connection: Connection) -> bool:
    """Whether nothing is to do.

    :raises StoreError: the store was written by a newer version.
    """
    if not inspect(connection).has_table("alembic_version"):
        return False
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision is not None:
        check_revision(revision)
    return revision == REVISIONS[-1]


def check_revision(revision: str) -> None:
    """Make sure that a store of this revision can be used, or brought up to date.

    :raises StoreError: the store was written by a newer version.
    """
    if revision not in REVISIONS:
        raise StoreError(
            f"the store was written by a newer version of newsspiders (schema {revision}, this version knows"
            f" {REVISIONS[-1]}); upgrade: pip install --upgrade newsspiders"
        )


def has_articles(connection: Connection) -> bool:
    """Whether the database is a store, of whatever version."""
    return inspect(connection).has_table("articles")


@contextmanager
def _patience(connection: Connection) -> Iterator[None]:
    """Wait for another process's migration as long as a large store may take it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    before = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    driver.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {before}")


def _upgrade(connection: Connection) -> None:
    _check_owner(connection)
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)  # a crawl's log is about the crawl
    config = Config()
    config.attributes["connection"] = connection
    with _revisions() as folder:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        command.upgrade(config, "head")


@contextmanager
def _revisions() -> Iterator[Path]:
    """The folder of the revisions. Alembic wants files, and scrapyd runs the project from a zip."""
    folder = files("newsspiders.store") / "migrations"
    if isinstance(folder, Path):
        yield folder
        return
    with TemporaryDirectory(prefix="newsspiders-") as unpacked:
        _unpack(folder, Path(unpacked) / folder.name)
        yield Path(unpacked) / folder.name


def _unpack(source: Traversable, target: Path) -> None:
    if not source.is_dir():
        target.write_bytes(source.read_bytes())
        return
    target.mkdir()
    for one in source.iterdir():
        _unpack(one, target / one.name)


def _check_owner(connection: Connection) -> None:
    """A database that several programs share may have a table of that name which is not ours."""
    tables = inspect(connection)
    if taken := VIEWS.keys() & set(tables.get_table_names()):
        raise StoreError(
            f"the database has a table {min(taken)}, which is the name of a view of newsspiders; rename the table, or"
            " set another database with -s DATABASE_URL"
        )
    if not tables.has_table("articles"):
        return
    if missing := {"canonical_url", "content_hash", "site"} - {
        column["name"] for column in tables.get_columns("articles")
    }:
        raise StoreError(
            f"the database has a table articles that is not newsspiders' (it has no {', '.join(sorted(missing))});"
            " set another with -s DATABASE_URL"
        )
