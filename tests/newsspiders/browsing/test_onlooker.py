"""The role that docs/keeping.md has people make in PostgreSQL: it reads all there is and will be, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from newsspiders.store import Store
from newsspiders.store.views import VIEWS, create_views, drop_views
from tests.newsspiders.articles import make_item
from tests.newsspiders.running import PROJECT

_ROLE, _CHARTS = re.findall(r"```sql\n(.*?)```", (PROJECT / "docs" / "keeping.md").read_text("utf-8"), re.DOTALL)[-2:]


@pytest.fixture
def onlooker(postgres_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection of that role to a store whose views were made anew since, as an upgrade does."""
    address = make_url(postgres_url)
    owner = psycopg.connect(postgres_url, autocommit=True)
    with closing(owner), closing(Store(postgres_url)) as store:
        store.save(make_item())
        owner.execute(_ROLE)
        with store.session() as session:
            session._connection.execute(text("ALTER TABLE runs ADD COLUMN later TEXT"))
            drop_views(session._connection)
            create_views(session._connection)
        reader = psycopg.connect(
            address.set(username="onlooker").render_as_string(hide_password=False), autocommit=True
        )
        with closing(reader):
            yield reader
        owner.execute("DROP OWNED BY onlooker")
        owner.execute("DROP ROLE onlooker")


def test_the_role_reads_every_view(onlooker: psycopg.Connection[tuple[object, ...]]) -> None:
    for view in VIEWS:
        onlooker.execute(f"SELECT * FROM {view}").fetchall()
    assert onlooker.execute("SELECT title FROM article_list").fetchall() == [("Giá vàng tăng",)]
    for query in filter(None, map(str.strip, _CHARTS.split(";"))):
        onlooker.execute(query).fetchall()


def test_the_role_can_not_write(onlooker: psycopg.Connection[tuple[object, ...]]) -> None:
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        onlooker.execute("DELETE FROM runs")
    onlooker.execute("SET default_transaction_read_only = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        onlooker.execute("DELETE FROM runs")
