"""`scrapy crawl` again and again on the same store: what is known is not fetched, what changed is a revision."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsspiders.store import SpiderLock, Store
from tests.newsspiders.loopback_server import HTML, LoopbackSite, article_html, loopback_site
from tests.newsspiders.running import Run, crawl_loopback, run_scrapy
from tests.newsspiders.saved_site import FEED, feed_xml, save, save_articles

SOON = ("-s", "REVISIT_AFTER_SECONDS=1,1,1")
NAMES = ("one", "two", "three")


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        running.feed(*NAMES)
        for name in NAMES:
            running.article(name)
        yield running


def query(run: Run, sql: str) -> list[Any]:
    with closing(sqlite3.connect(run.folder / "data/news.sqlite3")) as database:
        return database.execute(sql).fetchall()


def make_all_due(run: Run) -> None:
    """As if the time of the next visits had come."""
    with closing(sqlite3.connect(run.folder / "data/news.sqlite3")) as database:
        database.execute("UPDATE urls SET next_due = '2026-01-01T00:00:00+00:00' WHERE next_due IS NOT NULL")
        database.commit()


def age(site: LoopbackSite, run: Run) -> None:
    """The next run's records are of its own, and all that will ever be due is due."""
    make_all_due(run)
    site.asked.clear()


def test_a_second_run_fetches_no_article(site: LoopbackSite, tmp_path: Path) -> None:
    first = crawl_loopback(site, tmp_path)
    assert len(first.items) == 3
    site.asked.clear()
    again = crawl_loopback(site, tmp_path)
    assert again.code == 0
    assert not [path for path in site.paths if path.startswith("/a/")]
    assert "no article" in again.err
    assert "3 links: 3 known already" in again.err


def test_a_feed_that_did_not_change_is_a_304(site: LoopbackSite, tmp_path: Path) -> None:
    site.revalidates = True
    crawl_loopback(site, tmp_path)
    site.asked.clear()
    again = crawl_loopback(site, tmp_path)
    assert [asked.answered for asked in site.asked if asked.path == "/feed.xml"] == [304]
    assert f"feed {site.url}/feed.xml: unchanged" in again.err


def test_a_304_hides_nothing_from_a_run_that_looks_further_back(site: LoopbackSite, tmp_path: Path) -> None:
    site.revalidates = True
    items = "".join(
        f"<item><link>{site.url}/a/{name}</link><pubDate>Sat, 0{day} Mar 2026 08:00:00 +0700</pubDate></item>"
        for name, day in (("one", 7), ("two", 1))
    )
    site.xml("/feed.xml", f'<rss version="2.0"><channel>{items}</channel></rss>')
    crawl_loopback(site, tmp_path, "-a", "since=2026-03-05")
    assert site.paths.count("/a/two") == 0
    further = crawl_loopback(site, tmp_path, "-a", "since=2026-02-01")
    assert [item["title"] for item in further.items if "two" in item["title"]] or site.paths.count("/a/two") == 1


def test_recent_articles_are_looked_at_again_with_a_conditional_request(site: LoopbackSite, tmp_path: Path) -> None:
    site.revalidates = True
    run = crawl_loopback(site, tmp_path, "-s", "REVISIT_AGE_MAX_SECONDS=999999999")
    age(site, run)
    again = crawl_loopback(site, tmp_path, "-s", "REVISIT_AGE_MAX_SECONDS=999999999")
    assert again.code == 0
    assert sorted(asked.answered for asked in site.asked if asked.path.startswith("/a/")) == [304, 304, 304]
    assert "3 not modified" in again.err
    assert query(again, "SELECT visits, outcome FROM urls") == [(2, "article")] * 3


def test_a_changed_text_is_a_revision(site: LoopbackSite, tmp_path: Path) -> None:
    lasting = ("-s", "REVISIT_AGE_MAX_SECONDS=999999999")
    run = crawl_loopback(site, tmp_path, *lasting)
    site.html("/a/one", article_html("one").replace("Đoạn 2.", "Đoạn 2, đã sửa."))
    age(site, run)
    again = crawl_loopback(site, tmp_path, *lasting)
    assert "1 changed, 2 unchanged" in again.err or "2 unchanged, 1 changed" in again.err
    assert query(again, "SELECT count(*) FROM articles") == [(3,)]
    assert query(again, "SELECT count(*) FROM revisions") == [(1,)]
    assert query(again, "SELECT revision FROM articles ORDER BY revision DESC") == [(2,), (1,), (1,)]
    assert "đã sửa" in query(again, "SELECT text FROM articles WHERE revision = 2")[0][0]
    assert "đã sửa" not in query(again, "SELECT text FROM revisions")[0][0]


