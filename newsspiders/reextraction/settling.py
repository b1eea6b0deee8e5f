"""Settling: what a reading means for the store, and the writing of it. One call is (a part of) one transaction.

- A capture that an article or a revision was made of: what reads differently now is put in its place. One that can
  not be read any more is lost: it is told, and the store keeps what it has.
- A capture that no row was made of, because its text was known or because older rules could not read it: saved as a
  crawl would have, unless it is older than what the store has, or was left out by its date; with it the state of
  its URL.

An article whose canonical URL changes moves there, or joins the article that is there. Older captures at the address it
left may be articles of their own now (a rule that parts what was one article); they are saved by the next run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from extractors.metadata import canonicalise
from newsspiders.items import ArticleItem
from newsspiders.reextraction.changes import (
    FieldChange,
    as_kept,
    changed_fields,
    facts_of_item,
    facts_of_stored,
    fingerprint,
)
from newsspiders.reextraction.reading import FROM_ARCHIVE, Reading
from newsspiders.schedule import Schedule
from newsspiders.states import Stored, UrlState
from newsspiders.store import Session
from newsspiders.store.types import stored_key
from newsspiders.witness import witness_warnings

_FORESEEN_MAX = 10_000

Kind = Literal["same", "changed", "new", "passed", "lost", "unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one reading."""

    site: str
    url: str
    kind: Kind
    """`new`: saved, for the store had no article of it, or an older one; `passed`: the store knew as much; `unread`:
    it is no article, and none was made of it.
    """
    changes: tuple[FieldChange, ...] = ()
    is_moved: bool = False
    """The article's canonical URL is another one now."""
    is_joined: bool = False
    """It is that of another article, and both are one."""
    reason: str = ""
    """Why it is lost or unread."""


class _Known(NamedTuple):
    """What later captures of an article are measured by."""

    fetched_at: datetime
    last_seen: datetime
    feed_text: str | None
    fingerprint: bytes
    removed: Sequence[Mapping[str, Any]] = ()
    """As the store has it; see `as_kept`."""


