"""The state of sources, hosts and walks: put down, and looked up by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, select

from newsspiders.states import Cursor, HostState, SourceState, as_row
from newsspiders.store.schema import cursors, hosts, sources
from newsspiders.store.sql import upsert


def source(connection: Connection, url: str) -> SourceState | None:
    """The state of a source; None when it was never asked."""
    row = _find(connection, sources, url=url)
    return SourceState(**_without_site(row)) if row else None


def put_source(connection: Connection, site: str, state: SourceState) -> None:
    """Insert or update the state of a source."""
    upsert(connection, sources, {**as_row(state), "site": site}, keys=("url",))


def troubled_hosts(connection: Connection) -> tuple[HostState, ...]:
    """The hosts whose last answer was a failure."""
    query = select(hosts).where(hosts.c.failures > 0)
    return tuple(HostState(**row) for row in connection.execute(query).mappings())


def put_host(connection: Connection, state: HostState) -> None:
    """Insert or update the state of a host."""
    upsert(connection, hosts, as_row(state), keys=("host",))


def cursor(connection: Connection, site: str, walk: str) -> Cursor | None:
    """How far a walk has come; None when it was never begun."""
    row = _find(connection, cursors, site=site, walk=walk)
    return Cursor(**_without_site(row)) if row else None


def put_cursor(connection: Connection, site: str, state: Cursor) -> None:
    """Insert or update how far a walk has come."""
    upsert(connection, cursors, {**as_row(state), "site": site}, keys=("site", "walk"))


def _find(connection: Connection, table: Table, **key: str) -> dict[str, Any] | None:
    query = select(table).where(*(table.c[name] == value for name, value in key.items()))
    row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def _without_site(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "site"}
