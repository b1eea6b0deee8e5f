"""The table of articles, as the first stores have it, which were made before there were migrations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newsspiders.store.types import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table where no earlier version has made it."""
    if sa.inspect(op.get_bind()).has_table("articles"):
        return
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("canonical_url", sa.Text, nullable=False, unique=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("lead", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", UtcTime),
        sa.Column("modified", UtcTime),
        sa.Column("section", sa.Text),
        sa.Column("agency", sa.Text),
        sa.Column("source_name", sa.Text),
        sa.Column("source_url", sa.Text),
        sa.Column("article", sa.JSON, nullable=False),
        sa.Column("removed", sa.JSON, nullable=False),
        sa.Column("origins", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("discovered_from", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("fetched_at", UtcTime, nullable=False),
        sa.Column("first_seen", UtcTime, nullable=False),
        sa.Column("last_seen", UtcTime, nullable=False),
    )
    op.create_index("ix_articles_site_published", "articles", ["site", "published"])
    op.create_index("ix_articles_source_url", "articles", ["source_url"])
