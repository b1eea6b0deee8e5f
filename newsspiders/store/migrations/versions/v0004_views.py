"""The views, which env.py makes, and the indexes that keep them quick."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_FAILING = sa.text("failures > 0 OR outcome IN ('failed', 'gone')")
_COUNTED = ("site", "published", "section", "language", "agency", "source_name", "first_seen", "warnings")


def upgrade() -> None:
    """SQLite reads the text of an article to come to what stands behind it, so what is counted is in an index too.
    PostgreSQL keeps long texts elsewhere, and takes no long entries in an index.
    """
    op.create_index("ix_articles_published", "articles", ["published"])
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_articles_browsing", "articles", list(_COUNTED))
    op.create_index(
        "ix_urls_failing", "urls", ["site", "last_fetched"], sqlite_where=_FAILING, postgresql_where=_FAILING
    )
