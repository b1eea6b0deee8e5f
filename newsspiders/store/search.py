"""Full-text search: the same words find the same articles in both databases, newest first.

Latin letters are compared without case, diacritics and the stroke of đ: `ha noi` finds Hà Nội, and the other way.
All words must occur; words in double quotes, and the parts of a word such as `covid-19`, in that order. The index
is made by migrations/versions/v0002_crawl_state.py: FTS5 in SQLite, a tsvector in PostgreSQL.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, select, text

from newsspiders.store.records import within
from newsspiders.store.schema import articles
from newsspiders.store.types import clean_text

_MARKED = re.compile("([a-z])[\u0300-\u036f]+")
_TOKEN = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = 60, 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    url: str
    """Canonical."""
    site: str
    title: str
    published: datetime | None
    snippet: str
    """The place in the lead or text where the first word stands, one line; the text's beginning where none does."""


def search(
    connection: Connection,
    words: str,
    *,
    site: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> list[Hit]:
    """The newest articles with these words; none for words without a letter or digit."""
    phrases = parse_words(words)
    if not phrases:
        return []
    when = func.coalesce(articles.c.published, articles.c.first_seen)
    columns = [articles.c[name] for name in ("canonical_url", "site", "title", "published", "lead", "text")]
    query = select(*columns).where(_matches(connection, phrases), *within(since=since, until=until))
    if site is not None:
        query = query.where(articles.c.site == site)
    found = connection.execute(query.order_by(when.desc(), articles.c.id.desc()).limit(limit)).mappings()
    return [
        Hit(
            url=row["canonical_url"],
            site=row["site"],
            title=row["title"],
            published=row["published"],
            snippet=cut_snippet(f"{row['lead'] or ''} {row['text']}", phrases),
        )
        for row in found
    ]


def parse_words(words: str) -> list[tuple[str, ...]]:
    """Phrases of folded tokens, whatever was typed.

    >>> parse_words('Đà "Nẵng, 2026" covid-19 &')
    [('da',), ('nang', '2026'), ('covid', '19')]
    """
    pieces = re.findall(r'"([^"]*)"|([^\s"]+)', clean_text(words))
    phrases = (tuple(_TOKEN.findall(fold(quoted or bare))) for quoted, bare in pieces)
    return [phrase for phrase in phrases if phrase]


def fold(text: str) -> str:
    """Lower case, Latin letters without diacritics and without the stroke of đ.

    >>> fold("Đà Nẵng")
    'da nang'
    """
    bare = _MARKED.sub(r"\1", unicodedata.normalize("NFD", text.lower()))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def cut_snippet(text: str, phrases: list[tuple[str, ...]]) -> str:
    """One line around the first place where one of the phrases begins."""
    line = " ".join(text.split())
    wanted = {phrase[0] for phrase in phrases}
    words = re.finditer(r"[^\W_]+", unicodedata.normalize("NFC", line))
    start = next((word.start() for word in words if fold(word[0]) in wanted), 0)
    begin = 0 if start <= _BEFORE else line.find(" ", start - _BEFORE) + 1
    end = len(line) if len(line) <= start + _AFTER else line.rfind(" ", begin, start + _AFTER)
    end = end if end > begin else start + _AFTER
    return f"{'… ' if begin else ''}{line[begin:end]}{' …' if end < len(line) else ''}"


def _matches(connection: Connection, phrases: list[tuple[str, ...]]) -> ColumnElement[bool]:
    if connection.dialect.name == "sqlite":
        found = text("SELECT rowid FROM articles_search WHERE articles_search MATCH :words")
        quoted = " ".join(f'"{" ".join(phrase)}"' for phrase in phrases)  # tokens hold no quotes
        return articles.c.id.in_(found.bindparams(words=quoted).columns(articles.c.id))
    index: ColumnElement[Any] = literal_column("articles.search")
    return and_(*(index.op("@@")(func.phraseto_tsquery("simple", " ".join(phrase))) for phrase in phrases))
