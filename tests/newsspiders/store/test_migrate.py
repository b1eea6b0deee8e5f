"""Migrations: stores of earlier versions are kept, those of later ones refused, and two processes don't collide."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from extractors import get_site
from extractors.metadata import canonicalise
from newsspiders.store import Store, StoreError
from newsspiders.store.engine import parse_url
from newsspiders.store.migrate import REVISIONS
from newsspiders.store.schema import metadata
from newsspiders.urls import url_key
from tests.newsspiders.articles import MOMENT, make_item
from tests.newsspiders.running import PROJECT, environment
from tests.newsspiders.states import SITE, make_state

# The table as stores made before there were migrations have it.
TABLE = """
CREATE TABLE articles (
 id {serial} NOT NULL, canonical_url TEXT NOT NULL, url TEXT NOT NULL, site VARCHAR(64) NOT NULL, language VARCHAR(8),
 title TEXT NOT NULL, lead TEXT, text TEXT NOT NULL, published {time}, modified {time}, section TEXT,
 agency TEXT, source_name TEXT, source_url TEXT, article JSON NOT NULL, removed JSON NOT NULL, origins JSON NOT NULL,
 warnings JSON NOT NULL, status INTEGER NOT NULL, discovered_from TEXT NOT NULL, content_hash VARCHAR(64) NOT NULL,
 fetched_at {time} NOT NULL, first_seen {time} NOT NULL, last_seen {time} NOT NULL,
 PRIMARY KEY (id), UNIQUE (canonical_url))
"""
ROW = """
INSERT INTO articles (canonical_url, url, site, title, text, article, removed, origins, warnings, status,
 discovered_from, content_hash, fetched_at, first_seen, last_seen)
VALUES ('https://www.vietnamplus.vn/a-post{n}.vnp', 'https://www.vietnamplus.vn/a-post{n}.vnp?utm_source=rss',
 'vietnamplus', 'Đà Nẵng', 'Mưa.', '{{}}', '[]', '{{}}', '[]', 200, 'feed', 'h',
 '2026-03-07T01:00:00+00:00', '2026-03-07T01:00:00+00:00', '2026-03-08T01:00:00+00:00')
"""


@pytest.fixture
def old_store(database_url: str) -> str:
    """URL of a store as the first version leaves it, with three articles."""
    url = parse_url(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite:
        Path(str(url.database)).parent.mkdir(parents=True)
    types = {"serial": "INTEGER", "time": "VARCHAR(32)"} if is_sqlite else {"serial": "SERIAL", "time": "TIMESTAMPTZ"}
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(TABLE.format(**types))
        connection.exec_driver_sql("CREATE INDEX ix_articles_source_url ON articles (source_url)")
        connection.exec_driver_sql("CREATE INDEX ix_articles_site_published ON articles (site, published)")
        for n in range(3):
            connection.exec_driver_sql(ROW.format(n=n))
    engine.dispose()
    return database_url


def test_an_old_store_keeps_its_articles_and_knows_their_urls(old_store: str) -> None:
    with closing(Store(old_store)) as store:
        assert store.count() == 3
        assert {row["revision"] for row in store.rows()} == {1}
        with store.session() as session:
            url = "https://www.vietnamplus.vn/a-post1.vnp"
            key = url_key(canonicalise(url, get_site(SITE)))
            found = session.discover(SITE, [make_state("x", key=key, url=url)], now=MOMENT, force=True)
            assert found.due[0].outcome == "article"
            assert found.due[0].last_fetched == datetime(2026, 3, 8, 1, 0, tzinfo=UTC)
            assert found.due[0].next_due is None
            assert len(session.search("da nang mua")) == 3
        assert store.save(make_item(canonical_url=url, fetched_at=datetime.now(UTC))) == "changed"


def test_migrated_and_new_tables_are_those_of_the_schema(old_store: str) -> None:
    store = Store(old_store)
    with store.read() as session:
        context = MigrationContext.configure(
            session._connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables}
        )
        differences = compare_metadata(context, metadata)
    store.close()
    # The search is the migrations' own, and so is the index that SQLite needs for the views.
    own = ("search", "ix_articles_browsing")
    assert [found for found in differences if not any(name in str(found) for name in own)] == []


def test_a_store_that_is_up_to_date_needs_no_alembic(store: Store, database_url: str) -> None:
    code = f"import sys; from newsspiders.store import Store; Store({database_url!r}).close(); assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PROJECT)


def test_a_store_of_a_newer_version_is_refused(store: Store, database_url: str) -> None:
    with store.session() as session:
        session._connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer version of newsspiders \(schema 9999.*; upgrade: pip install"):
        Store(database_url)


def test_two_processes_may_start_at_once(old_store: str) -> None:
    code = f"from newsspiders.store import Store; Store({old_store!r}).close()"
    command = [sys.executable, "-W", "error", "-c", code]
    started = [
        subprocess.Popen(command, cwd=PROJECT, env=environment(), stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    told = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], told
    with closing(Store(old_store)) as store:
        assert store.count() == 3


def test_a_database_of_another_program_is_left_alone(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY)")
    with pytest.raises(StoreError, match="a table articles that is not newsspiders'.*set another with -s DATABASE_URL"):
        Store(sqlite_url)
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("SELECT name FROM sqlite_master").fetchall() == [("articles",)]


def test_all_migrations_are_named() -> None:
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "newsspiders/store/migrations"))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(script.revision for script in scripts)[::-1] == REVISIONS


def test_the_wheel_holds_migrations_and_schema(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    (built,) = WheelBuilder(str(PROJECT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        names = set(wheel.namelist())
    migrations = "newsspiders/store/migrations"
    needed = {f"{migrations}/env.py", f"{migrations}/versions/v0001_articles.py", "newsspiders/article.schema.json"}
    assert needed <= names
