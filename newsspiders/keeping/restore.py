"""Restore: a backup into a database that is not there yet, or empty. What is there is never overwritten."""

from __future__ import annotations

import gzip
import os
import shlex
import zlib
from pathlib import Path

from sqlalchemy.engine import URL

from newsspiders.keeping import postgresql_backup, sqlite_backup
from newsspiders.keeping.backup import finish, locked, no_parts_left
from newsspiders.keeping.database import BACKUP, BackupError, Contents, contents, free_name, reading_connection
from newsspiders.keeping.sqlite_backup import Say
from newsspiders.store import Store
from newsspiders.store.engine import database_path, shown
from newsspiders.store.lock import running_spiders
from newsspiders.store.migrate import is_current


def restore(url: URL, file: Path, *, say: Say) -> Contents:
    """Check a backup, put it into the database, and bring it up to the newest schema.

    :raises BackupError: it is damaged, or there is something where it is to go; nothing is changed.
    :raises StoreError: the database can't be opened, or the backup is of a newer version.
    """
    kind = _kind_of(file)
    if kind != url.get_backend_name():
        raise BackupError(
            f"{file} is a backup of {kind}, and DATABASE_URL names {url.get_backend_name()};"
            " name another: -s DATABASE_URL=…"
        )
    (_restore_sqlite if kind == "sqlite" else _restore_postgresql)(url, file, say)
    Store(url.render_as_string(hide_password=False), create=False).close()
    with reading_connection(url) as connection:
        return contents(connection, name=shown(url))


def _kind_of(file: Path) -> str:
    """What a file is a backup of, by its first bytes.

    :raises BackupError: of nothing, or it can't be read.
    """
    try:
        with file.open("rb") as stream:
            begin = stream.read(len(sqlite_backup.MAGIC))
        if is_packed := begin.startswith(sqlite_backup.GZIP_MAGIC):
            with gzip.open(file) as packed:
                begin = packed.read(len(sqlite_backup.MAGIC))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BackupError(f"{file}: damaged ({error}); {BACKUP.damaged}") from error
    except OSError as error:
        raise BackupError(f"{file}: {error.strerror}; name a file that scrapy backup made") from error
    if begin == sqlite_backup.MAGIC:
        return "sqlite"
    if begin.startswith(postgresql_backup.MAGIC) and not is_packed:
        return "postgresql"
    raise BackupError(f"{file} is no backup that scrapy backup made; name another file")


def _restore_sqlite(url: URL, file: Path, say: Say) -> None:
    path = database_path(url)
    if path is None:
        raise BackupError("DATABASE_URL names no file; name one: -s DATABASE_URL=sqlite:///data/news.sqlite3")
    try:
        with locked(path.parent), no_parts_left(path.parent, path.name):
            _check_absent(path)
            part = path.with_name(f".{path.name}-{os.getpid()}.part")
            part.touch()
            sqlite_backup.unpack(file, part, say=say)
            sqlite_backup.check_database(part, name=str(file), say=say, remedies=BACKUP)
            with reading_connection(URL.create("sqlite", database=str(part))) as connection:
                is_current(connection)  # refuses one of a newer version
            _check_absent(path)
            finish(part, path)
    except OSError as error:
        raise BackupError(
            f"{path}: can't be written ({error.strerror}); free some space there, or name another file:"
            " -s DATABASE_URL=sqlite:///folder/news.sqlite3"
        ) from error


def _check_absent(path: Path) -> None:
    """Nothing is where the file is to go: what SQLite keeps beside another file would be taken for its own."""
    there = [one for end in ("", "-wal", "-shm", "-journal") if (one := path.with_name(f"{path.name}{end}")).exists()]
    if there:
        folder = free_name(f"{path.parent}/broken", is_taken=os.path.lexists)
        commands = f"{shlex.join(['mkdir', folder])} && {shlex.join(['mv', *map(str, there), folder])}"
        raise BackupError(f"{there[0]} is there, and is not overwritten; move it away: {commands}")
    if running := running_spiders(path):
        raise BackupError(f"{', '.join(running)}: being crawled into {path}; stop the crawl, or wait for it")


def _restore_postgresql(url: URL, file: Path, say: Say) -> None:
    with reading_connection(url) as connection:
        if not postgresql_backup.is_empty(connection):
            raise BackupError(
                f"{shown(url)} has tables, and is not overwritten; rename it, and make an empty one:"
                f" {postgresql_backup.moving_away(connection, url)}"
            )
        server = postgresql_backup.server_version(connection)
        schema = connection.dialect.default_schema_name
    program = postgresql_backup.find_program("pg_restore", server=server)
    say("checking")
    postgresql_backup.check_dump(file, program=program)
    postgresql_backup.check_is_store(file, program=program, schema=schema)
    say("pg_restore")
    postgresql_backup.load(url, file, program=program)