def test_old_articles_are_left_alone(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(site, tmp_path)  # the pages are of March 2026
    assert query(run, "SELECT count(*) FROM urls WHERE next_due IS NOT NULL") == [(0,)]


def test_a_listing_that_names_a_later_date_brings_the_page_again(site: LoopbackSite, tmp_path: Path) -> None:
    def sitemap(lastmod: str) -> None:
        entry = f"<url><loc>{site.url}/a/one</loc><lastmod>{lastmod}</lastmod></url>"
        site.xml("/sitemap.xml.gz", f"<urlset>{entry}</urlset>")

    sitemap("2026-03-07T08:00:00+07:00")
    run = crawl_loopback(site, tmp_path)
    with closing(sqlite3.connect(run.folder / "data/news.sqlite3")) as database:  # fetched a while ago
        database.execute("UPDATE urls SET last_fetched = '2026-03-07T02:00:00+00:00'")
        database.commit()
    site.asked.clear()
    sitemap("2026-03-07T10:00:00+07:00")
    crawl_loopback(site, tmp_path)
    assert [path for path in site.paths if path.startswith("/a/")] == ["/a/one"]


def test_what_a_limit_left_comes_with_the_next_run(site: LoopbackSite, tmp_path: Path) -> None:
    first = crawl_loopback(site, tmp_path, "-a", "limit=1")
    assert [item["title"] for item in first.items] == ["Câu chuyện one hôm nay"]
    site.feed()  # the feed has moved on
    second = crawl_loopback(site, tmp_path)
    assert sorted(item["title"] for item in second.items) == ["Câu chuyện three hôm nay", "Câu chuyện two hôm nay"]


def test_what_cannot_be_asked_for_does_not_keep_a_run_going(tmp_path: Path) -> None:
    """Pages that are due and were not saved stay due, in this run and the next."""
    save(tmp_path / "pages", FEED, feed_xml(range(1, 6)), kind="feed")
    save_articles(tmp_path / "pages", [1])
    replay = ("crawl", "vietnamplus", "-s", "REPLAY=pages")
    for _ in range(2):
        run = run_scrapy(*replay, folder=tmp_path)
        assert run.code == 0
        assert "4 not saved" in run.err


def test_a_page_that_failed_waits_for_its_time(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/a/two"] = (500, HTML, b"oops")
    run = crawl_loopback(site, tmp_path, "-s", "RETRY_TIMES=0")
    assert query(run, "SELECT failures, outcome, status FROM urls WHERE url LIKE '%two'") == [(1, "failed", 500)]
    site.article("two")
    site.asked.clear()
    crawl_loopback(site, tmp_path)
    assert "/a/two" not in site.paths
    age(site, run)
    last = crawl_loopback(site, tmp_path)
    assert [item["title"] for item in last.items] == ["Câu chuyện two hôm nay"]
    assert query(last, "SELECT failures, outcome FROM urls WHERE url LIKE '%two'") == [(0, "article")]


def test_a_missing_page_is_given_up(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/a/two"] = (404, HTML, b"")
    for _ in range(3):
        age(site, crawl_loopback(site, tmp_path))
    run = crawl_loopback(site, tmp_path)
    assert query(run, "SELECT failures, outcome, next_due FROM urls WHERE url LIKE '%two'") == [(2, "gone", None)]
    assert "/a/two" not in site.paths


def test_a_page_that_is_no_article_is_asked_for_once(site: LoopbackSite, tmp_path: Path) -> None:
    site.html("/a/two", "<html><body><nav><a href='/'>Trang chủ</a></nav></body></html>")
    for _ in range(2):
        run = crawl_loopback(site, tmp_path)
        make_all_due(run)
    assert site.paths.count("/a/two") == 1
    assert query(run, "SELECT outcome FROM urls WHERE url LIKE '%two'") == [("not-article",)]


def test_a_crash_in_a_sites_code_is_not_repeated_in_each_run(site: LoopbackSite, tmp_path: Path) -> None:
    site.html("/a/two", article_html("two").replace("<html", "<html class='crash'"))
    assert crawl_loopback(site, tmp_path).code == 1
    site.asked.clear()
    assert crawl_loopback(site, tmp_path).code == 0
    assert "/a/two" not in site.paths


def test_urls_are_fetched_known_or_not(site: LoopbackSite, tmp_path: Path) -> None:
    site.revalidates = True
    crawl_loopback(site, tmp_path)
    again = crawl_loopback(site, tmp_path, "-a", f"urls={site.url}/a/one")
    assert [item["url"] for item in again.items] == [f"{site.url}/a/one"]
    assert "1 unchanged" in again.err


def test_articles_found_too_old_come_when_the_span_is_wider(site: LoopbackSite, tmp_path: Path) -> None:
    first = crawl_loopback(site, tmp_path, "-a", "since=2026-03-08")
    assert "3 too old" in first.err
    assert first.code == 0
    site.asked.clear()
    assert not crawl_loopback(site, tmp_path, "-a", "since=2026-03-08").items
    assert not [path for path in site.paths if path.startswith("/a/")]
    assert len(crawl_loopback(site, tmp_path, "-a", "since=2026-03-07").items) == 3


def test_until_leaves_out_later_articles(site: LoopbackSite, tmp_path: Path) -> None:
    assert not crawl_loopback(site, tmp_path, "-a", "until=2026-03-06").items
    assert len(crawl_loopback(site, tmp_path, "-a", "until=2026-03-07").items) == 3


def test_a_second_run_of_the_same_spider_exits_at_once(site: LoopbackSite, tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store:
        lock = SpiderLock(store, "loopback")
        lock.acquire()
        run = crawl_loopback(site, tmp_path)
        lock.release()
    assert run.code == 1
    assert site.asked == []
    assert f"by another run (pid {os.getpid()}" in run.err
    assert "Traceback" not in run.err


def test_a_run_leaves_its_record(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(site, tmp_path, "-a", "limit=2")
    with closing(Store(run.database)) as store, store.session() as session:
        (record,) = session.runs(spider="loopback")
    assert record.is_healthy
    assert record.finished_at is not None
    assert record.arguments == {"limit": "2"}
    assert record.counts["stored/new"] == 2
    assert record.sources[0]["url"] == f"{site.url}/feed.xml"


def test_the_record_of_a_run_that_found_nothing_says_why(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/feed.xml"] = (503, HTML, b"busy")
    run = crawl_loopback(site, tmp_path, "-s", "RETRY_TIMES=0")
    assert run.code == 1
    with closing(Store(run.database)) as store, store.session() as session:
        (record,) = session.runs(spider="loopback")
    assert record.is_healthy is False
    assert record.sources[0]["outcome"] == "HTTP 503"
