"""What a crawl left gives the same rows in both databases, view by view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from newsspiders.store import Store
from newsspiders.store.schema import metadata as schema
from newsspiders.store.views import VIEWS


@pytest.fixture
def stores(crawled: Path, postgres_url: str) -> Iterator[tuple[Store, Store]]:
    """The crawled store, and a copy of it in PostgreSQL."""
    with closing(Store(f"sqlite:///{crawled}")) as original, closing(Store(postgres_url)) as copy:
        with original.read() as source, copy.session() as target:
            for table in schema.sorted_tables:
                rows = [dict(row) for row in source._connection.execute(select(table)).mappings()]
                if rows:
                    target._connection.execute(insert(table), rows)
        yield original, copy


def test_both_databases_give_the_same_rows(stores: tuple[Store, Store]) -> None:
    for view in VIEWS:
        original, copy = (_rows(store, view) for store in stores)
        assert original.total() > 0, view
        assert original - copy == copy - original == Counter(), view


def _rows(store: Store, view: str) -> Counter[tuple[tuple[str, Any], ...]]:
    with store.read() as session:
        found = session._connection.execute(text(f"SELECT * FROM {view}")).mappings().all()
    return Counter(tuple((name, _plain(value)) for name, value in row.items()) for row in found)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
