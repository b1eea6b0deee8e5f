"""The views: the same rows in both databases, whatever is under them, and never in a migration's way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from extractors import Block, Removal
from newsspiders.run_counts import RunCounts
from newsspiders.states import ProfileRecord
from newsspiders.store import Store, StoreError, views
from newsspiders.store.engine import parse_url
from newsspiders.store.migrate import REVISIONS
from newsspiders.store.views import VIEWS
from tests.newsspiders.articles import MOMENT, make_item
from tests.newsspiders.running import PROJECT
from tests.newsspiders.states import SITE, make_state

PAGE = "https://www.vietnamplus.vn/"


def read(store: Store, view: str) -> list[dict[str, Any]]:
    """The rows of a view, times and days as text."""
    with store.read() as session:
        rows = session._connection.execute(text(f"SELECT * FROM {view}")).mappings().all()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def only(store: Store, view: str, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of all rows, in order."""
    return sorted((tuple(row[name] for name in names) for row in read(store, view)), key=repr)


def put_run(
    store: Store, *, spider: str = SITE, now: datetime = MOMENT, counts: Mapping[str, int] = MappingProxyType({})
) -> int:
    """A run that took ninety seconds."""
    with store.session() as session:
        run = session.start_run(spider=spider, arguments={}, pid=1, host="vm", now=now)
        later = now + timedelta(seconds=90)
        session.finish_run(
            run, now=later, reason="finished", is_healthy=True, summary="well", counts=counts, sources=[]
        )
    return run


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_an_empty_store_is_empty(store: Store, view: str) -> None:
    assert read(store, view) == []


def test_the_list_of_articles_holds_what_a_reader_wants(store: Store) -> None:
    late = datetime(2026, 3, 7, 1, 0, 59, 987654, tzinfo=UTC)
    store.save(make_item(fetched_at=late, section="Kinh tế", agency="TTXVN"))
    assert read(store, "article_list") == [
        {
            "id": 1,
            "published": "2026-03-07T01:00:00+00:00",
            "site": SITE,
            "title": "Giá vàng tăng",
            "lead": "Sáng nay.",
            "section": "Kinh tế",
            "language": "vi",
            "agency": "TTXVN",
            "source_name": None,
            "url": f"{PAGE}a-post1.vnp",
            "first_seen": "2026-03-07T01:00:59+00:00",
            "revision": 1,
            "warnings": 1,
        }
    ]


def test_an_article_without_a_date_is_of_the_day_it_was_found(store: Store) -> None:
    hanoi = datetime.fromisoformat("2026-03-07T06:30:00+07:00")  # the day before in UTC
    store.save(make_item(canonical_url=f"{PAGE}1", published=hanoi))
    store.save(make_item(canonical_url=f"{PAGE}2", published=None))
    store.save(make_item(canonical_url=f"{PAGE}3", site="tempo"))
    store.save(make_item(canonical_url=f"{PAGE}4"))
    days = [("tempo", "2026-03-07", 1), (SITE, "2026-03-06", 1), (SITE, "2026-03-07", 2)]
    assert only(store, "articles_per_day", "site", "day", "articles") == days


def test_an_overview_has_every_site_that_is_known_of(store: Store) -> None:
    store.save(make_item())
    put_run(store)
    newest = put_run(store, now=MOMENT + timedelta(hours=1))
    put_run(store, spider="tempo")
    with store.session() as session:
        session.put_state("detik", make_state("waits"))
        session.put_state("detik", make_state("gone", outcome="gone", failures=2, next_due=None))
    found = {row.pop("site"): row for row in read(store, "site_overview")}
    assert found[SITE] == {
        "articles": 1,
        "newest": "2026-03-07T01:00:00+00:00",
        "last_run": newest,
        "last_began": "2026-03-07T02:00:00+00:00",
        "is_healthy": True,
        "summary": "well",
        "urls_waiting": 0,
        "urls_failing": 0,
    }
    assert (found["tempo"]["articles"], found["tempo"]["newest"], found["tempo"]["is_healthy"]) == (0, None, True)
    assert (found["detik"]["urls_waiting"], found["detik"]["urls_failing"], found["detik"]["last_run"]) == (1, 1, None)


