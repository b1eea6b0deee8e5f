"""Compact: give back what pruning freed in a SQLite file. PostgreSQL does it by itself (autovacuum)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from newsspiders.store import Store, StoreError
from newsspiders.store.errors import translated

MIB = 1024**2


def free_bytes(store: Store) -> int:
    """What is free within the file of a store, and will be used again; 0 where there is no file.

    :raises StoreError: the file can't be read.
    """
    if store.path is None:
        return 0
    with closing(store.own_connection()) as connection, translated(str(store.path)):
        return _free(connection)


def compact(store: Store) -> int:
    """Write the file anew without its free pages; by how many bytes it is smaller. Whoever writes waits meanwhile.

    :raises StoreError: there is no space for that, or somebody writes; the file is as it was.
    """
    assert store.path is not None
    with (
        closing(store.own_connection()) as connection,
        translated(f"{store.path}: not compacted", remedy="it is as it was; try again when no crawl runs"),
    ):
        before = _size(connection)
        _check_space(store.path.parent, before - _free(connection))
        driver: Any = connection.connection.dbapi_connection
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return max(0, before - _size(connection))


def temporary_folder(environ: Mapping[str, str]) -> Path:
    """Where SQLite writes what it needs for a while (https://www.sqlite.org/tempfiles.html); not where Python does."""
    named = (environ.get("SQLITE_TMPDIR"), environ.get("TMPDIR"), "/var/tmp", "/usr/tmp", "/tmp")
    may_be = (Path(name) for name in named if name)
    return next((path for path in may_be if path.is_dir() and os.access(path, os.W_OK | os.X_OK)), Path())


def _check_space(folder: Path, needed: int) -> None:
    """SQLite writes a copy into the folder for temporary files, and then another one beside the database."""
    temporary = temporary_folder(os.environ)
    is_one_disk = temporary.stat().st_dev == folder.stat().st_dev
    for place, size in ((folder, needed * (1 + is_one_disk)), (temporary, needed)):
        if (free := shutil.disk_usage(place).free) < size:
            raise StoreError(
                f"{place}: compacting needs {size / MIB:,.0f} MiB, and {free / MIB:,.0f} MiB are free; free some space"
                " (or set SQLITE_TMPDIR to another disk), or leave it: what is free in the file is used again"
            )


def _size(connection: Connection) -> int:
    return _pragma(connection, "page_count") * _pragma(connection, "page_size")


def _free(connection: Connection) -> int:
    return _pragma(connection, "freelist_count") * _pragma(connection, "page_size")


def _pragma(connection: Connection, name: str) -> int:
    driver: Any = connection.connection.dbapi_connection
    (value,) = driver.execute(f"PRAGMA {name}").fetchone()
    return int(value)
