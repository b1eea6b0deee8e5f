"""The tables as they are now. A change of a table needs a migration: stores live longer than versions.

What the search and the views need beside them is made by the migrations alone; see search.py and views.py.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint, text

from newsspiders.store.types import CleanJson, CleanText, KeyText, UtcTime

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("canonical_url", KeyText, nullable=False, unique=True),
    Column("url", CleanText, nullable=False),
    Column("site", String(64), nullable=False),
    Column("language", String(8)),
    Column("title", CleanText, nullable=False),
    Column("lead", CleanText),
    Column("text", CleanText, nullable=False),
    Column("published", UtcTime),
    Column("modified", UtcTime),
    Column("section", CleanText),
    Column("agency", CleanText),
    Column("source_name", CleanText),
    Column("source_url", KeyText),
    Column("article", CleanJson, nullable=False),  # Article.as_dict(), whole
    Column("removed", CleanJson, nullable=False),
    Column("origins", CleanJson, nullable=False),
    Column("warnings", CleanJson, nullable=False),
    Column("status", Integer, nullable=False),
    Column("discovered_from", CleanText, nullable=False),
    Column("content_hash", String(64), nullable=False),  # of title, lead and text
    Column("fetched_at", UtcTime, nullable=False),  # the fetch that the columns above are from
    Column("first_seen", UtcTime, nullable=False),
    Column("last_seen", UtcTime, nullable=False),  # the last fetch that brought it, changed or not
    Column("revision", Integer, nullable=False, server_default="1"),  # 1, 2, … with each change of content_hash
    Column("archive_id", CleanText),  # WARC-Record-ID of the fetch
    Column("feed_text", CleanText),  # the text as the feed has it
    Index("ix_articles_site_published", "site", "published"),
    Index("ix_articles_site_first_seen", "site", "first_seen"),
    Index("ix_articles_published", "published"),
    Index("ix_articles_source_url", "source_url"),
    Index("ix_articles_archive_id", "archive_id"),
)

# What an article said before: the same columns, of the fetch that brought that text.
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("fetched_at", UtcTime, nullable=False),
    Column("archive_id", CleanText),
    Column("content_hash", String(64), nullable=False),
    Column("title", CleanText, nullable=False),
    Column("lead", CleanText),
    Column("text", CleanText, nullable=False),
    Column("article", CleanJson, nullable=False),
    Column("removed", CleanJson, nullable=False),
    Column("origins", CleanJson, nullable=False),
    Column("warnings", CleanJson, nullable=False),
    Column("status", Integer, nullable=False),
    UniqueConstraint("article_id", "revision", name="uq_revisions_article_id_revision"),
    Index("ix_revisions_archive_id", "archive_id"),
)

# The queue and the memory of the crawl; the columns are UrlState's.
urls = Table(
    "urls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", String(64), nullable=False),
    Column("key", KeyText, nullable=False, unique=True),
    Column("url", CleanText, nullable=False),
    Column("discovered_from", CleanText, nullable=False),
    Column("first_seen", UtcTime, nullable=False),
    Column("published", UtcTime),
    Column("modified", UtcTime),
    Column("title", CleanText),
    Column("feed_text", CleanText),
    Column("last_fetched", UtcTime),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
    Column("status", Integer),
    Column("outcome", String(16), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("next_due", UtcTime),
    Column("article_id", ForeignKey("articles.id")),
    Index("ix_urls_article_id", "article_id"),
)
# Most URLs are never due again, so the queue's index stays small.
Index(
    "ix_urls_queue",
    urls.c.site,
    urls.c.first_seen.desc(),
    urls.c.id,
    sqlite_where=text("next_due IS NOT NULL"),
    postgresql_where=text("next_due IS NOT NULL"),
)
# Those in trouble are few as well. SQLite finds them by the index only where a query has the same words.
FAILING = "failures > 0 OR outcome IN ('failed', 'gone')"
Index(
    "ix_urls_failing",
    urls.c.site,
    urls.c.last_fetched,
    sqlite_where=text(FAILING),
    postgresql_where=text(FAILING),
)

sources = Table(
    "sources",
    metadata,
    Column("url", KeyText, primary_key=True),
    Column("site", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("last_fetched", UtcTime),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
    Column("floor", UtcTime),
    Column("status", Integer),
    Column("failures", Integer, nullable=False),
    Column("problem", CleanText),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", KeyText, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("openings", Integer, nullable=False),
    Column("not_before", UtcTime),
    Column("reason", CleanText),
)

cursors = Table(
    "cursors",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("walk", KeyText, primary_key=True),
    Column("position", CleanText, nullable=False),
    Column("is_done", Boolean, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("spider", CleanText, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("pid", Integer, nullable=False),
    Column("host", CleanText, nullable=False),
    Column("arguments", CleanJson, nullable=False),
    Column("reason", CleanText),
    Column("is_healthy", Boolean),
    Column("summary", CleanText),
    Column("counts", CleanJson, nullable=False),
    Column("sources", CleanJson, nullable=False),
    Index("ix_runs_spider", "spider", "id"),
    Index("ix_runs_started_at", "started_at"),
)

profiles = Table(
    "profiles",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("spider", CleanText, nullable=False),
    Column("asked", KeyText, nullable=False),  # the same for runs that can be compared
    Column("verdict", String(16), nullable=False),  # few, usual, drift, accepted
    Column("profile", CleanJson, nullable=False),  # RunProfile.as_dict()
    Column("findings", CleanJson, nullable=False),
    Index("ix_profiles_spider", "spider", "asked", "run_id"),
)
