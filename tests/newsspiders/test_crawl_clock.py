"""A clock that was a year ahead for some runs, and is set right again: nothing waits for that year to pass."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsspiders.clock import why_clock_is_wrong
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.loopback_server import LoopbackSite, loopback_site, monthly_sitemaps
from tests.newsspiders.running import Run, crawl_loopback

A_YEAR = timedelta(days=365)
TIMES = {
    "urls": ("first_seen", "last_fetched", "next_due"),
    "sources": ("last_fetched",),
    "hosts": ("not_before",),
    "runs": ("started_at", "finished_at"),
}
AFTER_TWO_HOURS = ("-s", "REVISIT_AFTER_SECONDS=7200,7200", "-s", "REVISIT_AGE_MAX_SECONDS=999999999")


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        running.feed("one", "two")
        running.article("one")
        running.article("two")
        yield running


def put_forward(run: Run) -> None:
    """As if the clock had been a year ahead in the runs so far."""
    with closing(sqlite3.connect(run.folder / "data/news.sqlite3")) as database:
        database.create_function("later", 1, lambda at: at and (datetime.fromisoformat(at) + A_YEAR).isoformat())
        for table, columns in TIMES.items():
            database.execute(f"UPDATE {table} SET {', '.join(f'{name} = later({name})' for name in columns)}")
        database.commit()


def test_a_clock_that_was_set_back_is_told_once(site: LoopbackSite, tmp_path: Path) -> None:
    put_forward(crawl_loopback(site, tmp_path))
    after = crawl_loopback(site, tmp_path)
    assert after.code == 1
    assert "and the run before this one was at 20" in after.err
    assert "timedatectl" in after.err
    assert crawl_loopback(site, tmp_path).code == 0


def test_what_was_due_in_the_future_is_due_now(site: LoopbackSite, tmp_path: Path) -> None:
    put_forward(crawl_loopback(site, tmp_path, *AFTER_TWO_HOURS))
    site.asked.clear()
    crawl_loopback(site, tmp_path, *AFTER_TWO_HOURS)
    assert sorted(path for path in site.paths if path.startswith("/a/")) == ["/a/one", "/a/two"]
    site.asked.clear()
    crawl_loopback(site, tmp_path, *AFTER_TWO_HOURS)
    assert not [path for path in site.paths if path.startswith("/a/")]


def test_a_sitemap_that_was_read_in_the_future_is_read_again(site: LoopbackSite, tmp_path: Path) -> None:
    monthly_sitemaps(site, {"2026-3": ["m1"]}, lastmod="2026-03-07T08:00:00+07:00")
    put_forward(crawl_loopback(site, tmp_path, spider="archives"))
    site.asked.clear()
    crawl_loopback(site, tmp_path, spider="archives")
    assert "/sitemaps/news-2026-3.xml" in site.paths


@pytest.mark.parametrize(("ahead", "is_told"), [(-A_YEAR, False), (timedelta(minutes=50), False), (A_YEAR, True)])
def test_hosts_may_differ_a_little(ahead: timedelta, is_told: bool) -> None:
    assert (why_clock_is_wrong(MOMENT, last_run=MOMENT + ahead) is not None) == is_told


def test_the_first_run_of_all() -> None:
    assert why_clock_is_wrong(MOMENT, last_run=None) is None
