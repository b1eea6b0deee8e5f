"""Records: what an article is outside the store, one flat dict in every format, and the types of its fields."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping
from datetime import datetime
from typing import Any, get_type_hints

from sqlalchemy import ColumnElement, Connection, Select, func, select

from extractors.article import Article, Removal
from newsspiders.store.schema import articles

_PAGE = 200

FIELDS: Mapping[str, Any] = {
    "schema_version": int,
    **get_type_hints(Article),
    "text": str,
    "fetched_at": datetime,
    "status": int,
    "discovered_from": str,
    "removed": tuple[Removal, ...],
    "origins": Mapping[str, str],
    "warnings": tuple[str, ...],
    "revision": int,
    "first_seen": datetime,
    "last_seen": datetime,
}
"""Field -> type, in order: the keys of `ArticleItem.as_dict()`, then what the store adds."""

_OF_ARTICLE = ("schema_version", *get_type_hints(Article))
_COLUMNS = (articles.c.article, *(articles.c[name] for name in FIELDS if name not in _OF_ARTICLE))


def iter_records(
    connection: Connection,
    *,
    sites: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> Generator[dict[str, Any], None, None]:
    """The articles of these sites, or of all, in the order they were stored; JSON-ready, a few in memory at a time.

    What has no date of publication counts as published when it was first seen.
    """
    query = select(*_COLUMNS).where(*within(since=since, until=until)).order_by(articles.c.id)
    if sites:
        query = query.where(articles.c.site.in_(sites))
    yield from _read(connection, query)


def iter_newest(connection: Connection, *, site: str) -> Generator[dict[str, Any], None, None]:
    """The articles of a site, that which was stored last first."""
    yield from _read(connection, select(*_COLUMNS).where(articles.c.site == site).order_by(articles.c.id.desc()))


def within(*, since: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    """The conditions that an article lies in [since, until)."""
    when = func.coalesce(articles.c.published, articles.c.first_seen, type_=articles.c.first_seen.type)
    if since is not None:
        yield when >= since
    if until is not None:
        yield when < until


def _read(connection: Connection, query: Select[Any]) -> Iterator[dict[str, Any]]:
    with connection.execute(query.execution_options(yield_per=_PAGE)) as found:
        for row in found.mappings():
            yield {name: _jsonable(row["article"].get(name) if name in _OF_ARTICLE else row[name]) for name in FIELDS}


def _jsonable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
