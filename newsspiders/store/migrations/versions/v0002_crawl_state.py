"""Revisions, the state of URLs, sources, hosts and walks, the history of runs, and the search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from extractors.sites import all_sites
from newsspiders.store.types import UtcTime, clean_text, stored_key
from newsspiders.urls import page_key

revision = "0002"
down_revision = "0001"

# By code point, because a class such as [:punct:] means something else in each locale of a server.
_SEPARATORS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u3000-\u303f]+"
)


def upgrade() -> None:
    """Keep the articles that are there, each with a URL that is known from now on."""
    op.add_column("articles", sa.Column("revision", sa.Integer, nullable=False, server_default="1"))
    op.add_column("articles", sa.Column("archive_id", sa.Text))
    op.add_column("articles", sa.Column("feed_text", sa.Text))
    op.create_index("ix_articles_archive_id", "articles", ["archive_id"])
    _create_revisions()
    _create_urls()
    _create_crawl_state()
    _create_runs()
    _know_stored_articles(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        _create_sqlite_search()
    else:
        _create_postgresql_search()


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.Integer, sa.ForeignKey("articles.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("fetched_at", UtcTime, nullable=False),
        sa.Column("archive_id", sa.Text),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("lead", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("article", sa.JSON, nullable=False),
        sa.Column("removed", sa.JSON, nullable=False),
        sa.Column("origins", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.UniqueConstraint("article_id", "revision", name="uq_revisions_article_id_revision"),
    )
    op.create_index("ix_revisions_archive_id", "revisions", ["archive_id"])


def _create_urls() -> None:
    op.create_table(
        "urls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("discovered_from", sa.Text, nullable=False),
        sa.Column("first_seen", UtcTime, nullable=False),
        sa.Column("published", UtcTime),
        sa.Column("modified", UtcTime),
        sa.Column("title", sa.Text),
        sa.Column("feed_text", sa.Text),
        sa.Column("last_fetched", UtcTime),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("status", sa.Integer),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("visits", sa.Integer, nullable=False),
        sa.Column("next_due", UtcTime),
        sa.Column("article_id", sa.Integer, sa.ForeignKey("articles.id")),
    )
    op.create_index("ix_urls_article_id", "urls", ["article_id"])
    op.create_index(
        "ix_urls_queue",
        "urls",
        ["site", sa.text("first_seen DESC"), "id"],
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    )


def _create_crawl_state() -> None:
    op.create_table(
        "sources",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("last_fetched", UtcTime),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("floor", UtcTime),
        sa.Column("status", sa.Integer),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
    )
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("openings", sa.Integer, nullable=False),
        sa.Column("not_before", UtcTime),
        sa.Column("reason", sa.Text),
    )
    op.create_table(
        "cursors",
        sa.Column("site", sa.String(64), primary_key=True),
        sa.Column("walk", sa.Text, primary_key=True),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("is_done", sa.Boolean, nullable=False),
    )


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("spider", sa.Text, nullable=False),
        sa.Column("started_at", UtcTime, nullable=False),
        sa.Column("finished_at", UtcTime),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("arguments", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("is_healthy", sa.Boolean),
        sa.Column("summary", sa.Text),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("sources", sa.JSON, nullable=False),
    )
    op.create_index("ix_runs_spider", "runs", ["spider", "id"])


def _know_stored_articles(connection: sa.Connection) -> None:
    """A row in `urls` for each article; two that were asked for under the same key share it."""
    articles, urls = (sa.Table(name, sa.MetaData(), autoload_with=connection) for name in ("articles", "urls"))
    columns = [articles.c[name] for name in ("id", "site", "url", "title", "published", "discovered_from")]
    columns += [articles.c[name] for name in ("first_seen", "last_seen", "status")]
    sites = all_sites()
    known: set[str] = set()
    for batch in connection.execute(sa.select(*columns).order_by(articles.c.id)).partitions(1000):
        rows = []
        for row in batch:
            key = stored_key(page_key(row.url, sites.get(row.site)))
            if key not in known:
                known.add(key)
                rows.append(
                    {
                        "site": row.site,
                        "key": key,
                        "url": clean_text(row.url),
                        "discovered_from": row.discovered_from,
                        "first_seen": row.first_seen,
                        "published": row.published,
                        "title": row.title,
                        "last_fetched": row.last_seen,
                        "status": row.status,
                        "outcome": "article",
                        "failures": 0,
                        "visits": 1,
                        "article_id": row.id,
                    }
                )
        if rows:
            connection.execute(urls.insert(), rows)


def _create_sqlite_search() -> None:
    """An index beside the table, kept by triggers. Its tokenizer folds all marks but the stroke of đ."""
    op.execute(
        "CREATE VIRTUAL TABLE articles_search USING fts5(title, lead, text,"
        " content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
    )
    columns = ("title", "lead", "text")
    new, old = (
        ", ".join(f"replace(replace({row}.{name}, 'đ', 'd'), 'Đ', 'd')" for name in columns) for row in ("new", "old")
    )
    put = f"INSERT INTO articles_search(rowid, title, lead, text) VALUES (new.id, {new})"
    drop = f"INSERT INTO articles_search(articles_search, rowid, title, lead, text) VALUES ('delete', old.id, {old})"
    op.execute(f"INSERT INTO articles_search(rowid, title, lead, text) SELECT new.id, {new} FROM articles AS new")
    op.execute(f"CREATE TRIGGER articles_search_insert AFTER INSERT ON articles BEGIN {put}; END")
    op.execute(f"CREATE TRIGGER articles_search_delete AFTER DELETE ON articles BEGIN {drop}; END")
    op.execute(
        f"CREATE TRIGGER articles_search_update AFTER UPDATE OF title, lead, text ON articles BEGIN {drop}; {put}; END"
    )


def _create_postgresql_search() -> None:
    """A generated column: marks and the stroke of đ folded, punctuation taken out (PostgreSQL's parser would
    read `covid-19` as a number); a tsvector takes 1 MB, hence the cut.
    """
    whole = "left(title || ' ' || coalesce(lead, '') || ' ' || text, 200000)"
    bare = f"regexp_replace(normalize({whole}, NFD), '([A-Za-z])[\\u0300-\\u036f]+', '\\1', 'g')"
    folded = f"translate(normalize({bare}, NFC), 'đĐ', 'dd')"
    op.get_bind().exec_driver_sql(
        "ALTER TABLE articles ADD COLUMN search tsvector GENERATED ALWAYS AS"
        f" (to_tsvector('simple', regexp_replace({folded}, '{_SEPARATORS}', ' ', 'g'))) STORED"
    )
    op.create_index("ix_articles_search", "articles", ["search"], postgresql_using="gin")