def test_a_run_has_the_numbers_of_its_record(store: Store) -> None:
    counts = {"articles": 9, "stored/new": 5, "stored/changed": 2, "unchanged/not_modified": 3, "requests": 20}
    counts |= {"bytes": 2**40, "failed/obstacle": 1, "http_error/404": 4, "failed": 7}
    counts |= {"warnings/lead-missing": 6, "warnings/date-missing": 1}
    run = put_run(store, counts=counts)
    with store.session() as session:
        session.put_profile(ProfileRecord(run_id=run, spider=SITE, asked="", verdict="usual", profile={}, findings=()))
    (row,) = read(store, "run_history")
    assert RunCounts(**{field.name: row[field.name] for field in fields(RunCounts)}) == RunCounts.of(counts)
    assert (row["failed"], row["warnings"]) == (5, 7)
    assert (row["began"], row["minutes"], row["verdict"]) == ("2026-03-07T01:00:00+00:00", 1.5, "usual")
    assert (row["is_healthy"], row["reason"], row["host"]) == (True, "finished", "vm")


def test_a_run_that_was_killed_has_no_minutes(store: Store) -> None:
    with store.session() as session:
        session.start_run(spider=SITE, arguments={}, pid=1, host="vm", now=MOMENT)
    (row,) = read(store, "run_history")
    assert (row["minutes"], row["is_healthy"], row["articles"], row["failed"], row["verdict"]) == (
        None,
        None,
        0,
        0,
        None,
    )


def test_what_each_rule_took_is_added_up(store: Store) -> None:
    store.save(make_item())
    item = make_item(canonical_url=f"{PAGE}2")
    long = Removal(rule="vi/phrase:share", reason="share", text="Ủng hộ " * 99, where="p")
    store.save(replace(item, removed=(long, long), origins={"title": "meta"}))
    told = only(store, "removal_rules", "site", "rule", "reason", "pieces", "articles", "example")
    assert told == [(SITE, "vi/phrase:share", "share", 3, 2, "Chia sẻ")]
    assert only(store, "field_origins", "site", "field", "origin", "articles", "of_articles") == [
        (SITE, "title", "meta", 1, 2),
        (SITE, "title", "rule", 1, 2),
    ]


def test_only_the_newest_articles_are_looked_into(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "NEWEST_ARTICLES", 2)
    with store.session() as session:
        views.drop_views(session._connection)
        views.create_views(session._connection)
    for n in range(5):
        store.save(make_item(canonical_url=f"{PAGE}{n}"))
    assert only(store, "removal_rules", "pieces") == [(2,)]
    assert only(store, "field_origins", "articles", "of_articles") == [(2, 2)]


def test_each_warning_of_an_article_is_a_row(store: Store) -> None:
    store.save(replace(make_item(), warnings=("date-missing", "lead-missing")))
    store.save(replace(make_item(canonical_url=f"{PAGE}2"), warnings=()))
    told = only(store, "extraction_warnings", "article_id", "site", "warning")
    assert told == [(1, SITE, "date-missing"), (1, SITE, "lead-missing")]


def test_urls_in_trouble_are_listed_and_no_others(store: Store) -> None:
    with store.session() as session:
        session.put_state(SITE, make_state("well", outcome="article"))
        session.put_state(SITE, make_state("waits"))
        session.put_state(SITE, make_state("failed", outcome="failed", failures=1, status=500, last_fetched=MOMENT))
        session.put_state(SITE, make_state("forbidden", outcome="failed"))
        session.put_state(SITE, make_state("stored", outcome="article", failures=3, next_due=None))
        session.put_state(SITE, make_state("gone", outcome="gone", status=410))
    assert only(store, "failing_urls", "url", "outcome") == [
        (f"{PAGE}failed", "failed"),
        (f"{PAGE}forbidden", "failed"),
        (f"{PAGE}gone", "gone"),
        (f"{PAGE}stored", "article"),
    ]
    assert (None, "2026-03-07T01:00:00+00:00") in only(store, "failing_urls", "last_fetched", "next_due")


