"""Articles and their revisions: saved, replaced, looked up. One row is what one canonical URL says today.

The columns of a row are always those of one fetch, the one that `fetched_at` and `archive_id` name:

- a text seen for the first time, or changed (title, lead or text), is taken over with all its columns; the
  former row goes to `revisions`, and `revision` goes up;
- the same text with other metadata (a tag, a later `modified`) is taken over the same way, without a revision;
- a fetch that brought nothing new only moves `last_seen`, so `archive_id` stays the page that the row is from;
- a fetch older than `last_seen` changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from extractors.article import Article
from newsspiders.items import ArticleItem
from newsspiders.states import Change, Stored
from newsspiders.store.errors import translated
from newsspiders.store.moves import move_article
from newsspiders.store.schema import articles, revisions
from newsspiders.store.sql import chunks, insert_new_one
from newsspiders.store.types import clean_json, clean_text, stored_key

# What can differ while the text stays the same.
_METADATA = ("article", "removed", "origins", "warnings", "feed_text")
_OF_REVISION = tuple(column.name for column in revisions.columns if column.name not in ("id", "article_id"))
# What an extraction decides; the rest of a row is the crawl's.
_EXTRACTED = (
    *("site", "language", "title", "lead", "text", "published", "modified", "section", "agency"),
    *("source_name", "source_url", "article", "removed", "origins", "warnings", "content_hash"),
)
_STORED = tuple(f.name for f in fields(Stored) if f.name != "is_current")


def save(connection: Connection, item: ArticleItem) -> tuple[int, Change]:
    """Save an article; its id, and what the item meant for the text.

    :raises StoreError: it could not be written.
    """
    row = article_row(item)
    with translated(f"{row['canonical_url']}: not stored"):
        new = {**row, "first_seen": row["fetched_at"], "last_seen": row["fetched_at"], "revision": 1}
        article_id = insert_new_one(connection, articles, new)
        if article_id is not None:
            return article_id, "new"
        return _update(connection, row)


def replace(connection: Connection, archive_id: str, item: ArticleItem) -> bool:
    """Put a new extraction of an archived page in the place of the old one, today's or a revision's.

    Whether there was one. No revision is made, and when it was fetched or seen stays. Where the canonical URL of
    today's text is another one now, the article moves there; see `moves`.

    :raises StoreError: it could not be written.
    """
    row = article_row(item)
    extracted = {name: row[name] for name in _EXTRACTED}
    former = {name: value for name, value in extracted.items() if name in _OF_REVISION}
    current = update(articles).where(articles.c.archive_id == archive_id).values(extracted)
    with translated(f"{row['canonical_url']}: not stored"):
        found = connection.execute(current.returning(articles.c.id, articles.c.canonical_url)).all()
        for article_id, address in found:
            if address != stored_key(row["canonical_url"]):
                move_article(connection, article_id, row["canonical_url"])
        if found:
            return True
        changed = connection.execute(update(revisions).where(revisions.c.archive_id == archive_id).values(former))
        return changed.rowcount > 0


def by_archive_id(connection: Connection, ids: Collection[str]) -> dict[str, Stored]:
    """The articles and revisions that were made of these archived responses."""
    found: dict[str, Stored] = {}
    columns = [revisions.c[name] if name in _OF_REVISION else articles.c[name] for name in _STORED]
    for chunk in chunks(ids):
        former = (
            select(*columns)
            .join(articles, articles.c.id == revisions.c.article_id)
            .where(revisions.c.archive_id.in_(chunk))
        )
        current = select(*(articles.c[name] for name in _STORED)).where(articles.c.archive_id.in_(chunk))
        for query, is_current in ((former, False), (current, True)):
            for row in connection.execute(query).mappings():
                found[row["archive_id"]] = Stored(**row, is_current=is_current)
    return found


def by_canonical_url(connection: Connection, urls: Collection[str]) -> dict[str, Stored]:
    """The articles with these canonical URLs, each under the URL as it was asked with."""
    asked = {stored_key(url): url for url in urls}
    found: dict[str, Stored] = {}
    for chunk in chunks(asked):
        query = select(*(articles.c[name] for name in _STORED)).where(articles.c.canonical_url.in_(chunk))
        for row in connection.execute(query).mappings():
            found[asked[row["canonical_url"]]] = Stored(**row, is_current=True)
    return found


def rows(connection: Connection, *, site: str | None = None) -> list[RowMapping]:
    """All rows of one site or of all, newest publication first."""
    query = select(articles).order_by(articles.c.published.desc().nulls_last(), articles.c.id)
    if site is not None:
        query = query.where(articles.c.site == site)
    return list(connection.execute(query).mappings())


def article_row(item: ArticleItem) -> dict[str, Any]:
    """The row of an item, without what depends on the row before."""
    article = item.article
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
        "removed": [removal.as_dict() for removal in item.removed],
        "origins": dict(item.origins),
        "warnings": list(item.warnings),
        "status": item.fetch.status,
        "discovered_from": item.discovered_from,
        "content_hash": content_hash(article),
        "fetched_at": item.fetch.fetched_at,
        "archive_id": item.fetch.archive_id,
        "feed_text": item.feed_text,
    }


def content_hash(article: Article) -> str:
    """SHA-256 of what a reader reads: title, lead and text."""
    parts = (clean_text(part or "") for part in (article.title, article.lead, article.text))
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _update(connection: Connection, row: dict[str, Any]) -> tuple[int, Change]:
    """Save an item whose canonical URL is there; locks its row until the transaction ends."""
    known = select(articles).where(articles.c.canonical_url == row["canonical_url"]).with_for_update()
    before = connection.execute(known).mappings().one()
    mine = update(articles).where(articles.c.id == before["id"])
    if row["fetched_at"] < before["last_seen"]:
        return before["id"], "older"
    row = {**row, "last_seen": row["fetched_at"], "feed_text": row["feed_text"] or before["feed_text"]}
    if row["content_hash"] != before["content_hash"]:
        former = {name: before[name] for name in _OF_REVISION}
        connection.execute(insert(revisions).values(article_id=before["id"], **former))
        connection.execute(mine.values(row | {"revision": before["revision"] + 1}))
        return before["id"], "changed"
    is_same = all(clean_json(row[name]) == before[name] for name in _METADATA)
    connection.execute(mine.values({"last_seen": row["fetched_at"]} if is_same else row))
    return before["id"], "unchanged"
