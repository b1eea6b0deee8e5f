"""The tables. A change of a table needs a migration: stores live longer than versions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, Dialect, Index, Integer, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeEngine


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime: a timestamp with time zone in PostgreSQL, elsewhere ISO 8601 text in UTC, which
    sorts and which SQLite's date functions read.
    """

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Aware datetime -> what the column holds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone; store aware datetimes only")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="seconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What the column holds -> aware datetime in UTC."""
        if value is None or isinstance(value, datetime):
            return value
        return datetime.fromisoformat(value)


metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("canonical_url", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("site", String(64), nullable=False),
    Column("language", String(8)),
    Column("title", Text, nullable=False),
    Column("lead", Text),
    Column("text", Text, nullable=False),
    Column("published", UtcTime),
    Column("modified", UtcTime),
    Column("section", Text),
    Column("agency", Text),
    Column("source_name", Text),
    Column("source_url", Text, index=True),
    Column("article", JSON, nullable=False),  # Article.as_dict(), whole
    Column("removed", JSON, nullable=False),
    Column("origins", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("status", Integer, nullable=False),
    Column("discovered_from", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),  # of title, lead and text
    Column("fetched_at", UtcTime, nullable=False),  # the fetch that is kept here
    Column("first_seen", UtcTime, nullable=False),
    Column("last_seen", UtcTime, nullable=False),
    Index("ix_articles_site_published", "site", "published"),
)
