"""The statements that SQLAlchemy writes differently for each database, and lists cut to what one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

CHUNK = 500


def insert_new(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """INSERT … ON CONFLICT DO NOTHING."""
    return _insert(connection, table).on_conflict_do_nothing()


def upsert(
    connection: Connection, table: Table, row: dict[str, Any], *, keys: Sequence[str], kept: Sequence[str] = ()
) -> Executable:
    """INSERT a row, or UPDATE the one with the same `keys`, which keeps its `kept` columns."""
    statement = _insert(connection, table)
    updated = {name: statement.excluded[name] for name in row if name not in (*keys, *kept)}
    return statement.values(row).on_conflict_do_update(index_elements=list(keys), set_=updated)


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Lists of at most CHUNK items.

    >>> [len(chunk) for chunk in chunks(range(1100))]
    [500, 500, 100]
    """
    chunk: list[T] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
