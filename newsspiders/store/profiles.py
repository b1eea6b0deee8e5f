"""The profiles of runs: what the pages of a run gave, and what was thought of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, Select, and_, func, insert, or_, select, update

from newsspiders.states import ProfileRecord, as_row
from newsspiders.store.schema import profiles, runs

HISTORY_RUNS = 30
"""So many runs of a kind that went as they should are what the next is compared with; pruning leaves them."""
JUDGED_RUNS = 200
"""What was asked for so many runs of a spider ago, and never again, is neither told nor accepted any more."""
IS_HEALTHY = or_(and_(profiles.c.verdict == "usual", runs.c.is_healthy.is_(True)), profiles.c.verdict == "accepted")
"""The condition that a profile, joined with its run, is such a one."""


def put_profile(connection: Connection, record: ProfileRecord) -> None:
    """Put down the profile of a run."""
    row = {**as_row(record), "profile": dict(record.profile), "findings": [dict(one) for one in record.findings]}
    connection.execute(insert(profiles).values(**row))


def list_profiles(
    connection: Connection, spider: str, *, asked: str | None = None, limit: int = 20
) -> list[ProfileRecord]:
    """The last profiles of a spider, newest first; with `asked`, of runs that were asked for the same."""
    return _read(connection, _of(spider, asked).limit(limit))


def list_healthy_profiles(connection: Connection, spider: str, *, asked: str, limit: int) -> list[ProfileRecord]:
    """The same, of runs that were judged and went as they should, or were accepted."""
    query = _of(spider, asked).join(runs, runs.c.id == profiles.c.run_id)
    return _read(connection, query.where(IS_HEALTHY).limit(limit))


def list_last_judged(connection: Connection, spiders: Collection[str]) -> list[ProfileRecord]:
    """The last profile that was judged of each kind of run, of these spiders or of all, by spider; among the last
    JUDGED_RUNS of each.
    """
    chosen = [profiles.c.spider.in_(spiders)] if spiders else []
    newest_first = func.row_number().over(partition_by=profiles.c.spider, order_by=profiles.c.run_id.desc())
    columns = (profiles.c.run_id, profiles.c.spider, profiles.c.asked, profiles.c.verdict, newest_first.label("back"))
    last = select(*columns).where(*chosen).subquery()
    judged = (
        select(func.max(last.c.run_id))
        .where(last.c.back <= JUDGED_RUNS, last.c.verdict != "few")
        .group_by(last.c.spider, last.c.asked)
    )
    query = select(profiles).where(profiles.c.run_id.in_(judged))
    return _read(connection, query.order_by(profiles.c.spider, profiles.c.run_id.desc()))


def accept_drift(connection: Connection, spider: str) -> list[ProfileRecord]:
    """Take the alarms that stand for what is usual now; the profiles they are of."""
    accepted = [record for record in list_last_judged(connection, [spider]) if record.verdict == "drift"]
    ids = [record.run_id for record in accepted]
    connection.execute(update(profiles).where(profiles.c.run_id.in_(ids)).values(verdict="accepted"))
    return [replace(record, verdict="accepted") for record in accepted]


def _of(spider: str, asked: str | None) -> Select[tuple[object, ...]]:
    query = select(profiles).where(profiles.c.spider == spider).order_by(profiles.c.run_id.desc())
    return query if asked is None else query.where(profiles.c.asked == asked)


def _read(connection: Connection, query: Select[tuple[object, ...]]) -> list[ProfileRecord]:
    return [_record(row) for row in connection.execute(query).mappings()]


def _record(row: RowMapping) -> ProfileRecord:
    return ProfileRecord(**{**row, "findings": tuple(row["findings"])})