def test_what_an_article_said_stands_beside_what_it_says(store: Store) -> None:
    store.save(make_item(title="Giá vàng giảm", lead=None))
    store.save(make_item(fetched_at=MOMENT + timedelta(hours=1)))
    store.save(make_item(fetched_at=MOMENT + timedelta(hours=2), body=(Block(type="paragraph", text="Ba."),)))
    first, second = sorted(read(store, "article_changes"), key=lambda row: row["revision"])
    assert (first["title_then"], first["title_now"], first["title_changed"]) == ("Giá vàng giảm", "Giá vàng tăng", True)
    assert (first["lead_then"], first["lead_now"], first["lead_changed"]) == (None, "Sáng nay.", True)
    assert (second["title_changed"], second["lead_changed"], second["text_changed"]) == (False, False, True)
    assert (second["text_then"], second["text_now"]) == ("Một.\n\nHai.", "Ba.")
    assert (second["article_id"], second["revision"], second["read_at"]) == (1, 2, "2026-03-07T02:00:00+00:00")


@pytest.fixture(scope="module")
def memory() -> Iterator[Store]:
    """A store in memory, for many tries."""
    with closing(Store("sqlite://")) as opened:
        yield opened


@settings(deadline=None)  # a store takes its time where tests share a machine
@given(name=st.text(max_size=40), count=st.integers(0, 2**31 - 1))
def test_counts_of_any_name_are_no_hindrance(memory: Store, name: str, count: int) -> None:
    run = put_run(memory, counts={name: count, "articles": 1})
    assert (run, 1) in only(memory, "run_history", "run", "articles")


def test_all_tables_can_be_changed_under_the_views(database_url: str, later: Config) -> None:
    with closing(Store(database_url)) as store:
        store.save(make_item())
    engine = create_engine(parse_url(database_url))
    with engine.begin() as connection:
        later.attributes["connection"] = connection
        command.upgrade(later, "head")
        (row,) = connection.execute(text("SELECT title, revision FROM article_list")).all()
        assert tuple(row) == ("Giá vàng tăng", 1)
        assert connection.execute(text("SELECT mood FROM articles")).scalar_one() == "calm"
    engine.dispose()


LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade():
    for table, column in (("articles", "site"), ("urls", "outcome"), ("profiles", "verdict")):
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, type_=sa.String(99))
            batch.add_column(sa.Column("mood", sa.Text, server_default="calm"))
"""


@pytest.fixture
def later(tmp_path: Path) -> Config:
    """The migrations and one more, which changes columns that the views read; SQLite makes the tables anew for that."""
    folder = PROJECT / "newsspiders/store/migrations"
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "v9999.py").write_text(LATER.format(newest=REVISIONS[-1]), "utf-8")
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{folder}/versions\n{tmp_path}/later")
    return config


def test_views_of_somebodys_own_are_not_torn_down(postgres_url: str) -> None:
    with closing(Store(postgres_url)) as store, store.session() as session:
        session._connection.execute(text("CREATE VIEW mine AS SELECT title FROM article_list"))
        session._connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    with pytest.raises(StoreError, match="article_list is made anew by this version.*view mine depends on.*drop those"):
        Store(postgres_url)


def test_a_table_with_the_name_of_a_view_is_left_alone(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE run_history (id INTEGER PRIMARY KEY)")
    with pytest.raises(StoreError, match="has a table run_history, which is the name of a view.*; rename the table"):
        Store(sqlite_url)
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("SELECT name FROM sqlite_master").fetchall() == [("run_history",)]
