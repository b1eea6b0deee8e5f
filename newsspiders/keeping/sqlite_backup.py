"""A SQLite store as one gzip file, and back."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from newsspiders.keeping.database import (
    BACKUP,
    STORE,
    BackupError,
    Contents,
    Remedies,
    contents,
    reading_connection,
    unusable,
)

_PAGES = 2000  # about 8 MB between two words on progress
_CHUNK_BYTES = 1024**2
_LEVEL = 6
MAGIC = b"SQLite format 3\x00"
GZIP_MAGIC = b"\x1f\x8b"

Say = Callable[[str], object]


def copy_database(source: Connection, path: Path, *, say: Say) -> None:
    """Copy the state of the data that the connection sees.

    Its transaction is held meanwhile, so that the copy need not begin anew whenever a crawl writes, and no crawl waits;
    and no longer, for so long SQLite's log grows.

    :raises sqlite3.Error: it can't be written.
    """
    driver = source.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    with closing(sqlite3.connect(path)) as target:
        driver.backup(
            target,
            pages=_PAGES,
            progress=lambda _, remaining, total: say(f"copied {total - remaining:,} of {total:,} pages"),
            sleep=0,
        )
        target.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, nothing beside it
    source.rollback()


def check_database(path: Path, *, name: str, say: Say, remedies: Remedies = STORE) -> Contents:
    """What a file holds, once all of it was found whole; messages name it so.

    :raises BackupError: it is damaged, no store, or can't be read.
    """
    say("checking")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise unusable(error, name=name, remedies=remedies) from error
    if verdict != "ok":
        raise BackupError(f"{name}: damaged ({' '.join(verdict.split())}); {remedies.damaged}")
    with reading_connection(URL.create("sqlite", database=str(path))) as connection:
        return contents(connection, name=name, remedies=remedies)


def pack(path: Path, packed: Path, *, say: Say) -> None:
    """Write a file as gzip, onto the disk, and read it again.

    :raises OSError: it can't be written, or reads otherwise.
    """
    with path.open("rb") as source, packed.open("r+b") as stream:
        with gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=_LEVEL, mtime=0) as target:
            _pour(source.read, target.write, lambda done: say(f"packed {done:,} bytes"))
        stream.flush()
        os.fsync(stream.fileno())
    with gzip.open(packed) as again:
        while again.read(_CHUNK_BYTES):
            pass


def unpack(packed: Path, path: Path, *, say: Say) -> None:
    """The other way; a file that is not packed is copied.

    :raises BackupError: it is damaged.
    :raises OSError: it can't be read or written.
    """
    with packed.open("rb") as stream, path.open("r+b") as target:
        is_packed = stream.read(2) == GZIP_MAGIC
        stream.seek(0)
        if not is_packed:
            shutil.copyfileobj(stream, target)
        else:
            try:
                with gzip.GzipFile(fileobj=stream) as source:
                    _pour(source.read, target.write, lambda done: say(f"unpacked {done:,} bytes"))
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise BackupError(f"{packed}: damaged ({error}); {BACKUP.damaged}") from error
        target.flush()
        os.fsync(target.fileno())


def _pour(read: Callable[[int], bytes], write: Callable[[bytes], object], on_progress: Callable[[int], object]) -> None:
    done = 0
    while chunk := read(_CHUNK_BYTES):
        write(chunk)
        done += len(chunk)
        on_progress(done)
