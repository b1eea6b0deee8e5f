"""Store: opens the database and keeps articles, one row for each canonical URL."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, Executable, create_engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from extractors.article import Article
from newsspiders.items import ArticleItem
from newsspiders.store.schema import articles, metadata

Change = Literal["new", "changed", "unchanged"]

_DATABASES = ("sqlite", "postgresql")
_KEPT_ON_UPDATE = ("id", "canonical_url", "first_seen")
_BUSY_SECONDS = 30


class StoreError(Exception):
    """The database cannot be used. The message says which, why, and where to set another."""


class Store:
    """Articles in a SQL database. Every `save` is committed when it returns."""

    def __init__(self, url: str) -> None:
        """Open the database, and make its folder and tables where they are missing.

        :raises StoreError: it cannot be opened.
        """
        self._engine = _open_engine(url)
        try:
            metadata.create_all(self._engine)
        except DBAPIError as error:
            self._engine.dispose()
            raise StoreError(_cannot_open(url, str(error.orig))) from error

    def save(self, item: ArticleItem) -> Change:
        """Insert an article, or update the one with its canonical URL; what it meant for the text.

        :raises StoreError: it could not be written.
        """
        row = article_row(item)
        upsert = self._upsert(row)
        known = select(articles.c.content_hash).where(articles.c.canonical_url == row["canonical_url"])
        try:
            with self._engine.begin() as connection:
                content_hash = connection.execute(known).scalar_one_or_none()
                connection.execute(upsert)
        except DBAPIError as error:
            raise StoreError(f"{row['canonical_url']}: not stored: {error.orig}") from error
        if content_hash is None:
            return "new"
        return "unchanged" if content_hash == row["content_hash"] else "changed"

    def count(self, *, site: str | None = None) -> int:
        """How many articles there are, of one site or of all."""
        query = select(func.count()).select_from(articles)
        if site is not None:
            query = query.where(articles.c.site == site)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def rows(self, *, site: str | None = None) -> list[dict[str, Any]]:
        """All rows as dicts, of one site or of all, newest publication first."""
        query = select(articles).order_by(articles.c.published.desc().nulls_last(), articles.c.id)
        if site is not None:
            query = query.where(articles.c.site == site)
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _upsert(self, row: dict[str, Any]) -> Executable:
        """INSERT … ON CONFLICT: the same in both databases, but a class of its own in each dialect."""
        is_sqlite = self._engine.dialect.name == "sqlite"
        insert = sqlite.insert(articles) if is_sqlite else postgresql.insert(articles)
        updated = {name: insert.excluded[name] for name in row if name not in _KEPT_ON_UPDATE}
        return insert.values(row).on_conflict_do_update(index_elements=[articles.c.canonical_url], set_=updated)


def article_row(item: ArticleItem) -> dict[str, Any]:
    """The row of an item."""
    article, facts = item.article, item.as_dict()
    return {
        "canonical_url": article.canonical_url or article.url,
        "url": article.url,
        "site": article.site,
        "language": article.language,
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "published": article.published,
        "modified": article.modified,
        "section": article.section,
        "agency": article.agency,
        "source_name": article.source_name,
        "source_url": article.source_url,
        "article": article.as_dict(),
        "removed": facts["removed"],
        "origins": facts["origins"],
        "warnings": facts["warnings"],
        "status": item.status,
        "discovered_from": item.discovered_from,
        "content_hash": content_hash(article),
        "fetched_at": item.fetched_at,
        "first_seen": item.fetched_at,
        "last_seen": item.fetched_at,
    }


def content_hash(article: Article) -> str:
    """SHA-256 of what a reader reads: title, lead and text."""
    parts = (article.title or "", article.lead or "", article.text)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _open_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in _DATABASES:
            raise StoreError(_cannot_open(url, f"only {' and '.join(_DATABASES)} are supported"))
        _make_folder(parsed)
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, OSError) as error:
        raise StoreError(_cannot_open(url, str(error))) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    """Readers never wait for the writer (WAL); a second writer waits for the first."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _cannot_open(url: str, reason: str) -> str:
    try:
        shown = make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        shown = url
    return f"{shown}: {reason}; set another with -s DATABASE_URL=sqlite:///folder/news.sqlite3"
