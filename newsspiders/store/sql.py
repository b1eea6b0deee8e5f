"""The statements that SQLAlchemy writes differently for each database, and lists cut to what one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Insert = postgresql.Insert | sqlite.Insert

CHUNK = 500


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """INSERT rows, less those that are there."""
    connection.execute(_insert_new(connection.dialect.name, table), rows)


def insert_new_one(connection: Connection, table: Table, row: dict[str, Any]) -> int | None:
    """INSERT a row; its id, None when it was there."""
    statement = _insert_new_one(connection.dialect.name, table)
    found: int | None = connection.execute(statement, row).scalar_one_or_none()
    return found


def upsert(
    connection: Connection, table: Table, row: dict[str, Any], *, keys: tuple[str, ...], kept: tuple[str, ...] = ()
) -> None:
    """INSERT a row, or UPDATE the one with the same `keys`, which keeps its `kept` columns."""
    updated = tuple(name for name in row if name not in (*keys, *kept))
    connection.execute(_upsert(connection.dialect.name, table, keys, updated), row)


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


# Building a statement costs more than running it, and there are few of them.
@cache
def _insert_new(dialect_name: str, table: Table) -> Insert:
    return _insert(dialect_name, table).on_conflict_do_nothing()


@cache
def _insert_new_one(dialect_name: str, table: Table) -> Executable:
    return _insert_new(dialect_name, table).returning(table.c.id)


@cache
def _upsert(dialect_name: str, table: Table, keys: tuple[str, ...], updated: tuple[str, ...]) -> Insert:
    statement = _insert(dialect_name, table)
    values = {name: statement.excluded[name] for name in updated}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=values)


def _insert(dialect_name: str, table: Table) -> Insert:
    return sqlite.insert(table) if dialect_name == "sqlite" else postgresql.insert(table)
