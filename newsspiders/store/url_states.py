"""The state of URLs: what discovery finds is put down here before it is asked for, and comes out when it is due."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from newsspiders.states import Discovered, DueKey, DuePage, UrlState, as_row
from newsspiders.store.schema import urls
from newsspiders.store.sql import chunks, insert_new, upsert
from newsspiders.store.types import stored_key

_STATE = [column for column in urls.columns if column.name not in ("id", "site", "article_id")]


def put_state(connection: Connection, site: str, state: UrlState, *, article_id: int | None = None) -> None:
    """Insert or update the state of a URL, which keeps when it was first seen, and its article unless given one."""
    row = {**as_row(state), "site": site}
    if article_id is not None:
        row["article_id"] = article_id
    upsert(connection, urls, row, keys=("key",), kept=("first_seen",))


def find_states(connection: Connection, keys: Collection[str], *, for_update: bool = False) -> dict[str, UrlState]:
    """The states of these URLs, each under the key as it was asked with; locked until the transaction ends when they
    are to be updated.
    """
    asked = {stored_key(key): key for key in keys}
    found: dict[str, UrlState] = {}
    for chunk in chunks(asked):
        query = select(*_STATE).where(urls.c.key.in_(chunk))
        for row in connection.execute(query.with_for_update() if for_update else query).mappings():
            found[asked[row["key"]]] = UrlState(**row)
    return found


def discover(
    connection: Connection,
    site: str,
    states: Sequence[UrlState],
    *,
    now: datetime,
    farthest: datetime | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    force: bool = False,
) -> Discovered:
    """Put down the links of a listing, and say which of them are to be fetched now.

    These are the new ones; known ones whose time has come, as in `due`; known ones that the listing dates later than
    they were fetched; those found out of range by an earlier run, when they lie within it now; with `force`, all.
    """
    listed: dict[str, UrlState] = {}
    for state in states:
        listed.setdefault(stored_key(state.key), state)
    due = dict(listed)
    known = 0
    for key, before in find_states(connection, listed).items():
        after = _refreshed(before, listed.pop(key), now=now)
        if after is not before:
            put_state(connection, site, after)
        due[key] = after
        is_due = force or _is_due(after, now=now, farthest=farthest)
        if not (is_due or _is_wanted_again(after, since=since, until=until)):
            del due[key]
            known += 1
    if listed:
        rows = [{**as_row(state), "site": site} for state in listed.values()]
        insert_new(connection, urls, rows)
    return Discovered(due=tuple(due.values()), known=known)


def due(
    connection: Connection,
    site: str,
    *,
    before: datetime,
    farthest: datetime | None = None,
    limit: int,
    after: DueKey | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    sources: Collection[str] | None = None,
) -> DuePage:
    """A page of the URLs whose time came before `before`, newest first; those known to lie outside [since,
    until] are left out. A time after `farthest`, which nobody gives, was given while the clock was ahead: it has come.
    """
    has_come = urls.c.next_due < before
    if farthest is not None:
        has_come = or_(has_come, urls.c.next_due > farthest)
    conditions = [urls.c.site == site, urls.c.next_due.is_not(None), has_come]
    conditions += _within(since=since, until=until)
    if sources is not None:
        conditions.append(urls.c.discovered_from.in_(sources))
    if after is not None:
        earlier = urls.c.first_seen < after.first_seen
        same = and_(urls.c.first_seen == after.first_seen, urls.c.id > after.id)
        # The first condition says nothing new, but is one that an index can begin with.
        conditions += [urls.c.first_seen <= after.first_seen, or_(earlier, same)]
    query = select(urls.c.id, *_STATE).where(*conditions).order_by(urls.c.first_seen.desc(), urls.c.id).limit(limit)
    rows = connection.execute(query).mappings().all()
    last = rows[-1] if len(rows) == limit else None
    return DuePage(
        states=tuple(UrlState(**{name: row[name] for name in row if name != "id"}) for row in rows),
        after=DueKey(first_seen=last["first_seen"], id=last["id"]) if last else None,
    )


def count_due(connection: Connection, *, before: datetime, sites: Collection[str] = ()) -> dict[str, int]:
    """Site -> how many of its URLs have had their time come before `before`; sites without any are left out."""
    conditions = [urls.c.next_due.is_not(None), urls.c.next_due < before]
    if sites:
        conditions.append(urls.c.site.in_(sites))
    query = select(urls.c.site, func.count()).where(*conditions).group_by(urls.c.site)
    return {row.site: row[1] for row in connection.execute(query)}


def _refreshed(before: UrlState, listed: UrlState, *, now: datetime) -> UrlState:
    """The state after a listing: the same object when that says nothing new."""
    changes: dict[str, Any] = {}
    latest = max((moment for moment in (listed.published, listed.modified) if moment), default=None)
    # A date in the future would make the page due on each run until then.
    if before.last_fetched and latest and before.last_fetched < latest <= now:
        changes |= {"modified": latest, "next_due": now}
    if before.published is None and listed.published is not None:
        changes["published"] = listed.published
    if before.outcome == "pending" and before.feed_text is None and listed.feed_text is not None:
        changes["feed_text"] = listed.feed_text
    return replace(before, **changes) if changes else before


def _is_due(state: UrlState, *, now: datetime, farthest: datetime | None) -> bool:
    if state.next_due is None:
        return False
    return state.next_due <= now or (farthest is not None and state.next_due > farthest)


def _is_wanted_again(state: UrlState, *, since: datetime | None, until: datetime | None) -> bool:
    if state.outcome != "out-of-range":
        return False
    if state.published is None:
        return since is None and until is None
    return (since is None or since <= state.published) and (until is None or state.published <= until)


def _within(*, since: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield or_(urls.c.published.is_(None), urls.c.published >= since)
    if until is not None:
        yield or_(urls.c.published.is_(None), urls.c.published <= until)
