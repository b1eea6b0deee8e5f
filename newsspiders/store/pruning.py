"""Pruning: the rows that are older than a day, counted, listed and deleted. What a rule of RULES is about, it says.

Listing reads the table once, and keeps no writer waiting; deleting takes a few rows a transaction, and leaves a text
that was fetched anew in between.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    LargeBinary,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    union,
    update,
)

from newsspiders.pruned import PRUNED, is_pruned, pruned_removals
from newsspiders.store.profiles import HISTORY_RUNS, IS_HEALTHY
from newsspiders.store.schema import articles, profiles, revisions, runs

Kind = Literal["archive", "revisions", "removed", "runs"]

_Drop = Callable[[Connection, Table, Sequence[int], datetime], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is old of one kind and site."""

    kind: Kind
    site: str
    count: int
    size_bytes: int
    oldest: datetime
    newest: datetime


class Span(NamedTuple):
    """Which moments are old."""

    before: datetime
    since: datetime | None = None
    """What is older still goes by another rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is old in one table."""

    kind: Kind
    table: Table
    rows: FromClause
    """The table, with what names the site."""
    site: ColumnElement[str]
    moment: Column[datetime]
    freed: tuple[Column[Any], ...]
    """The columns whose bytes are counted."""
    is_of_it: ColumnElement[bool]
    """Which of the old rows."""
    drop: _Drop

    def is_old(self, span: Span) -> ColumnElement[bool]:
        """The condition that a row goes."""
        since = literal(True) if span.since is None else self.moment >= span.since
        return (self.moment < span.before) & since & self.is_of_it


def old_parts(connection: Connection, rule: Rule, span: Span) -> list[Part]:
    """What would go, by site."""
    size = sum((_bytes(connection, column) for column in rule.freed), start=literal(0))
    query = (
        select(rule.site, func.count(), func.sum(size), func.min(rule.moment), func.max(rule.moment))
        .select_from(rule.rows)
        .where(rule.is_old(span))
        .group_by(rule.site)
        .order_by(rule.site)
    )
    return [
        Part(kind=rule.kind, site=site, count=count, size_bytes=int(size), oldest=oldest, newest=newest)
        for site, count, size, oldest, newest in connection.execute(query)
    ]


def old_ids(connection: Connection, rule: Rule, span: Span) -> array[int]:
    """The rows that would go, oldest first: eight bytes each."""
    query = select(rule.table.c.id).where(rule.is_old(span)).order_by(rule.table.c.id)
    return array("q", connection.execute(query).scalars())


def drop_old(connection: Connection, rule: Rule, ids: Sequence[int], span: Span) -> int:
    """Prune these rows, but for texts that were fetched anew since they were listed; how many."""
    return rule.drop(connection, rule.table, ids, span.before)


def has_crawled(connection: Connection, since: datetime, until: datetime) -> bool:
    """Whether a run began, or an article was fetched, in [since, until)."""
    return any(
        connection.execute(select(literal(1)).where(moment >= since, moment < until).limit(1)).first()
        for moment in (runs.c.started_at, articles.c.fetched_at, articles.c.last_seen)
    )


def _delete_rows(connection: Connection, table: Table, ids: Sequence[int], before: datetime) -> int:
    gone = connection.execute(delete(table).where(table.c.id.in_(ids), table.c.fetched_at < before))
    return gone.rowcount


def _delete_runs(connection: Connection, table: Table, ids: Sequence[int], before: datetime) -> int:
    """A run stays as old as it is, and later ones are no reason to need it: nothing is looked at again."""
    connection.execute(delete(profiles).where(profiles.c.run_id.in_(ids)))
    return connection.execute(delete(table).where(table.c.id.in_(ids))).rowcount


