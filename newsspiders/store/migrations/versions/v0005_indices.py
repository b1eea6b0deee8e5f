"""Indices by time: what came when, without reading the texts; which runs began since."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Of the tables as they are."""
    op.create_index("ix_articles_site_first_seen", "articles", ["site", "first_seen"])
    op.create_index("ix_runs_started_at", "runs", ["started_at"])
