"""Compact: give back what pruning freed in a SQLite file. PostgreSQL does it by itself (autovacuum)."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from newsspiders.store import Store, StoreError
from newsspiders.store.errors import translated

MIB = 1024**2


def free_bytes(store: Store) -> int:
    """What is free within the file of a store, and will be used again; 0 where there is no file."""
    if store.path is None:
        return 0
    with closing(store.own_connection()) as connection:
        return _pragma(connection, "freelist_count") * _pragma(connection, "page_size")


def compact(store: Store) -> int:
    """Write the file anew without its free pages; by how many bytes it is smaller. Whoever writes waits meanwhile.

    :raises StoreError: there is no space for that, or somebody writes; the file is as it was.
    """
    assert store.path is not None
    before = store.path.stat().st_size
    with closing(store.own_connection()) as connection:
        needed = (_pragma(connection, "page_count") - _pragma(connection, "freelist_count")) * _pragma(
            connection, "page_size"
        )
        _check_space(store.path.parent, needed)
        with translated(f"{store.path}: not compacted", remedy="it is as it was; try again when no crawl runs"):
            driver: Any = connection.connection.dbapi_connection
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return max(0, before - store.path.stat().st_size)


def _check_space(folder: Path, needed: int) -> None:
    """SQLite writes a copy into the folder for temporary files, and then another one beside the database."""
    temporary = Path(tempfile.gettempdir())
    is_one_disk = temporary.stat().st_dev == folder.stat().st_dev
    for place, size in ((folder, needed * (1 + is_one_disk)), (temporary, needed)):
        if (free := shutil.disk_usage(place).free) < size:
            raise StoreError(
                f"{place}: compacting needs {size / MIB:,.0f} MiB, and {free / MIB:,.0f} MiB are free; free some space"
                " (or set TMPDIR to another disk), or leave it: what is free in the file is used again"
            )


def _pragma(connection: Any, name: str) -> int:
    (value,) = connection.connection.dbapi_connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)
