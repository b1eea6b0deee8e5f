"""`scrapy crawl` over a real server: later pages, archives, walks back in time, and why a run found nothing."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsspiders.discovery import month_before
from newsspiders.store import Store
from newsspiders.walk import month_of
from tests.newsspiders.loopback_server import HTML, LoopbackSite, article_html, loopback_site, monthly_sitemaps
from tests.newsspiders.running import Run, command_line, crawl_loopback, environment, loopback_arguments

TEXT = {"Content-Type": "text/plain"}


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        yield running


def section(site: LoopbackSite, path: str, names: Iterable[str], *, head: str = "") -> None:
    """A section page, and its articles."""
    names = tuple(names)
    links = "".join(f"<a href='/a/{name}'>Câu chuyện {name} hôm nay</a>" for name in names)
    site.html(path, f"<html><head>{head}</head><body><h1>Mục</h1>{links}</body></html>")
    for name in names:
        site.article(name)


def day_pages(site: LoopbackSite, pages_of_days: dict[date, list[list[str]]], *, days: int) -> None:
    """The pages of so many days back from today; those without articles are there and empty."""
    for age in range(-1, days):
        day = date.today() - timedelta(days=age)  # noqa: DTZ011  # the server's day; one more on either side
        pages = pages_of_days.get(day, [])
        for number in range(len(pages) + 1):
            names = pages[number] if number < len(pages) else []
            section(site, f"/thoi-su&fv={day:%Y-%m-%d}&s_cond=&BRSR={15 * number}", names)


def titles(run: Run) -> set[str]:
    return {item["title"].split()[2] for item in run.items}


def stored(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "data/news.sqlite3")) as database:
        return {title.split()[2] for (title,) in database.execute("SELECT title FROM articles")}


def record(run: Run, spider: str) -> Any:
    with closing(Store(run.database)) as store, store.session() as session:
        return session.runs(spider=spider)[0]


def test_later_pages_until_one_brings_nothing_new(site: LoopbackSite, tmp_path: Path) -> None:
    section(site, "/kinh-te", ["k1", "k2"])
    section(site, "/kinh-te-p2", ["k3", "k2"])
    section(site, "/kinh-te-p3", ["k3", "k2"])
    section(site, "/kinh-te-p4", ["never"])
    section(site, "/the-thao", ["t1"])
    run = crawl_loopback(site, tmp_path, spider="sections")
    assert run.code == 0
    assert titles(run) == {"k1", "k2", "k3", "t1"}
    assert "/kinh-te-p4" not in site.paths
    site.asked.clear()
    crawl_loopback(site, tmp_path, spider="sections")
    assert [path for path in site.paths if "-p" in path] == []


def test_later_pages_in_json(site: LoopbackSite, tmp_path: Path) -> None:
    section(site, "/kinh-te/", ["k1"])
    section(site, "/the-thao/", ["t1"])  # nobody knows its zone
    for number, names in enumerate((["k1", "k2"], ["k3"], []), start=1):
        contents = [{"title": f"Câu chuyện {name}", "url": f"/a/{name}", "date": 1772848800} for name in names]
        body = json.dumps({"error_message": "Success", "data": {"contents": contents}}).encode()
        site.answers[f"/api/morenews-zone-89-{number}.html"] = (200, {"Content-Type": "application/json"}, body)
        for name in names:
            site.article(name)
    run = crawl_loopback(site, tmp_path, spider="zones")
    assert run.code == 0
    assert titles(run) == {"k1", "k2", "k3", "t1"}
    assert [path for path in site.paths if "/api/" in path][-1] == "/api/morenews-zone-89-3.html"


def test_no_more_pages_than_the_setting(site: LoopbackSite, tmp_path: Path) -> None:
    section(site, "/kinh-te", ["k1"])
    for number in range(2, 6):
        section(site, f"/kinh-te-p{number}", [f"k{number}"])
    run = crawl_loopback(site, tmp_path, "-s", "SECTION_PAGES_MAX=3", "-a", "sections=kinh-te", spider="sections")
    assert titles(run) == {"k1", "k2", "k3"}


def test_a_killed_run_left_later_pages_for_the_next(site: LoopbackSite, tmp_path: Path) -> None:
    """The first page is known, but its articles were never fetched: the pages behind it were not read either."""
    section(site, "/kinh-te", ["k1", "k2"])
    section(site, "/kinh-te-p2", ["k3"])
    crawl_loopback(site, tmp_path, "-a", "limit=1", "-a", "sections=kinh-te", spider="sections")
    assert "/kinh-te-p2" not in site.paths
    run = crawl_loopback(site, tmp_path, "-a", "sections=kinh-te", spider="sections")
    assert titles(run) == {"k2", "k3"}


def test_pages_older_than_since_end_a_section(site: LoopbackSite, tmp_path: Path) -> None:
    section(site, "/kinh-te", ["k1"])
    site.html("/a/k1", article_html("k1").replace("07/03/2026", "01/03/2026"))
    section(site, "/kinh-te-p2", ["k2"])
    run = crawl_loopback(site, tmp_path, "-a", "since=2026-03-05", "-a", "sections=kinh-te", spider="sections")
    assert "1 too old" in run.err
    assert "/kinh-te-p2" not in site.paths


def test_an_article_may_come_out_some_days_after_it_was_written(site: LoopbackSite, tmp_path: Path) -> None:
    section(site, "/tin", ["n-196260301080000123", "n-196260306230000123", "n-196260308080000123"])
    run = crawl_loopback(site, tmp_path, "-a", "since=2026-03-07", "-a", "until=2026-03-07", spider="written")
    assert len(run.items) == 1  # all its pages say 7 March
    asked = [path for path in site.paths if path.startswith("/a/")]
    assert asked == ["/a/n-196260306230000123"]
    assert "1 older than since" in str(record(run, "written").sources)
    assert "1 later than until" in str(record(run, "written").sources)


def test_sections_asked_for(site: LoopbackSite, tmp_path: Path) -> None:
    section(site, "/kinh-te", ["k1"])
    section(site, "/the-thao", ["t1"])
    run = crawl_loopback(site, tmp_path, "-a", "sections=the-thao", spider="sections")
    assert titles(run) == {"t1"}
    assert "/kinh-te" not in site.paths


def test_an_unknown_section_says_which_there_are(site: LoopbackSite, tmp_path: Path) -> None:
    run = crawl_loopback(site, tmp_path, "-a", "sections=the-thoa", spider="sections")
    assert run.code == 2
    assert "the-thao" in run.err
    assert "Traceback" not in run.err


def test_a_monthly_sitemap_that_did_not_change_is_not_asked_again(site: LoopbackSite, tmp_path: Path) -> None:
    monthly_sitemaps(site, {"2026-2": ["f1"], "2026-3": ["m1"]}, lastmod="2026-03-07T08:00:00+07:00")
    first = crawl_loopback(site, tmp_path, spider="archives")
    assert titles(first) == {"m1"}  # the newest one
    site.asked.clear()
    second = crawl_loopback(site, tmp_path, spider="archives")
    assert "/sitemaps/news-2026-3.xml" not in site.paths
    assert "news-2026-3.xml: unchanged" in second.err
    assert "/sitemaps/tags.xml" not in site.paths


def test_since_and_until_read_the_months_between(site: LoopbackSite, tmp_path: Path) -> None:
    monthly_sitemaps(site, {"2026-1": ["j1"], "2026-2": ["f1"], "2026-3": ["m1"], "2026-4": ["a1"]})
    for name in ("j1", "f1", "m1", "a1"):
        month = {"j": 1, "f": 2, "m": 3, "a": 4}[name[0]]
        site.html(f"/a/{name}", article_html(name).replace("07/03/2026", f"07/0{month}/2026"))
    run = crawl_loopback(site, tmp_path, "-a", "since=2026-02-01", "-a", "until=2026-03-31", spider="archives")
    assert titles(run) == {"f1", "m1"}
    assert not {"/sitemaps/news-2026-1.xml", "/sitemaps/news-2026-4.xml"} & set(site.paths)


def test_backfill_goes_back_through_all_months_and_ends(site: LoopbackSite, tmp_path: Path) -> None:
    monthly_sitemaps(site, {f"2026-{month}": [f"a{month}"] for month in range(1, 7)})
    run = crawl_loopback(site, tmp_path, "-a", "backfill=true", spider="archives")
    assert run.code == 0
    assert titles(run) == {f"a{month}" for month in range(1, 7)}
    months = [path[-5] for path in site.paths if path.startswith("/sitemaps/")]
    assert months == ["6", "5", "4", "3", "2", "1"]
    site.asked.clear()
    again = crawl_loopback(site, tmp_path, "-a", "backfill=true", spider="archives")
    assert again.code == 0
    assert "walked to its end" in again.err
    assert site.paths == []


def test_backfill_in_slices_goes_on_where_it_was(site: LoopbackSite, tmp_path: Path) -> None:
    monthly_sitemaps(site, {f"2026-{month}": [f"a{month}", f"b{month}"] for month in range(1, 5)})
    seen: list[set[str]] = []
    for _ in range(3):
        run = crawl_loopback(site, tmp_path, "-a", "backfill=true", "-a", "limit=3", spider="archives")
        seen.append(titles(run))
    assert [len(one) for one in seen] == [3, 3, 2]
    assert set.union(*seen) == {f"{letter}{month}" for letter in "ab" for month in range(1, 5)}
    assert site.paths.count("/sitemaps/news-2026-4.xml") == 1


def test_backfill_killed_in_the_middle_goes_on_where_it_was(site: LoopbackSite, tmp_path: Path) -> None:
    monthly_sitemaps(site, {f"2026-{month}": [f"{letter}{month}" for letter in "abcd"] for month in range(1, 7)})
    arguments = loopback_arguments("-a", "backfill=true", "-s", "DOWNLOAD_DELAY=0.05", spider="archives")
    with subprocess.Popen(
        command_line(*arguments),
        cwd=tmp_path,
        env=environment(LOOPBACK_SERVER=site.url),
        stderr=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + 30
        while "/sitemaps/news-2026-4.xml" not in site.paths and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    before = stored(tmp_path)
    assert before
    assert len(before) < 24
    site.asked.clear()
    run = crawl_loopback(site, tmp_path, "-a", "backfill=true", spider="archives")
    assert run.code == 0
    assert stored(tmp_path) == {f"{letter}{month}" for letter in "abcd" for month in range(1, 7)}
    assert "/sitemaps/news-2026-6.xml" not in site.paths
    assert not titles(run) & before


def month_paths(count: int) -> list[str]:
    """The sitemaps of this month and those before it."""
    months = [month_of(datetime.now(UTC), zone=ZoneInfo("Asia/Ho_Chi_Minh"))]
    while len(months) < count:
        months.append(month_before(months[-1]))
    return [f"/sitemaps/{month:%Y}/{month.month}/article.xml" for month in months]


def save_months(site: LoopbackSite, names_of_months: list[list[str]]) -> list[str]:
    paths = month_paths(len(names_of_months) + 1)
    for path, names in zip(paths, names_of_months, strict=False):
        site.xml(path, f"<urlset>{''.join(f'<url><loc>{site.url}/a/{name}</loc></url>' for name in names)}</urlset>")
        for name in names:
            site.article(name)
    return paths


def test_backfill_by_months_that_no_index_lists(site: LoopbackSite, tmp_path: Path) -> None:
    paths = save_months(site, [["m1", "m2"], ["m3"], ["m4"]])
    first = crawl_loopback(site, tmp_path, "-a", "backfill=true", "-a", "limit=2", spider="months")
    assert titles(first) == {"m1", "m2"}
    second = crawl_loopback(site, tmp_path, "-a", "backfill=true", spider="months")
    assert second.code == 0
    assert titles(second) == {"m3", "m4"}
    assert [path for path in site.paths if "/sitemaps/" in path] == paths
    third = crawl_loopback(site, tmp_path, "-a", "backfill=true", spider="months")
    assert "walked to its end" in third.err


def test_this_month_where_no_index_lists_it(site: LoopbackSite, tmp_path: Path) -> None:
    paths = save_months(site, [["m1"], ["m2"]])
    assert titles(crawl_loopback(site, tmp_path, spider="months")) == {"m1"}
    del site.answers[paths[0]]
    assert titles(crawl_loopback(site, tmp_path, spider="months")) == {"m2"}


def test_backfill_by_days(site: LoopbackSite, tmp_path: Path) -> None:
    today = date.today()  # noqa: DTZ011
    wanted = {today - timedelta(days=2): [["d2a", "d2b"], ["d2c"]], today - timedelta(days=5): [["d5"]]}
    day_pages(site, wanted, days=20)
    run = crawl_loopback(site, tmp_path, "-a", "backfill=true", "-s", "BACKFILL_EMPTY_DAYS_MAX=4", spider="days")
    assert run.code == 0
    assert titles(run) == {"d2a", "d2b", "d2c", "d5"}
    assert any(path.endswith("&s_cond=&BRSR=15") for path in site.paths)  # no ? was put in, nothing escaped


def test_backfill_needs_an_archive_that_answers(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/sitemap.xml"] = (500, HTML, b"oops")
    run = crawl_loopback(site, tmp_path, "-a", "backfill=true", spider="archives")
    assert run.code == 1
    monthly_sitemaps(site, {"2026-3": ["m1"]})
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:  # the host may be asked again
        database.execute("DELETE FROM hosts")
        database.commit()
    assert titles(crawl_loopback(site, tmp_path, "-a", "backfill=true", spider="archives")) == {"m1"}


def test_sitemaps_of_robots_when_nothing_else_lists_anything(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, TEXT, f"Sitemap: {site.url}/hidden.xml\n".encode())
    site.xml("/hidden.xml", f"<urlset><url><loc>{site.url}/a/one</loc></url></urlset>")
    site.article("one")
    run = crawl_loopback(site, tmp_path)
    assert titles(run) == {"one"}
    assert run.items[0]["discovered_from"] == f"{site.url}/hidden.xml"


def test_sitemaps_of_robots_are_not_asked_beside_a_feed(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = (200, TEXT, f"Sitemap: {site.url}/hidden.xml\n".encode())
    site.feed("one")
    site.article("one")
    crawl_loopback(site, tmp_path)
    assert "/hidden.xml" not in site.paths


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, "<html><head><title>Just a moment...</title></head><body><script src='/cdn-cgi/challenge-platform/x'>"
         "</script></body></html>", "a challenge page (Cloudflare)"),
        (200, "<rss version='2.0'><channel></channel></rss>", "lists nothing"),
        (200, "", "no feed but an empty answer"),
        (403, "<h1>Forbidden</h1>", "HTTP 403"),
        (200, "<rss version='2.0'><channel><item><link>/tag/x</link></item></channel></rss>",
         "1 links: 1 not of an article's form"),
    ],
)  # fmt: skip
def test_why_nothing_was_found(site: LoopbackSite, tmp_path: Path, status: int, body: str, told: str) -> None:
    site.answers["/feed.xml"] = (status, HTML, body.encode())
    run = crawl_loopback(site, tmp_path)
    (line,) = [line for line in run.err.splitlines() if "no article." in line]
    assert f"feed {site.url}/feed.xml: {told}" in line
    assert record(run, "loopback").sources[0]["outcome"] == told


def test_a_challenge_in_the_place_of_an_article_is_named_and_tried_again(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("one")
    page = "<html><head><title>Just a moment...</title></head><body><div id='cf-chl-widget'></div></body></html>"
    site.html("/a/one", page)
    run = crawl_loopback(site, tmp_path)
    assert run.code == 1
    assert "a challenge page (Cloudflare)" in run.err
    assert "1 obstacle" in run.err
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        assert database.execute("SELECT outcome, next_due IS NULL FROM urls").fetchall() == [("failed", 0)]


COOKIE_PAGE = (
    "<html><head><meta charset='utf-8'></head><body><script src='/aes.min.js'></script><script>"
    "function toHex(a){return a.join('')}"
    "document.cookie='D1N='+toHex([1,2])+'; expires=Fri, 31-Dec-2099 23:59:59 GMT; path=/';"
    "setTimeout(function(){window.location.reload(true)}, 100);</script>"
    "<noscript>Trang này cần JavaScript, mời bạn bật JavaScript trong trình duyệt</noscript></body></html>"
)
REDIRECT_PAGE = (
    "<html><head><title>VOV</title><script>var u = '/a/one?d=' + Date.now();"
    "window.top.location.href = u;</script></head><body></body></html>"
)
BY_SCRIPT = (
    (COOKIE_PAGE, "a page that sets a cookie by script and reloads"),
    (REDIRECT_PAGE, "a page that redirects by script"),
)


@pytest.mark.parametrize(("page", "words"), BY_SCRIPT)
def test_a_page_of_nothing_but_a_script_is_no_article_and_no_stale_rule(
    site: LoopbackSite, tmp_path: Path, page: str, words: str
) -> None:
    site.feed("one")
    site.html("/a/one", page)
    run = crawl_loopback(site, tmp_path)
    assert run.code == 1
    assert run.items == []
    assert f"{site.url}/a/one: {words}" in run.err
    assert "1 obstacle" in run.err
    assert "empty body" not in run.err
    assert site.paths.count("/a/one") == 1  # the script is not obeyed
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        assert database.execute("SELECT outcome, next_due IS NULL FROM urls").fetchall() == [("failed", 0)]


@pytest.mark.parametrize(("page", "words"), BY_SCRIPT)
def test_a_section_of_nothing_but_a_script_is_named(site: LoopbackSite, tmp_path: Path, page: str, words: str) -> None:
    site.html("/kinh-te", page)
    run = crawl_loopback(site, tmp_path, "-a", "sections=kinh-te", spider="sections")
    assert run.code == 1
    assert f"section {site.url}/kinh-te: {words}" in run.err


def test_the_feeds_own_text_is_a_witness(site: LoopbackSite, tmp_path: Path) -> None:
    said = "".join(
        f"<p>Theo toà soạn, câu thứ {n} của bài viết kể về buổi họp chợ sớm mai bên sông.</p>" for n in range(30)
    )
    items = "".join(
        f"<item><title>T</title><link>{site.url}/a/{name}</link><description>Tóm tắt.</description>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
        for name, text in (("one", said), ("two", article_html("two") * 2))
    )
    namespace = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    site.xml("/feed.xml", f"<rss version='2.0' {namespace}><channel>{items}</channel></rss>")
    site.article("one")
    site.article("two")
    run = crawl_loopback(site, tmp_path)
    warnings = {item["title"].split()[2]: item["warnings"] for item in run.items}
    assert "body-shorter-than-feed" in warnings["one"]
    assert "body-shorter-than-feed" not in warnings["two"]
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        (text,) = database.execute("SELECT feed_text FROM articles WHERE url LIKE '%one'").fetchone()
    assert "câu thứ 29" in text


def test_a_host_that_was_left_alone_is_left_alone_by_the_next_run(site: LoopbackSite, tmp_path: Path) -> None:
    site.answers["/feed.xml"] = (503, {**HTML, "Retry-After": "7200"}, b"busy")
    first = crawl_loopback(site, tmp_path)
    assert first.code == 1
    assert "left alone until" in first.err
    site.asked.clear()
    site.feed("one")
    second = crawl_loopback(site, tmp_path)
    assert second.code == 1
    assert site.paths == []
    assert "left alone until" in second.err
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        database.execute("UPDATE hosts SET not_before = '2026-01-01T00:00:00+00:00'")
        database.commit()
    site.article("one")
    third = crawl_loopback(site, tmp_path)
    assert titles(third) == {"one"}
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
        assert database.execute("SELECT failures FROM hosts").fetchall() == [(0,)]


def test_what_another_run_learned_of_its_hosts_is_left_alone(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("one")
    crawl_loopback(site, tmp_path)
    database = tmp_path / "data/news.sqlite3"

    def write(statement: str) -> None:
        with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
            connection.execute(statement)

    def answer() -> tuple[int, dict[str, str], bytes]:
        write("UPDATE hosts SET failures = 0, openings = 0 WHERE host = 'other.example'")  # it is well again
        return 200, HTML, article_html("two").encode()

    write("INSERT INTO hosts (host, failures, openings) VALUES ('other.example', 3, 1)")
    site.feed("two")
    site.answers["/a/two"] = answer
    assert titles(crawl_loopback(site, tmp_path)) == {"two"}
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT failures FROM hosts WHERE host = 'other.example'").fetchall() == [(0,)]


def test_an_outage_of_the_host_costs_no_article(site: LoopbackSite, tmp_path: Path) -> None:
    site.feed("one", "two", "three")
    for name in ("one", "two", "three"):
        site.answers[f"/a/{name}"] = (503, HTML, b"busy")
    for _ in range(8):  # more often than URL_FAILURES_MAX
        run = crawl_loopback(site, tmp_path, "-s", "RETRY_TIMES=0")
        with closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as database:
            database.execute("DELETE FROM hosts")
            database.execute("UPDATE urls SET next_due = '2026-01-01T00:00:00+00:00' WHERE next_due IS NOT NULL")
            database.commit()
    for name in ("one", "two", "three"):
        site.article(name)
    run = crawl_loopback(site, tmp_path)
    assert titles(run) == {"one", "two", "three"}
