"""Articles whose canonical URL turns out to be another one: they move there, or join the article that is there.

To join is to become one row: the newest text is today's, every other text a revision, in the order they were fetched;
of neighbours that say the same only the later stays. URLs that led to either article lead to the joined one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from newsspiders.store.schema import articles, revisions, urls

_KEPT = ("id", "canonical_url")
_OF_REVISION = tuple(column.name for column in revisions.columns if column.name not in ("id", "article_id", "revision"))


def move_article(connection: Connection, article_id: int, canonical_url: str) -> None:
    """Give an article another canonical URL; where another article has that, join them."""
    try:
        with connection.begin_nested():
            connection.execute(update(articles).where(articles.c.id == article_id).values(canonical_url=canonical_url))
    except IntegrityError:
        there = select(articles.c.id).where(articles.c.canonical_url == canonical_url)
        _join(connection, article_id, connection.execute(there).scalar_one())


def _join(connection: Connection, gone_id: int, kept_id: int) -> None:
    """Make one article of two."""
    both = (gone_id, kept_id)
    mine = select(articles).where(articles.c.id.in_(both)).order_by(articles.c.id).with_for_update()
    rows = [dict(row) for row in connection.execute(mine).mappings()]
    newest = max(rows, key=lambda row: (row["fetched_at"], row["id"] == kept_id))
    of_both = revisions.c.article_id.in_(both)
    former = [dict(row) for row in connection.execute(select(revisions).where(of_both)).mappings()]
    former += [row for row in rows if row["id"] != newest["id"]]
    connection.execute(delete(revisions).where(of_both))
    connection.execute(update(urls).where(urls.c.article_id == gone_id).values(article_id=kept_id))
    connection.execute(delete(articles).where(articles.c.id == gone_id))
    kept = list(_different_texts(former, newest=newest))
    for number, text in enumerate(kept, 1):
        connection.execute(insert(revisions).values(article_id=kept_id, revision=number, **text))
    joined = {name: value for name, value in newest.items() if name not in _KEPT} | {
        "first_seen": min(row["first_seen"] for row in rows),
        "last_seen": max(row["last_seen"] for row in rows),
        "revision": len(kept) + 1,
    }
    connection.execute(update(articles).where(articles.c.id == kept_id).values(joined))


def _different_texts(former: Iterable[Mapping[str, Any]], *, newest: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The former texts, oldest first, without those that the next one repeats."""
    in_order = sorted(former, key=lambda text: text["fetched_at"])
    for text, following in pairwise((*in_order, newest)):
        if text["content_hash"] != following["content_hash"]:
            yield {name: text[name] for name in _OF_REVISION}
