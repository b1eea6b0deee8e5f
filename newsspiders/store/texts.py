"""Texts: what was kept and what was removed of stored articles, newest first and a few in memory at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from newsspiders.store.records import within
from newsspiders.store.schema import articles
from newsspiders.store.sql import chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """The text of one article."""

    id: int
    url: str
    """Canonical."""
    day: date
    """Of its publication; where that is not known, the day it was first seen. UTC."""
    title: str
    lead: str
    text: str
    removed: Sequence[Mapping[str, str | None]] = ()
    """As `Removal.as_dict` gives them; empty unless they were asked for."""

    @property
    def blocks(self) -> list[str]:
        """The blocks of the body."""
        return self.text.split("\n\n")


def count_by_site(connection: Connection) -> dict[str, int]:
    """Site -> how many articles there are, by name."""
    query = select(articles.c.site, func.count()).group_by(articles.c.site).order_by(articles.c.site)
    return {row.site: row[1] for row in connection.execute(query)}


def find_ids(connection: Connection, *, site: str, since: datetime | None = None) -> array[int]:
    """A site's articles, newest first: eight bytes each, however long they are."""
    newest = (articles.c.published.desc().nulls_last(), articles.c.id.desc())
    query = select(articles.c.id).where(articles.c.site == site, *within(since=since, until=None)).order_by(*newest)
    return array("q", connection.execute(query).scalars())


def iter_texts(connection: Connection, ids: Sequence[int], *, with_removed: bool) -> Iterator[StoredText]:
    """The texts of these articles, in this order."""
    names = ("id", "canonical_url", "title", "lead", "text", "published", "first_seen")
    columns = [articles.c[name] for name in names] + ([articles.c.removed] if with_removed else [])
    for chunk in chunks(ids):
        rows = {row.id: row for row in connection.execute(select(*columns).where(articles.c.id.in_(chunk)))}
        for row in (rows[one] for one in chunk if one in rows):
            yield StoredText(
                id=row.id,
                url=row.canonical_url,
                day=(row.published or row.first_seen).date(),
                title=row.title,
                lead=row.lead or "",
                text=row.text,
                removed=row.removed if with_removed else (),
            )
