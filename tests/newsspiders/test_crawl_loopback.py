"""`scrapy crawl` against a real HTTP server: politeness, limits, failures, and what a killed run leaves."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.newsspiders.loopback_server import HTML, LoopbackSite, article_html, loopback_site
from tests.newsspiders.running import AT_ONCE, Run, command_line, environment, run_scrapy
from tests.newsspiders.running import crawl_loopback as crawl
from tests.newsspiders.running import loopback_arguments as arguments

TEXT = {"Content-Type": "text/plain"}
MIB = 1024 * 1024


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        yield running


def chunked(size: int) -> bytes:
    """A body of that size without a Content-Length."""
    chunk = b"<p>x</p>" * (MIB // 8)
    framed = f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n"
    return framed * (size // len(chunk)) + b"0\r\n\r\n"


def make_troubled(site: LoopbackSite) -> None:
    """A site with two articles and one of each trouble."""
    site.answers["/robots.txt"] = (200, TEXT, b"User-agent: *\nDisallow: /a/secret\n")
    site.feed(
        "one", "missing", "broken", "huge", "endless", "bomb", "paper", "loop", "secret", "away", "moved",
        "front", "stale", "http://ads.example/a/x", "two", "one?utm_source=rss",
    )  # fmt: skip
    site.article("one")
    site.article("two")
    site.article("three")
    site.answers["/a/broken"] = (500, HTML, b"oops")
    site.answers["/a/huge"] = (200, HTML, b"<p>x</p>" * (12 * MIB // 8))
    site.answers["/a/endless"] = (200, {**HTML, "Transfer-Encoding": "chunked"}, chunked(12 * MIB))
    bomb = gzip.compress(b"<p>x</p>" * (20 * MIB // 8))
    site.answers["/a/bomb"] = (200, {**HTML, "Content-Encoding": "gzip"}, bomb)
    site.answers["/a/paper"] = (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7\n" + b"\x00\x01" * 500)
    for number in range(9):  # each step another address, or Scrapy's own filter ends it
        site.answers["/a/loop" + "?n" * number] = (302, {"Location": "/a/loop" + "?n" * (number + 1)}, b"")
    site.answers["/a/away"] = (302, {"Location": "http://ads.example/landing"}, b"")
    site.answers["/a/moved"] = (301, {"Location": "/a/two"}, b"")
    site.html("/a/front", "<html><body><nav><a href='/a/one'>Trang chủ</a></nav></body></html>")
    site.html(
        "/a/stale",
        "<html><head><meta property='og:type' content='article'></head><body><h1>Bài mới của toà soạn</h1>"
        "<time>07/03/2026 08:00</time><div class='body'></div></body></html>",
    )
    entries = "".join(f"<url><loc>{site.url}/a/{name}</loc></url>" for name in ("three", "one"))
    packed = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    site.answers["/sitemap.xml.gz"] = (200, {"Content-Type": "application/x-gzip"}, packed)


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LoopbackSite, Run]]:
    with loopback_site() as site:
        make_troubled(site)
        yield site, crawl(site, tmp_path_factory.mktemp("troubled"), "-s", "RETRY_TIMES=1")


def test_trouble_does_not_keep_the_articles_away(troubled: tuple[LoopbackSite, Run]) -> None:
    _, run = troubled
    assert run.code == 1  # more pages failed than gave an article
    titles = [item["title"] for item in run.items]
    assert sorted(titles) == [f"Câu chuyện {name} hôm nay" for name in ("one", "three", "two")]


@pytest.mark.parametrize(
    "told",
    [
        "1 HTTP 404", "1 HTTP 500", "3 too large", "1 not html", "1 redirect loop", "1 robots",
        "1 not article", "1 empty body", "redirected", "3 articles (3 new)",
    ],
)  # fmt: skip
def test_each_trouble_is_counted(troubled: tuple[LoopbackSite, Run], told: str) -> None:
    assert told in troubled[1].err


def test_no_traceback(troubled: tuple[LoopbackSite, Run]) -> None:
    assert "Traceback" not in troubled[1].err


def test_stale_rules_are_warned_of_with_the_url(troubled: tuple[LoopbackSite, Run]) -> None:
    site, run = troubled
    assert f"WARNING loopback: {site.url}/a/stale" in run.err


def test_robots_first_and_obeyed(troubled: tuple[LoopbackSite, Run]) -> None:
    site, _ = troubled
    assert site.paths[0] == "/robots.txt"
    assert "/a/secret" not in site.paths


def test_each_page_is_asked_for_once(troubled: tuple[LoopbackSite, Run]) -> None:
    site, _ = troubled
    once = [path for path in site.paths if path not in ("/a/broken", "/a/loop", "/a/two")]
    assert len(once) == len(set(once))


def test_server_errors_are_retried(troubled: tuple[LoopbackSite, Run]) -> None:
    assert troubled[0].paths.count("/a/broken") == 2


def test_who_asks(troubled: tuple[LoopbackSite, Run]) -> None:
    site, _ = troubled
    assert {asked.user_agent.partition("/")[0] for asked in site.asked} == {"newsspiders"}
    assert {asked.cookie for asked in site.asked} == {""}
    assert {asked.referer for asked in site.asked} == {""}


def test_contact_is_sent(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("one")
    site.article("one")
    run = crawl(site, tmp_path, NEWSSPIDERS_CONTACT="desk@news.example")
    assert run.code == 0
    assert site.asked[0].user_agent.endswith(" (+desk@news.example)")
    assert "no contact" not in run.err


def test_delay_is_kept(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("one", "two")
    site.article("one")
    site.article("two")
    slow = ("-s", "DOWNLOAD_DELAY=0.5", "-s", "DOWNLOAD_DELAY_JITTER=0", "-s", "AUTOTHROTTLE_START_DELAY=0.5")
    run_scrapy(*arguments(*slow), folder=tmp_path, LOOPBACK_SERVER=site.url)
    moments = [asked.moment for asked in site.asked]
    assert len(moments) == 5  # robots.txt, feed, two articles, sitemap
    assert moments[-1] - moments[0] >= 4 * 0.4  # one gap alone shrinks when the server looks at its clock late


def test_limit_is_the_number_of_pages_asked_for(site: LoopbackSite, tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(20)]
    site.feed(*names)
    for name in names:
        site.article(name)
    run = crawl(site, tmp_path, "-a", "limit=3")
    assert len(run.items) == 3
    assert site.paths == ["/robots.txt", "/feed.xml", "/a/n0", "/a/n1", "/a/n2"]


def test_one_request_at_a_time(site: LoopbackSite, tmp_path: Path) -> None:
    def answer_slowly() -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.1)
        return 404, HTML, b""

    names = [f"n{number}" for number in range(8)]
    site.feed(*names)
    site.answers.update({f"/a/{name}": answer_slowly for name in names})
    crawl(site, tmp_path)
    assert set(site.paths) >= {f"/a/{name}" for name in names}
    assert site.most_at_once == 1


def test_limit_is_filled_past_a_redirect_to_another_site(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("away", "one")
    site.answers["/a/away"] = (302, {"Location": "http://ads.example/landing"}, b"")
    site.article("one")
    run = crawl(site, tmp_path, "-a", "limit=1")
    assert len(run.items) == 1
    assert "not articles: 1 redirected" in run.err


def test_urls_from_a_file(site: LoopbackSite, tmp_path: Path) -> None:
    site.html("/special", article_html("special"))
    (tmp_path / "urls.txt").write_text(f"{site.url}/special\n")
    run = crawl(site, tmp_path, "-a", "urls=urls.txt")
    assert [item["url"] for item in run.items] == [f"{site.url}/special"]
    assert site.paths == ["/robots.txt", "/special"]


def test_a_crash_on_one_page_is_loud_and_costs_that_page_only(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("crash", "one", "two")
    site.html("/a/crash", article_html("crash").replace("<html", "<html class='crash'"))
    site.article("one")
    site.article("two")
    run = crawl(site, tmp_path, "-a", "limit=2")
    assert len(run.items) == 2
    assert run.code == 1
    assert "RuntimeError: a mistake in a site's code" in run.err
    assert "1 crash" in run.err


def test_unreachable_site_fails_and_says_so(tmp_path: Path) -> None:
    more = ("-s", "RETRY_TIMES=0", *AT_ONCE)
    run = run_scrapy(*arguments(*more), folder=tmp_path, LOOPBACK_SERVER="http://127.0.0.1:1")
    assert run.code == 1
    assert "feed http://127.0.0.1:1/feed.xml: robots.txt can not be read (connection refused)" in run.err


def test_slow_answer_times_out(site: LoopbackSite, tmp_path: Path) -> None:
    def sleep() -> tuple[int, dict[str, str], bytes]:
        time.sleep(3)
        return 200, HTML, b""

    site.feed("slow", "one")
    site.answers["/a/slow"] = sleep
    site.article("one")
    run = crawl(site, tmp_path, "-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=0", "-a", "limit=1")
    assert len(run.items) == 1
    assert "1 timeout" in run.err


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_what_a_killed_run_had_it_has(site: LoopbackSite, tmp_path: Path, sent: signal.Signals) -> None:
    def hang() -> tuple[int, dict[str, str], bytes]:
        time.sleep(2)
        return 200, HTML, b""

    def stored() -> int:
        with closing(sqlite3.connect(tmp_path / "data/news.sqlite3", timeout=30)) as database:
            return int(database.execute("SELECT count(*) FROM articles").fetchone()[0])

    site.feed("one", "two", "hang")
    site.article("one")
    site.article("two")
    site.answers["/a/hang"] = hang
    process = subprocess.Popen(
        command_line(*arguments(*AT_ONCE)),
        cwd=tmp_path,
        env=environment(LOOPBACK_SERVER=site.url),
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while "/a/hang" not in site.paths and time.monotonic() < deadline:
            time.sleep(0.05)
        while stored() < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(process.pid, sent)
        process.wait(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert stored() == 2


def test_a_run_that_is_stopped_while_it_starts_ends_in_order(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("one")
    lock = tmp_path / "data" / ".news.sqlite3.loopback.lock"
    process = subprocess.Popen(
        command_line(*arguments()),
        cwd=tmp_path,
        env=environment(LOOPBACK_SERVER=site.url),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while not lock.exists():
            assert process.poll() is None
            time.sleep(0.001)
        os.kill(process.pid, signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert "stopped before it was done" in err
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        ends = database.execute("SELECT finished_at IS NULL, reason FROM runs").fetchall()
    assert ends == [(False, "shutdown")]


def test_a_charset_that_only_the_header_names_is_used(site: LoopbackSite, tmp_path: Path) -> None:
    html = article_html("đêm").encode("windows-1258", "xmlcharrefreplace")
    site.feed("one")
    site.answers["/a/one"] = (200, {"Content-Type": "text/html; charset=windows-1258"}, html)
    run = crawl(site, tmp_path)
    assert "câu chuyện đêm" in run.items[0]["text"]