def _empty_removed(connection: Connection, table: Table, ids: Sequence[int], before: datetime) -> int:
    """Put the number of pieces in the place of the pieces."""
    query = select(table.c.id, table.c.removed).where(table.c.id.in_(ids), table.c.fetched_at < before)
    today = datetime.now(before.tzinfo).date()
    found = [
        {"row_id": row_id, "removed": pruned_removals(len(removed), on=today)}
        for row_id, removed in connection.execute(query.with_for_update())
        if removed and not is_pruned(removed)
    ]
    if found:
        connection.execute(update(table).where(table.c.id == bindparam("row_id")), found)
    return len(found)


def _bytes(connection: Connection, column: Column[Any]) -> ColumnElement[int]:
    """How many bytes of text a column has in a row."""
    if connection.dialect.name == "sqlite":
        size: ColumnElement[int] = func.length(cast(column, LargeBinary))
    else:
        size = func.octet_length(cast(column, Text))
    return func.coalesce(size, 0)


def _has_removals(table: Table) -> ColumnElement[bool]:
    """Whether there is text of removed pieces in a row; see `pruned_removals`."""
    told = cast(table.c.removed, Text)
    return (told != "[]") & told.not_like(f'[{{"rule": "{PRUNED}"%')


def _needed_runs() -> ColumnElement[bool]:
    """Runs that stay, however old: the newest of a spider, the newest healthy one and the newest without an end; and
    what drift reads: the last healthy ones of each `asked`, the accepted ones, and all since the last that was judged.
    """
    number = func.row_number().over(
        partition_by=(profiles.c.spider, profiles.c.asked), order_by=profiles.c.run_id.desc()
    )
    healthy = (
        select(profiles.c.run_id, number.label("number"))
        .join(runs, runs.c.id == profiles.c.run_id)
        .where(IS_HEALTHY)
        .subquery()
    )
    judged = (
        select(profiles.c.spider, profiles.c.asked, func.max(profiles.c.run_id).label("run_id"))
        .where(profiles.c.verdict != "few")
        .group_by(profiles.c.spider, profiles.c.asked)
        .subquery()
    )
    of_judged = (judged.c.spider == profiles.c.spider) & (judged.c.asked == profiles.c.asked)
    newest = select(func.max(runs.c.id)).group_by(runs.c.spider)
    needed = union(
        newest,
        newest.where(runs.c.is_healthy.is_(True)),
        newest.where(runs.c.finished_at.is_(None)),
        select(healthy.c.run_id).where(healthy.c.number <= HISTORY_RUNS),
        select(profiles.c.run_id).where(profiles.c.verdict == "accepted"),
        select(profiles.c.run_id)
        .join(judged, of_judged, isouter=True)
        .where(profiles.c.run_id >= func.coalesce(judged.c.run_id, 0)),
    )
    return runs.c.id.in_(needed)


_OF_ARTICLES = revisions.join(articles, articles.c.id == revisions.c.article_id)

RULES = (
    Rule(
        kind="revisions",
        table=revisions,
        rows=_OF_ARTICLES,
        site=articles.c.site,
        moment=revisions.c.fetched_at,
        freed=tuple(revisions.c[name] for name in ("title", "lead", "text", "article", "removed", "origins")),
        is_of_it=literal(True),
        drop=_delete_rows,
    ),
    *(
        Rule(
            kind="removed",
            table=table,
            rows=rows,
            site=articles.c.site,
            moment=table.c.fetched_at,
            freed=(table.c.removed,),
            is_of_it=_has_removals(table),
            drop=_empty_removed,
        )
        for table, rows in ((revisions, _OF_ARTICLES), (articles, articles))
    ),
    Rule(
        kind="runs",
        table=runs,
        rows=runs,
        site=runs.c.spider,
        moment=runs.c.started_at,
        freed=(runs.c.arguments, runs.c.summary, runs.c.counts, runs.c.sources),
        is_of_it=~_needed_runs(),
        drop=_delete_runs,
    ),
)
"""In the order they are pruned: removals of revisions that go need not be emptied before."""
