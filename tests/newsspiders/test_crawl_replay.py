"""`scrapy crawl` over saved pages: discovery, arguments, store, export, and what a run says."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.store import Store
from tests.newsspiders.running import PROJECT, Run, command_line, environment, run_scrapy
from tests.newsspiders.saved_site import (
    EDITION_FEEDS,
    FEED,
    HOST,
    SITEMAP,
    article_html,
    article_url,
    feed_xml,
    save,
    save_articles,
    urlset_xml,
)


def crawl(folder: Path, *arguments: str, spider: str = "vietnamplus", **extra: str) -> Run:
    """Crawl with the saved pages in `folder/pages`."""
    replay = ("-s", "REPLAY=pages", "-O", "out.jsonl")
    return run_scrapy("crawl", spider, *replay, *arguments, folder=folder, **extra)


def numbers(run: Run) -> list[int]:
    """Which articles a run exported."""
    return [int(item["url"].rpartition("-post")[2].removesuffix(".vnp")) for item in run.items]


def save_site(pages: Path) -> None:
    """A feed of 1 to 3, an index of two monthly sitemaps with 4 and 5, articles, a tag page, a stale page."""
    tag = f"<item><title>Thẻ</title><link>{HOST}/a-tag9.vnp</link></item>"
    elsewhere = "<item><title>Quảng cáo</title><link>https://ads.example/a-post9.vnp</link></item>"
    save(pages, FEED, feed_xml([3, 2, 1], extra=tag + elsewhere), kind="feed")
    index = "".join(
        f"<sitemap><loc>{HOST}/sitemaps/{name}.xml</loc></sitemap>"
        for name in ("categories", "news-2026-2", "news-2026-3")
    )
    save(pages, SITEMAP, f"<sitemapindex>{index}</sitemapindex>", kind="sitemap")
    save(pages, f"{HOST}/sitemaps/news-2026-3.xml", urlset_xml([3, 4]), kind="sitemap")
    save(pages, f"{HOST}/sitemaps/news-2026-2.xml", urlset_xml([5]), kind="sitemap")
    save_articles(pages, [1, 2, 3, 4])
    save_articles(pages, [5], day=1)


@pytest.fixture(scope="module")
def full_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("full")
    save_site(folder / "pages")
    return crawl(folder)


def test_exit_code_and_one_line(full_run: Run) -> None:
    assert full_run.code == 0
    lines = [line for line in full_run.err.splitlines() if "newsspiders" in line]
    assert len(lines) == 1
    assert "INFO newsspiders: vietnamplus: 5 articles (5 new); 5 pieces removed" in lines[0]


def test_sources_in_order_each_article_once(full_run: Run) -> None:
    assert numbers(full_run) == [3, 2, 1, 4, 5]


def test_each_article_knows_where_it_was_found(full_run: Run) -> None:
    found = [item["discovered_from"] for item in full_run.items]
    assert found == [FEED, FEED, FEED, f"{HOST}/sitemaps/news-2026-3.xml", "replay"]


def test_export_is_whole(full_run: Run) -> None:
    item = full_run.items[0]
    assert item["title"] == "Tin số 3 trong ngày"
    assert item["site"] == "vietnamplus"
    assert item["published"].startswith("2026-03-07T08:00:00")
    assert item["status"] == 200
    assert [removal["text"] for removal in item["removed"]] == ["Chia sẻ lên Facebook"]
    assert item["text"].startswith("Ngày 7/3, cơ quan")


def test_store_and_export_agree(full_run: Run) -> None:
    store = Store(full_run.database)
    rows = store.rows(site="vietnamplus")
    store.close()
    assert {row["url"] for row in rows} == {item["url"] for item in full_run.items}
    by_url = {item["url"]: item for item in full_run.items}
    assert all(row["text"] == by_url[row["url"]]["text"] for row in rows)


def test_second_run_stores_nothing_twice(full_run: Run) -> None:
    again = crawl(full_run.folder)
    assert again.code == 0
    assert again.items == []
    assert "no article" in again.err
    assert "known already" in again.err
    store = Store(full_run.database)
    assert store.count() == 5
    store.close()


def test_limit_asks_no_more_than_it_needs(tmp_path: Path) -> None:
    save_site(tmp_path / "pages")
    run = crawl(tmp_path, "-a", "limit=2", "-L", "DEBUG")
    assert run.code == 0
    assert numbers(run) == [3, 2]
    assert article_url(1) not in run.err.split("Spider opened")[1]
    assert SITEMAP not in run.err.split("Spider opened")[1]


def test_limit_is_filled_past_pages_that_are_no_article(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    save(pages, FEED, feed_xml([9, 8, 1, 2]), kind="feed")
    front = "<html><body><nav><a href='/'>Trang chủ</a></nav></body></html>"
    save(pages, article_url(8), front, kind="not-article")
    save_articles(pages, [1, 2])
    run = crawl(tmp_path, "-a", "limit=1")
    assert numbers(run) == [1]
    assert "not articles: 1 not saved, 1 not article" in run.err


def test_since_filters_links_and_sitemaps(tmp_path: Path) -> None:
    save_site(tmp_path / "pages")
    run = crawl(tmp_path, "-a", "since=2026-03-05")
    assert numbers(run) == [3, 2, 1, 4]
    assert "1 too old" in run.err  # number 5, known to the replay only, has no date before it is read


def test_since_before_both_months_reads_both_sitemaps(tmp_path: Path) -> None:
    save_site(tmp_path / "pages")
    run = crawl(tmp_path, "-a", "since=2026-02-01")
    assert f"{HOST}/sitemaps/news-2026-2.xml" in {item["discovered_from"] for item in run.items}


def test_urls_fetches_these_and_discovers_nothing(tmp_path: Path) -> None:
    save_site(tmp_path / "pages")
    odd = f"{HOST}/dac-biet"
    save(tmp_path / "pages", odd, article_html(7, title="Trang đặc biệt của toà soạn"), kind="article")
    run = crawl(tmp_path, "-a", f"urls={article_url(4)},{odd}")
    assert {item["url"] for item in run.items} == {article_url(4), odd}
    assert {item["discovered_from"] for item in run.items} == {"urls"}


def test_nothing_found_says_why_and_fails(tmp_path: Path) -> None:
    save(tmp_path / "pages", FEED, "<!doctype html><title>Just a moment...</title>", kind="feed")
    run = crawl(tmp_path)
    assert run.code == 1
    lines = [line for line in run.err.splitlines() if "WARNING newsspiders: vietnamplus: no article." in line]
    assert len(lines) == 1
    assert f"feed {FEED}: a challenge page (Cloudflare); feed {EDITION_FEEDS[0]} and 1 more: not saved" in lines[0]
    assert f"sitemap {SITEMAP}: not saved" in lines[0]


def test_nothing_new_is_no_failure(tmp_path: Path) -> None:
    save(tmp_path / "pages", FEED, feed_xml([1]), kind="feed")
    for url in EDITION_FEEDS:
        save(tmp_path / "pages", url, feed_xml([]), kind="feed")
    save(tmp_path / "pages", SITEMAP, urlset_xml([]), kind="sitemap")
    run = crawl(tmp_path, "-a", "since=2026-03-08")
    assert run.code == 0
    assert f"feed {FEED}: 1 links: 1 older than since; " in run.err
    assert f"sitemap {SITEMAP}: lists nothing" in run.err


def test_stale_rules_are_warned_of(tmp_path: Path) -> None:
    page = article_html(1)
    stale = page[: page.index("<div class='article__body")] + "<div class='new'></div></article></body></html>"
    stale = stale.replace("</head>", "<meta property='og:type' content='article'></head>")
    save(tmp_path / "pages", FEED, feed_xml([1]), kind="feed")
    save(tmp_path / "pages", article_url(1), stale, kind="article")
    run = crawl(tmp_path)
    assert run.code == 1
    assert "no article. 1 empty body" in run.err
    assert f"WARNING vietnamplus: {article_url(1)}" in run.err


def test_robots_are_obeyed_and_said(tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /rss/\nDisallow: /*-post2.vnp"
    save(tmp_path / "pages", f"{HOST}/robots.txt", robots, kind="robots")
    save(tmp_path / "pages", FEED, feed_xml([1]), kind="feed")
    save(tmp_path / "pages", SITEMAP, urlset_xml([1, 2]), kind="sitemap")
    save_articles(tmp_path / "pages", [1, 2])
    run = crawl(tmp_path)
    assert numbers(run) == [1]
    assert "not articles: 1 robots" in run.err


def test_forbidden_sources_are_the_reason(tmp_path: Path) -> None:
    save(tmp_path / "pages", f"{HOST}/robots.txt", "User-agent: newsspiders\nDisallow: /", kind="robots")
    run = crawl(tmp_path)
    assert run.code == 1
    assert f"feed {FEED}: forbidden by robots.txt" in run.err


def test_store_can_be_turned_off(tmp_path: Path) -> None:
    save_articles(tmp_path / "pages", [1])
    run = crawl(tmp_path, "-s", "DATABASE_URL=")
    assert numbers(run) == [1]
    assert not (tmp_path / "data").exists()


def test_database_from_the_environment(tmp_path: Path) -> None:
    save_articles(tmp_path / "pages", [1])
    run = crawl(tmp_path, NEWSSPIDERS_DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")
    assert run.code == 0
    assert (tmp_path / "other.sqlite3").is_file()


def test_unusable_store_ends_the_run_before_it_starts(tmp_path: Path) -> None:
    save_articles(tmp_path / "pages", [1])
    (tmp_path / "news.txt").write_text("no database " * 100)
    run = crawl(tmp_path, "-s", "DATABASE_URL=sqlite:///news.txt")
    assert run.code == 1
    assert "file is not a database; set another with -s DATABASE_URL" in run.err
    assert "Traceback" not in run.err
    assert (tmp_path / "news.txt").read_text().startswith("no database")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("vietnamplus", "-a", "limit=abc"), "limit='abc' is no number of articles; type 1 or more"),
        (("vietnamplus", "-a", "limt=3"), "did you mean limit=?"),
        (("nosuch",), "no spider 'nosuch'; there are "),
        (("vnexpres",), "did you mean vnexpress?"),
        (("vietnamplus", "-s", "REPLAY=nowhere"), "nowhere: no such folder or TSV file"),
        ((), "type one spider: scrapy crawl vietnamplus"),
        (("vietnamplus", "-s", "REVISIT_AFTER_SECONDS=0"), "REVISIT_AFTER_SECONDS is '0'; write numbers of seconds"),
        (("vietnamplus", "-s", "URL_RETRY_SECONDS=soon"), "URL_RETRY_SECONDS is 'soon'; write a number"),
        (("vietnamplus", "-s", "HOST_FAILURES_MAX=0"), "write a number of failures, 1 or more"),
    ],
)
def test_mistakes_need_no_traceback(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    run = run_scrapy("crawl", *arguments, folder=tmp_path)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err
    assert not list(tmp_path.iterdir())


def test_list(tmp_path: Path) -> None:
    run = run_scrapy("list", folder=tmp_path)
    assert run.code == 0
    assert run.err == ""
    assert "vietnamplus" in run.out.split()


SHARED_PAGES = PROJECT.parent / "shared" / "pages" / "MANIFEST.tsv"


@pytest.mark.skipif(not SHARED_PAGES.is_file(), reason="the real pages are not beside the project")
@pytest.mark.parametrize(("spider", "count"), [("vnexpress", 2), ("tuoitre", 1)])
def test_real_pages_from_a_list(tmp_path: Path, spider: str, count: int) -> None:
    run = run_scrapy("crawl", spider, "-s", f"REPLAY={SHARED_PAGES}", "-O", "out.jsonl", folder=tmp_path)
    assert run.code == 0
    assert len(run.items) == count
    assert all(item["title"] and item["lead"] and item["published"] for item in run.items)


def test_an_article_that_cannot_be_written_fails_the_run(tmp_path: Path) -> None:
    save_articles(tmp_path / "pages", [1, 2])
    url = f"sqlite:///{tmp_path}/data/news.sqlite3"
    Store(url).close()
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON articles WHEN new.url LIKE '%post1.vnp'"
            " BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
        )
    database.close()
    run = crawl(tmp_path)
    assert run.code == 1
    assert numbers(run) == [2]
    assert f"ERROR newsspiders.pipelines: {article_url(1)}: not stored: disk I/O error" in run.err
    assert "1 article (1 new)" in run.err
    assert "Traceback" not in run.err


def test_urls_that_bring_nothing_fail_the_run(tmp_path: Path) -> None:
    save(tmp_path / "pages", f"{HOST}/robots.txt", "User-agent: *\nDisallow: /", kind="robots")
    run = crawl(tmp_path, "-a", f"urls={article_url(1)}")
    assert run.code == 1
    assert "no article. 1 robots" in run.err


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    save_articles(tmp_path / "pages", [1, 2])
    ours, theirs = pty.openpty()
    arguments = command_line("crawl", "vietnamplus", "-s", "REPLAY=pages", "-s", "DOWNLOAD_DELAY=0.3")
    process = subprocess.Popen(arguments, cwd=tmp_path, env=environment(TERM="xterm"), stderr=theirs)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # Linux's way to say that the other end is closed
        while chunk := os.read(ours, 4096):
            shown += chunk
    os.close(ours)
    assert process.wait(timeout=30) == 0
    assert b" vietnamplus: 1 articles, " in shown
    assert b" a minute), " in shown
    table = shown[shown.rindex(b"vietnamplus: healthy") :]
    assert re.search(rb"articles new\W+2\b", table)
    assert b"Traceback" not in shown


def test_a_saved_page_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    save_articles(tmp_path / "pages", [1, 2])
    page = next((tmp_path / "pages").glob("*.html"))
    page.with_suffix(".html.gz").write_bytes(b"no gzip")
    page.unlink()
    run = crawl(tmp_path)
    assert len(run.items) == 1
    assert f"ERROR newsspiders.replay: pages/{page.name}.gz: cannot be read" in run.err
