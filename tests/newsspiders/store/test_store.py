"""Store: opening databases, and transactions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from newsspiders.store import Store, StoreError, StoreUnavailable
from tests.newsspiders import postgres
from tests.newsspiders.articles import make_item
from tests.newsspiders.states import SITE, make_state


def test_folder_and_tables_are_made(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/a/b/news.sqlite3").close()
    assert (tmp_path / "a/b/news.sqlite3").is_file()


def test_what_is_written_is_there_when_it_is_opened_again(store: Store, database_url: str) -> None:
    store.save(make_item())
    with closing(Store(database_url)) as other:
        assert other.count() == 1


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    def save_and_fail() -> None:
        with store.session() as session:
            session.save(make_item(), make_state("a"))
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        save_and_fail()
    assert store.count() == 0
    with store.read() as session:
        assert session.due(SITE, before=datetime.max.replace(tzinfo=UTC), limit=9).states == ()


def test_a_long_read_sees_one_state_and_keeps_no_writer_waiting(store: Store) -> None:
    store.save(make_item())
    with store.read() as reader:
        assert reader.count() == 1
        store.save(make_item(canonical_url="https://www.vietnamplus.vn/b-post2.vnp"))
        assert reader.count() == 1
    assert store.count() == 2


def test_a_read_cannot_write_in_postgresql(postgres_url: str) -> None:
    with closing(Store(postgres_url)) as store:
        with pytest.raises(StoreError, match="read-only transaction"), store.read() as session:
            session.save(make_item())
        assert store.save(make_item()) == "new"  # the connection is as before


def test_in_memory() -> None:
    with closing(Store("sqlite://")) as store:
        assert store.path is None
        store.save(make_item())
        assert store.count() == 1


def test_how_sqlite_is_set_up(tmp_path: Path) -> None:
    hanoi = datetime.fromisoformat("2026-03-07T08:01:53+07:00")
    with closing(Store(f"sqlite:///{tmp_path}/news.sqlite3")) as store:
        store.save(make_item(published=hanoi))
        assert store.rows()[0]["published"] == hanoi
        with closing(sqlite3.connect(tmp_path / "news.sqlite3")) as plain:
            assert plain.execute("SELECT published FROM articles").fetchall() == [("2026-03-07T01:01:53+00:00",)]
            assert plain.execute("PRAGMA journal_mode").fetchall() == [("wal",)]


def test_not_a_database(tmp_path: Path) -> None:
    (tmp_path / "news.sqlite3").write_text("plain text, " * 100)
    with pytest.raises(StoreError, match=r"file is not a database; set another with -s DATABASE_URL"):
        Store(f"sqlite:///{tmp_path}/news.sqlite3")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:////proc/nowhere/news.sqlite3", "/proc/nowhere"),
        ("sqlite:///file:news.sqlite3?uri=true", "file: addresses are not supported"),
        ("mysql://user:secret@host/news", "only sqlite and postgresql are supported"),
        ("nonsense", "set another with -s DATABASE_URL"),
        ("nonsense://user:secret", "set another with -s DATABASE_URL"),
        ("postgresql://user:my@secret:word@host/news", "@, : and / in a password are %40, %3A and %2F"),
        ("postgresql://user:my@secret@host/news", "@, : and / in a password are %40, %3A and %2F"),
        ("postgresql://user:secret@host:port/news", "set another with -s DATABASE_URL"),
        ("mysql://host/news?password=secret", "only sqlite and postgresql are supported"),
        ("sqlite:////", "set another with -s DATABASE_URL"),
    ],
)
def test_unusable_url(url: str, told: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store(url)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_may_not_be_looked_for_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="File name too long; set another"):
        Store(f"sqlite:///{tmp_path}/{'x' * 300}/news.sqlite3", create=False)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_is_not_unicode_is_refused(postgres_server: postgres.Server, encoding: str) -> None:
    with postgres_server.connect() as connection:
        connection.execute(
            f"CREATE DATABASE other ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
    url = postgres_server.url("other")
    try:
        for create in (True, False):
            with pytest.raises(StoreError, match=f"is {encoding}, and must be UTF8: createdb --encoding UTF8 .* other"):
                Store(url, create=create)
    finally:
        postgres_server.drop_database(url)


@pytest.mark.parametrize("url", ["user:secret@127.0.0.1:1/news", "user@127.0.0.1:1/news?password=secret"])
def test_unreachable_server_may_come_back(url: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"refused.*set another with -s DATABASE_URL") as caught:
        Store(f"postgresql://{url}")
    assert "secret" not in str(caught.value)


def test_a_database_that_does_not_exist_on_the_server(postgres_url: str) -> None:
    with pytest.raises(StoreError, match='database "nowhere" does not exist'):
        Store(make_url(postgres_url).set(database="nowhere").render_as_string())


def test_a_lock_on_the_server_may_pass(postgres_url: str) -> None:
    def save(store: Store) -> None:
        with store.session() as session:
            session._connection.execute(text("SET LOCAL lock_timeout = 50"))
            session.save(make_item())

    with closing(Store(postgres_url)) as store, closing(Store(postgres_url)) as other, other.session() as holding:
        holding._connection.execute(text("LOCK TABLE articles"))
        with pytest.raises(StoreUnavailable, match="lock timeout"):
            save(store)


def test_without_create_a_missing_database_is_an_error_and_stays_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        Store(f"sqlite:///{tmp_path}/no/news.sqlite3", create=False)
    assert not list(tmp_path.iterdir())


def test_without_create_a_database_without_articles_is_an_error(postgres_url: str) -> None:
    with pytest.raises(StoreError, match="holds no articles"):
        Store(postgres_url, create=False)
