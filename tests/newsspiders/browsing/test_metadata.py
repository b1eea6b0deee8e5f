"""What Datasette is told of the store is what the store has: every table, view and column, and no other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from newsspiders.store.schema import metadata as schema
from newsspiders.store.views import NEWEST_ARTICLES, VIEWS
from tests.newsspiders.browsing.conftest import Served

HIDDEN = {"articles_search", "alembic_version"}


@pytest.fixture
def told(served: Served) -> dict[str, Any]:
    """The metadata as Datasette has read it."""
    database: dict[str, Any] = served.json("/-/metadata")["databases"]["news"]
    return database


@pytest.fixture
def columns(served: Served) -> dict[str, list[str]]:
    """Table or view -> its columns, in order."""
    names = [*schema.tables, *VIEWS]
    with closing(sqlite3.connect(served.database)) as plain:
        return {name: [row[1] for row in plain.execute(f"PRAGMA table_info({name})")] for name in names}


def test_every_table_and_view_is_described_and_no_other(told: dict[str, Any], columns: dict[str, list[str]]) -> None:
    assert told["tables"].keys() - HIDDEN == columns.keys()
    assert {name for name, table in told["tables"].items() if table.get("hidden")} == HIDDEN
    assert all(told["tables"][name]["title"] and told["tables"][name]["description"] for name in columns)


def test_every_column_is_described_and_no_other(told: dict[str, Any], columns: dict[str, list[str]]) -> None:
    assert {name: list(told["tables"][name]["columns"]) for name in columns} == columns
    assert all(all(told["tables"][name]["columns"].values()) for name in columns)


def test_what_is_sorted_faceted_and_searched_is_there(told: dict[str, Any], columns: dict[str, list[str]]) -> None:
    for name, there in columns.items():
        table = told["tables"][name]
        named = {*table.get("facets", ()), *table.get("sortable_columns", ()), *table.get("units", ())}
        named |= {table[key] for key in ("sort", "sort_desc", "label_column", "fts_pk") if key in table}
        assert named <= set(there), name
        sorts = {table.get("sort"), table.get("sort_desc")} - {None}
        assert sorts <= set(table.get("sortable_columns", there)), name


def test_views_of_the_newest_articles_say_of_how_many(told: dict[str, Any]) -> None:
    for name in ("removal_rules", "field_origins"):
        assert f"{NEWEST_ARTICLES:,} articles that were stored last" in told["tables"][name]["description"]


def test_every_query_is_titled_and_reads_what_it_asks_for(told: dict[str, Any]) -> None:
    for query in told["queries"].values():
        assert query["title"]
        assert query["description"]
        assert not query.get("write")
        assert all(f":{name}" in query["sql"] for name in query.get("params", ()))


def test_the_page_one_starts_from_leads_to_every_view(served: Served) -> None:
    for page in ("/", "/news"):
        text = served.get(page).text
        assert [name for name in (*VIEWS, "search") if f'href="/news/{name}"' not in text] == []
