"""What there was since a moment, oldest first and a few rows in memory at a time: articles, runs, profiles of runs."""

from __future__ import annotations

from collections.abc import Collection, Generator
from datetime import datetime

from sqlalchemy import Column, Connection, Select, select

from newsspiders.states import ProfileRecord, RunRecord
from newsspiders.store.schema import articles, profiles, runs

_PAGE = 500

_OF_RUNS = tuple(column for column in runs.c if column.name != "sources")


def iter_first_seen(
    connection: Connection, since: datetime, *, sites: Collection[str]
) -> Generator[tuple[str, datetime, datetime | None], None, None]:
    """Site, when it was first seen, when it was published: of each article that was first seen then or later."""
    query = select(articles.c.site, articles.c.first_seen, articles.c.published).where(articles.c.first_seen >= since)
    with connection.execute(_of(query, articles.c.site, sites).execution_options(yield_per=_PAGE)) as found:
        for row in found:
            yield row.site, row.first_seen, row.published


def iter_runs(connection: Connection, since: datetime, *, spiders: Collection[str]) -> Generator[RunRecord, None, None]:
    """The runs that began then or later, without what each source gave."""
    query = select(*_OF_RUNS).where(runs.c.started_at >= since).order_by(runs.c.id)
    with connection.execute(_of(query, runs.c.spider, spiders).execution_options(yield_per=_PAGE)) as found:
        for row in found.mappings():
            yield RunRecord(**row)


def iter_profiles(
    connection: Connection, since: datetime, *, spiders: Collection[str]
) -> Generator[tuple[datetime, ProfileRecord], None, None]:
    """When a run began and what its pages gave, of the runs that began then or later."""
    joined = profiles.join(runs, runs.c.id == profiles.c.run_id)
    query = select(runs.c.started_at, *profiles.c).select_from(joined).where(runs.c.started_at >= since)
    query = _of(query.order_by(profiles.c.run_id), profiles.c.spider, spiders)
    with connection.execute(query.execution_options(yield_per=_PAGE)) as found:
        for row in found.mappings():
            own = {name: row[name] for name in profiles.c.keys()}  # noqa: SIM118  # columns, not their names
            yield row["started_at"], ProfileRecord(**{**own, "findings": tuple(own["findings"])})


def _of(query: Select[tuple[object, ...]], column: Column[str], names: Collection[str]) -> Select[tuple[object, ...]]:
    """Of these, or of all where none is named."""
    return query.where(column.in_(names)) if names else query