class Settler:
    """Settles readings, in the order they were fetched.

    With `is_dry` it writes nothing and foresees what it would write: it remembers its last 10,000 changes, so that
    later captures of the same articles are told as if these had been written.
    """

    def __init__(self, *, schedule: Schedule, now: datetime, is_dry: bool) -> None:
        self._schedule = schedule
        self._now = now
        self._is_dry = is_dry
        self._foreseen: OrderedDict[str, _Known | None] = OrderedDict()

    def settle(self, session: Session, readings: Sequence[Reading]) -> list[Settled]:
        """What became of each reading.

        :raises StoreError: one could not be written; so nothing of this transaction is.
        """
        named = session.by_archive_id([reading.fetch.archive_id for reading in readings if reading.fetch.archive_id])
        return [self._settle(session, reading, named.get(reading.fetch.archive_id or "")) for reading in readings]

    def _settle(self, session: Session, reading: Reading, stored: Stored | None) -> Settled:
        told = Settled(site=reading.site, url=reading.fetch.url, kind="unread", reason=reading.problem)
        if reading.item is None:
            return replace(told, kind="lost") if stored else told
        if stored is None:
            return replace(told, kind=self._save(session, reading.item))
        item = _beside_feed(reading.item, stored.feed_text)
        changes = changed_fields(facts_of_stored(stored), as_kept(facts_of_item(item), stored.removed))
        is_moved = stored.is_current and stored_key(_address(item)) != stored.canonical_url
        if not changes and not is_moved:
            return replace(told, kind="same")
        there = self._find(session, _address(item)) if is_moved else None
        if not self._is_dry:
            session.replace(str(stored.archive_id), item)
        elif stored.is_current:
            self._foresee_replaced(item, stored, there)
        return replace(told, kind="changed", changes=changes, is_moved=is_moved, is_joined=there is not None)

    def _save(self, session: Session, item: ArticleItem) -> Kind:
        """Save what no row was made of, if it is news."""
        known = self._find(session, _address(item))
        fetched_at = item.fetch.fetched_at
        if known and (fetched_at <= known.fetched_at or fetched_at < known.last_seen):
            return "passed"
        state = session.states([item.fetch.key], for_update=not self._is_dry).get(item.fetch.key)
        if known is None and _was_left_out(item, state):
            return "passed"
        item = _beside_feed(item, (state and state.feed_text) or (known and known.feed_text))
        facts = facts_of_item(item)
        is_same = known is not None and known.fingerprint == fingerprint(as_kept(facts, known.removed))
        if known and is_same and fetched_at == known.last_seen:
            return "passed"
        if self._is_dry:
            since = known.fetched_at if known and is_same else fetched_at
            self._foresee(_address(item), _Known(since, fetched_at, item.feed_text, fingerprint(facts)))
        else:
            item = replace(item, discovered_from=state.discovered_from) if state else item
            session.save(item, self._state_after(item, state))
        return "passed" if is_same else "new"

    def _state_after(self, item: ArticleItem, state: UrlState | None) -> UrlState:
        """The state of its URL: an article's. What was asked later is not undone, and nothing old becomes due."""
        fetch = item.fetch
        state = state or UrlState(
            key=fetch.key,
            url=canonicalise(fetch.url, None),
            discovered_from=FROM_ARCHIVE,
            first_seen=fetch.fetched_at,
            next_due=None,
        )
        asked = state.last_fetched
        is_known = asked == fetch.fetched_at and state.outcome == "article"
        if is_known or (asked and asked > fetch.fetched_at):
            return replace(state, outcome="article")
        after = self._schedule.after_article(state, fetch, published=item.article.published)
        age = self._now - (after.published or after.first_seen)
        is_old = age > timedelta(seconds=self._schedule.revisit_age_max_seconds)
        return replace(after, next_due=None) if is_old else after

    def _find(self, session: Session, address: str) -> _Known | None:
        """The article at an address, as this run has left it."""
        if stored_key(address) in self._foreseen:
            return self._foreseen[stored_key(address)]
        stored = session.by_canonical_url([address]).get(address)
        if stored is None:
            return None
        facts = fingerprint(facts_of_stored(stored))
        return _Known(stored.fetched_at, stored.last_seen, stored.feed_text, facts, stored.removed)

    def _foresee_replaced(self, item: ArticleItem, stored: Stored, there: _Known | None) -> None:
        mine = _Known(stored.fetched_at, stored.last_seen, stored.feed_text, fingerprint(facts_of_item(item)))
        newest = max((mine, there), key=lambda known: known.fetched_at) if there else mine
        last_seen = max(mine.last_seen, there.last_seen) if there else mine.last_seen
        self._foresee(stored.canonical_url, None)
        self._foresee(_address(item), newest._replace(last_seen=last_seen))

    def _foresee(self, address: str, known: _Known | None) -> None:
        self._foreseen[stored_key(address)] = known
        self._foreseen.move_to_end(stored_key(address))
        if len(self._foreseen) > _FORESEEN_MAX:
            self._foreseen.popitem(last=False)


def _was_left_out(item: ArticleItem, state: UrlState | None) -> bool:
    """Whether a crawl read it and did not want it, because of the day it was published."""
    return state is not None and state.outcome == "out-of-range" and state.published == item.article.published


def _beside_feed(item: ArticleItem, feed_text: str | None) -> ArticleItem:
    """The item with what its site's feed says, and the warning when that is more."""
    warnings = (*item.warnings, *witness_warnings(item.article, feed_text))
    return replace(item, feed_text=feed_text, warnings=warnings)


def _address(item: ArticleItem) -> str:
    """What the store knows the article by."""
    return item.article.canonical_url or item.article.url or ""
