"""Backup: the store as one file in a folder, whole or not at all; older ones go once it is good. Prints nothing."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from newsspiders.keeping import postgresql_backup, sqlite_backup
from newsspiders.keeping.database import BackupError, Contents, contents, reading_connection
from newsspiders.keeping.sqlite_backup import Say
from newsspiders.store.engine import shown

_PRIVATE = 0o600
_TIME = r"\d{8}T\d{6}Z"
_SUFFIXES = {"sqlite": ".sqlite3.gz", "postgresql": ".pgdump"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One that was made."""

    path: Path
    size_bytes: int
    contents: Contents
    deleted: tuple[Path, ...]
    """Older ones."""


def back_up(url: URL, folder: Path, *, keep: int | None, now: datetime, say: Say) -> Backup:
    """Write the store into a new file of a folder, `<database>-<UTC time>.sqlite3.gz` or `.pgdump`; then delete all of
    that database but the newest `keep`.

    :raises StoreError: the database can't be read.
    :raises BackupError: no store, no pg_dump, another backup is running, or the file could not be written.
    """
    name = _name(url)
    with reading_connection(url) as connection:
        found = contents(connection, name=shown(url))
        suffix = _SUFFIXES[connection.dialect.name]
        path = folder / f"{name}-{now:%Y%m%dT%H%M%SZ}{suffix}"
        with locked(folder), no_parts_left(folder, name):
            write = _write_sqlite if connection.dialect.name == "sqlite" else _write_postgresql
            try:
                found = write(connection, url, path, found, say)
            except (OSError, sqlite3.Error) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise BackupError(
                    f"{folder}: the backup can't be written ({reason}); free some space there, or name another folder"
                ) from error
            ours = re.compile(f"{re.escape(name)}-{_TIME}{re.escape(suffix)}")
            deleted = _delete_older(path, ours, keep=keep) if keep else ()
    return Backup(path=path, size_bytes=path.stat().st_size, contents=found, deleted=deleted)


def _write_sqlite(connection: Connection, url: URL, path: Path, found: Contents, say: Say) -> Contents:
    copy, packed = _new_part(path, "copy"), _new_part(path)
    sqlite_backup.copy_database(connection, copy, say=say)
    found = sqlite_backup.check_database(copy, name=f"the store {url.database}", say=say)
    sqlite_backup.pack(copy, packed, say=say)
    finish(packed, path)
    return found


def _write_postgresql(connection: Connection, url: URL, path: Path, found: Contents, say: Say) -> Contents:
    server = postgresql_backup.server_version(connection)
    programs = {name: postgresql_backup.find_program(name, server=server) for name in ("pg_dump", "pg_restore")}
    part = _new_part(path)
    say("pg_dump")
    postgresql_backup.dump(url, part, program=programs["pg_dump"])
    say("checking")
    postgresql_backup.check_dump(part, program=programs["pg_restore"])
    finish(part, path)
    return found


def _name(url: URL) -> str:
    """What the files begin with: the database's name, without the suffix of a file; never the same for two names."""
    name = url.database or ""
    return quote(Path(name).stem if url.get_backend_name() == "sqlite" else name, safe="") or "news"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One backup or restore at a time writes into a folder, which is made where it is missing.

    :raises BackupError: another one is running, or the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".backup.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise BackupError(f"{folder}: another backup or restore writes there; wait for it") from None
    except OSError as error:
        raise BackupError(f"{folder}: {error.strerror or error}; name a folder that can be written to") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def no_parts_left(folder: Path, name: str) -> Iterator[None]:
    """No half file is left, not even one of a backup that was killed before."""

    def clear() -> None:
        for part in folder.glob(f".{name}-*.part*"):
            with suppress(OSError):
                part.unlink()

    clear()
    try:
        yield
    finally:
        clear()


def _new_part(path: Path, kind: str = "") -> Path:
    """An empty file beside a path, for nobody else to read."""
    part = path.with_name(f".{path.name}{kind and f'.{kind}'}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE))
    return part


def finish(part: Path, path: Path) -> None:
    """Give a file its name, and make that last."""
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _delete_older(newest: Path, ours: re.Pattern[str], *, keep: int) -> tuple[Path, ...]:
    """Delete all backups of a database but the new one and the newest others."""
    others = sorted(
        (path for path in newest.parent.iterdir() if ours.fullmatch(path.name) and path != newest), reverse=True
    )
    gone = others[keep - 1 :]
    for path in gone:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise BackupError(f"{newest} is made, but {path} can't be deleted ({error.strerror})") from error
    return tuple(gone)
