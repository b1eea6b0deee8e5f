"""Store: one row an article, kept up to date; and databases that can not be used."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from newsspiders.store import Store, StoreError
from newsspiders.store.schema import articles
from newsspiders.store.store import content_hash
from tests.newsspiders.articles import MOMENT, make_article, make_item


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(f"sqlite:///{tmp_path}/a/b/news.sqlite3")) as opened:
        yield opened


def test_folder_and_tables_are_made(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/a/b/news.sqlite3").close()
    assert (tmp_path / "a/b/news.sqlite3").is_file()


def test_save_twice_is_one_row(store: Store) -> None:
    assert store.save(make_item()) == "new"
    later = MOMENT + timedelta(hours=1)
    assert store.save(make_item(fetched_at=later)) == "unchanged"
    (row,) = store.rows()
    assert row["first_seen"] == MOMENT
    assert row["last_seen"] == row["fetched_at"] == later


def test_changed_text_updates_the_row(store: Store) -> None:
    store.save(make_item())
    assert store.save(make_item(title="Giá vàng giảm", lead=None)) == "changed"
    (row,) = store.rows()
    assert row["title"] == "Giá vàng giảm"
    assert row["lead"] is None
    assert row["article"]["title"] == "Giá vàng giảm"


def test_other_article_is_another_row(store: Store) -> None:
    store.save(make_item())
    store.save(make_item(canonical_url="https://www.vietnamplus.vn/b-post2.vnp"))
    assert store.count() == store.count(site="vietnamplus") == 2
    assert store.count(site="cri") == 0


def test_url_stands_in_for_a_missing_canonical_url(store: Store) -> None:
    store.save(make_item(canonical_url=None))
    assert store.rows()[0]["canonical_url"] == make_article().url


def test_row_holds_the_whole_item(store: Store) -> None:
    item = make_item()
    store.save(item)
    (row,) = store.rows(site="vietnamplus")
    assert row["article"] == json.loads(json.dumps(item.article.as_dict()))
    assert row["text"] == item.article.text
    assert row["removed"][0]["text"] == "Chia sẻ"
    assert row["origins"] == {"title": "rule"}
    assert row["warnings"] == ["date-missing"]
    assert row["content_hash"] == content_hash(item.article)


def test_times_are_aware_and_stored_as_utc_iso(store: Store, tmp_path: Path) -> None:
    hanoi = datetime.fromisoformat("2026-03-07T08:01:53+07:00")
    store.save(make_item(published=hanoi))
    assert store.rows()[0]["published"] == hanoi
    assert store.rows()[0]["published"].tzinfo == UTC
    with closing(sqlite3.connect(tmp_path / "a/b/news.sqlite3")) as plain:
        assert plain.execute("SELECT published FROM articles").fetchall() == [("2026-03-07T01:01:53+00:00",)]
        assert plain.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
    plain.close()


def test_rows_are_newest_first(store: Store) -> None:
    for number, published in enumerate((MOMENT, MOMENT + timedelta(days=1), None)):
        store.save(make_item(canonical_url=f"https://x.example/{number}", published=published))
    assert [row["canonical_url"][-1] for row in store.rows()] == ["1", "0", "2"]


def test_committed_when_save_returns(store: Store, tmp_path: Path) -> None:
    store.save(make_item())
    other = Store(f"sqlite:///{tmp_path}/a/b/news.sqlite3")
    assert other.count() == 1
    other.close()


def test_hash_tells_fields_apart() -> None:
    assert content_hash(make_article(title="ab", lead="c")) != content_hash(make_article(title="a", lead="bc"))


def test_not_a_database(tmp_path: Path) -> None:
    (tmp_path / "news.sqlite3").write_text("plain text, " * 100)
    with pytest.raises(StoreError, match=r"file is not a database; set another with -s DATABASE_URL"):
        Store(f"sqlite:///{tmp_path}/news.sqlite3")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:////proc/nowhere/news.sqlite3", "/proc/nowhere"),
        ("mysql://user:secret@host/news", "only sqlite and postgresql are supported"),
        ("nonsense", "set another with -s DATABASE_URL"),
        ("sqlite:////", "set another with -s DATABASE_URL"),
    ],
)
def test_unusable_url(url: str, told: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store(url)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)


def test_unreachable_server_or_missing_driver_is_said() -> None:
    with pytest.raises(StoreError, match="postgresql") as caught:
        Store("postgresql://user:secret@127.0.0.1:1/news")
    assert "secret" not in str(caught.value)


def test_schema_compiles_for_postgresql() -> None:
    ddl = str(CreateTable(articles).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    assert "TIMESTAMP WITH TIME ZONE" in ddl
