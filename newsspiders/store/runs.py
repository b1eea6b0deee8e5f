"""The history of runs: a row when one starts, completed when it ends. One without an end runs, or was killed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from newsspiders.states import RunRecord
from newsspiders.store.schema import runs


def start_run(
    connection: Connection, *, spider: str, arguments: Mapping[str, Any], pid: int, host: str, now: datetime
) -> int:
    """Put down that a run starts; its id."""
    begun = {"spider": spider, "started_at": now, "pid": pid, "host": host, "arguments": dict(arguments)}
    statement = insert(runs).values(**begun, counts={}, sources=[]).returning(runs.c.id)
    run_id: int = connection.execute(statement).scalar_one()
    return run_id


def finish_run(
    connection: Connection,
    run_id: int,
    *,
    now: datetime,
    reason: str,
    is_healthy: bool,
    summary: str,
    counts: Mapping[str, int],
    sources: Sequence[Mapping[str, Any]],
) -> None:
    """Put down how a run ended."""
    ended = {"finished_at": now, "reason": reason, "is_healthy": is_healthy, "summary": summary}
    gave = {"counts": dict(counts), "sources": [dict(source) for source in sources]}
    connection.execute(update(runs).where(runs.c.id == run_id).values(**ended, **gave))


def list_runs(connection: Connection, *, spider: str | None = None, limit: int = 20) -> list[RunRecord]:
    """The last runs, of one spider or of all, newest first."""
    query = select(runs).order_by(runs.c.id.desc()).limit(limit)
    if spider is not None:
        query = query.where(runs.c.spider == spider)
    return [_record(row) for row in connection.execute(query).mappings()]


def newest_moment(connection: Connection) -> datetime | None:
    """When the run that was begun last was last heard of: its end, or its beginning; None where there was none."""
    row = connection.execute(select(runs.c.started_at, runs.c.finished_at).order_by(runs.c.id.desc()).limit(1)).first()
    return (row.finished_at or row.started_at) if row else None


def last_runs(connection: Connection) -> dict[str, RunRecord]:
    """Spider -> its newest run, by name."""
    newest = select(func.max(runs.c.id)).group_by(runs.c.spider)
    query = select(runs).where(runs.c.id.in_(newest)).order_by(runs.c.spider)
    return {row["spider"]: _record(row) for row in connection.execute(query).mappings()}


def counts_since(
    connection: Connection, moment: datetime, *, spiders: Collection[str] = ()
) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Spider and counts of each run that began then or later and has an end."""
    query = select(runs.c.spider, runs.c.counts).where(runs.c.started_at >= moment, runs.c.finished_at.is_not(None))
    if spiders:
        query = query.where(runs.c.spider.in_(spiders))
    for row in connection.execute(query):
        yield row.spider, row.counts


def last_healthy_end(connection: Connection, spider: str) -> datetime | None:
    """When the last healthy run of a spider ended; None when there is none."""
    query = select(runs.c.finished_at).where(runs.c.spider == spider, runs.c.is_healthy.is_(True))
    found: datetime | None = connection.execute(query.order_by(runs.c.id.desc()).limit(1)).scalar_one_or_none()
    return found


def unfinished_run(connection: Connection, spider: str) -> RunRecord | None:
    """The newest run of a spider that has no end: the one that holds its lock, if one does."""
    query = select(runs).where(runs.c.spider == spider, runs.c.finished_at.is_(None)).order_by(runs.c.id.desc())
    row = connection.execute(query.limit(1)).mappings().one_or_none()
    return _record(row) if row else None


def _record(row: RowMapping) -> RunRecord:
    return RunRecord(**{**row, "sources": tuple(row["sources"])})
