"""`scrapy reextract` in a process of its own, over real WARC files and stores."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from newsspiders.archive import Captured, iter_captures
from newsspiders.store import SpiderLock, Store
from tests.newsspiders.archive.warcs import START, exchange
from tests.newsspiders.loopback_server import loopback_site
from tests.newsspiders.reextraction.archives import (
    SPIDERS,
    archive,
    counts,
    fetched,
    page,
    reextract,
    tables,
    told,
)
from tests.newsspiders.running import AT_ONCE, Run, command_line, environment, run_scrapy

JSON = ("--json", "--jobs", "1")


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder}/data/news.sqlite3"


def by_name(url: str) -> dict[str, dict[str, Any]]:
    return {row["canonical_url"].rpartition("/")[2]: row for row in tables(url)["articles"]}


class TestAfterACrawl:
    """A site that was crawled twice, with the archive on; one article had changed meanwhile."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        with loopback_site() as site:
            site.feed("one", "two", "cut")
            for name in ("one", "two"):
                site.html(f"/a/{name}", page(name))
            site.html("/a/cut", page("cut", only=True, weather=False))
            self.crawl(site.url, tmp_path)
            site.html("/a/two", page("two", text="Đã sửa."))
            again = ("-s", "REVISIT_AFTER_SECONDS=1", "-s", "REVISIT_AGE_MAX_SECONDS=999999999")
            urls = ",".join(f"{site.url}/a/{name}" for name in ("one", "two"))
            self.crawl(site.url, tmp_path, "-a", f"urls={urls}", *again)
        return tmp_path

    def crawl(self, server: str, folder: Path, *more: str) -> Run:
        arguments = ("crawl", "example", *SPIDERS, *AT_ONCE, "-s", "ARCHIVE_ENABLED=1", *more)
        run = run_scrapy(*arguments, folder=folder, LOOPBACK_SERVER=server, RULES="plain")
        assert run.code == 0, run.err
        return run

    def test_the_rules_of_the_crawl_change_nothing(self, folder: Path) -> None:
        before = tables(sqlite(folder))
        assert [len(rows) for rows in before.values()] == [3, 1, 3]
        run = reextract(folder, *JSON, rules="plain")
        assert (run.code, counts(run)) == (0, {"captures": 5, "articles": 5})
        assert tables(sqlite(folder)) == before

    def test_new_rules_reach_articles_and_revisions(self, folder: Path) -> None:
        before = tables(sqlite(folder))
        run = reextract(folder, *JSON)
        assert (run.code, counts(run)) == (0, {"captures": 5, "articles": 5, "changed": 4})
        fields = told(run)["fields"]
        assert list(fields) == ["body", "section", "removed", "origins"]
        assert [facts["changed"] for facts in fields.values()] == [3, 4, 3, 4]
        assert fields["section"]["examples"][0]["before"] == ""
        assert fields["section"]["examples"][0]["after"] == "Kinh tế"
        assert len(fields["section"]["examples"]) == 3
        after = tables(sqlite(folder))
        assert after["urls"] == before["urls"]
        for kind in ("articles", "revisions"):
            for old, new in zip(before[kind], after[kind], strict=True):
                assert ("Thời tiết" in old["text"]) == (old["title"] != "Câu chuyện cut hôm nay")
                assert "Thời tiết" not in new["text"]
                assert new["article"]["section"] == "Kinh tế"
                crawled = ("id", "fetched_at", "archive_id", "status", "revision", "first_seen", "last_seen", "url")
                assert {name: new.get(name) for name in crawled} == {name: old.get(name) for name in crawled}

    def test_a_second_run_changes_nothing(self, folder: Path) -> None:
        reextract(folder, *JSON)
        before = tables(sqlite(folder))
        assert counts(reextract(folder, *JSON)) == {"captures": 5, "articles": 5}
        assert tables(sqlite(folder)) == before

    def test_a_dry_run_writes_nothing(self, folder: Path) -> None:
        before, database = tables(sqlite(folder)), folder / "data/news.sqlite3"
        stood = (database.read_bytes(), database.stat().st_mtime_ns)
        dry = reextract(folder, *JSON, "--dry-run")
        assert (database.read_bytes(), database.stat().st_mtime_ns) == stood
        assert tables(sqlite(folder)) == before
        assert dry.code == 0
        assert '"dry_run": true' in dry.out
        assert told(dry) == told(reextract(folder, *JSON))

    def test_what_can_not_be_read_any_more_stays(self, folder: Path) -> None:
        before = by_name(sqlite(folder))
        for more in (("--dry-run",), ()):
            run = reextract(folder, *more, rules="greedy")
            assert run.code == 1
            assert re.search(r"^lost example: http://127\.0\.0\.1:\d+/a/cut: all its text was furniture", run.out, re.M)
            assert by_name(sqlite(folder))["cut"] == before["cut"]
        assert counts(reextract(folder, *JSON, rules="greedy")) == {"captures": 5, "articles": 4, "lost": 1}

    def test_a_store_is_made_anew_from_the_archive(self, folder: Path) -> None:
        url = f"sqlite:///{folder}/anew.sqlite3"
        run = reextract(folder, *JSON, rules="plain", url=url)
        assert run.err == f"{url}: an empty store; it is made from the archive\n"
        assert counts(run) == {"captures": 5, "articles": 5, "new": 4}  # one text was fetched twice
        crawled, anew = tables(sqlite(folder)), tables(url)
        for kind in ("articles", "revisions"):
            assert [{**row, "discovered_from": ""} for row in anew[kind]] == [
                {**row, "discovered_from": ""} for row in crawled[kind]
            ]
        told_by_listing = ("id", "title", "discovered_from", "first_seen", "next_due")
        assert sorted(self.without(anew["urls"], told_by_listing), key=str) == sorted(
            self.without(crawled["urls"], told_by_listing), key=str
        )

    def without(self, rows: list[dict[str, Any]], names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [{name: value for name, value in row.items() if name not in names} for row in rows]

    def test_a_crawl_knows_what_was_made_anew(self, tmp_path: Path) -> None:
        with loopback_site() as site:
            site.feed("one")
            site.html("/a/one", page("one"))
            self.crawl(site.url, tmp_path)
            (tmp_path / "data/news.sqlite3").unlink()
            reextract(tmp_path, *JSON, rules="plain")
            site.asked.clear()
            run_scrapy("crawl", "example", *SPIDERS, *AT_ONCE, folder=tmp_path, LOOPBACK_SERVER=site.url)
            assert "/feed.xml" in site.paths
            assert "/a/one" not in site.paths

    def test_pages_that_stale_rules_could_not_read(self, tmp_path: Path) -> None:
        with loopback_site() as site:
            site.feed("cut")
            site.html("/a/cut", page("cut", only=True, weather=False))
            arguments = ("crawl", "example", *SPIDERS, *AT_ONCE, "-s", "ARCHIVE_ENABLED=1")
            run_scrapy(*arguments, folder=tmp_path, LOOPBACK_SERVER=site.url, RULES="greedy")
        (failed,) = tables(sqlite(tmp_path))["urls"]
        assert (failed["outcome"], failed["failures"], failed["article_id"]) == ("failed", 1, None)
        assert counts(reextract(tmp_path, *JSON)) == {"captures": 1, "articles": 1, "new": 1}
        after = tables(sqlite(tmp_path))
        ((state,), (article,)) = after["urls"], after["articles"]
        assert (state["outcome"], state["failures"], state["visits"]) == ("article", 0, 1)
        assert state["article_id"] == article["id"]
        assert state["last_fetched"] == article["fetched_at"]
        assert article["discovered_from"] == state["discovered_from"] != "archive"
        assert counts(reextract(tmp_path, *JSON)) == {"captures": 1, "articles": 1}
        assert tables(sqlite(tmp_path)) == after


def varied(folder: Path) -> None:
    """Two files: texts that change and stay, mirrors, pages that are no articles, other sites."""
    first = [fetched(f"n{n}", minutes=n) for n in range(70)]
    first += [
        fetched("amp-first", minutes=71, path="amp"),
        fetched("amp-last", minutes=72),
        fetched("same", minutes=73),
        exchange(url="https://news.example/", minutes=74, body=page("front").encode()),
        exchange(url="https://news.example/a/gone", minutes=75, status=404, body=page("gone").encode()),
        exchange(url="https://news.example/a/list", minutes=76, body=b"<a href='/a/n1'>Tin</a>"),
        exchange(url="https://elsewhere.example/a/x", minutes=77, body=page("x").encode()),
        exchange(url="https://news.example/a/data", minutes=78, headers=((b"Content-Type", b"application/json"),)),
    ]
    second = [
        fetched("n1", minutes=101, body=page("n1", text="Đã sửa.")),
        fetched("amp-first", minutes=102, body=page("amp-first", text="Mới.")),
        fetched("amp-last", minutes=103, path="amp", body=page("amp-last", text="Mới.")),
        fetched("same", minutes=104),
        fetched("same", minutes=105, path="amp"),
        fetched("n2", minutes=106, body=page("n2", weather=False)),  # the same once it is clean
        fetched("n1", minutes=107),  # changed back
    ]
    archive(folder, second, name="a-later.warc.gz")
    path = archive(folder, first, name="b-earlier.warc.gz")
    assert len(list(iter_captures(path))) == len(first)


@pytest.mark.parametrize("rules", ["plain", "clean", "moved"])
def test_the_same_whatever_the_number_of_processes(tmp_path: Path, rules: str) -> None:
    varied(tmp_path)
    runs = [reextract(tmp_path, "--json", "--jobs", n, rules=rules, url=f"sqlite:///{tmp_path}/{n}") for n in "13"]
    assert runs[0].out == runs[1].out
    assert tables(f"sqlite:///{tmp_path}/1") == tables(f"sqlite:///{tmp_path}/3")
    again = reextract(tmp_path, "--json", "--jobs", "3", rules=rules, url=f"sqlite:///{tmp_path}/1")
    assert counts(again) == {"captures": 81, "articles": 80}


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("plain", "clean", {}),
        ("clean", "moved", {}),
        ("moved", "plain", {"new": 1}),  # what was one article are two
    ],
)
def test_a_dry_run_foresees_what_a_run_does(
    tmp_path: Path, database_url: str, before: str, after: str, left: dict[str, int]
) -> None:
    varied(tmp_path)
    reextract(tmp_path, *JSON, rules=before, url=database_url)
    stood = tables(database_url)
    dry = reextract(tmp_path, *JSON, "--dry-run", rules=after, url=database_url)
    assert tables(database_url) == stood
    run = reextract(tmp_path, *JSON, rules=after, url=database_url)
    assert dry.out.replace('"dry_run": true', '"dry_run": false') == run.out
    assert tables(database_url) != stood
    again = reextract(tmp_path, *JSON, rules=after, url=database_url)
    assert counts(again) == {"captures": 81, "articles": 80, **left}
    stood = tables(database_url)
    assert counts(reextract(tmp_path, *JSON, rules=after, url=database_url)) == {"captures": 81, "articles": 80}
    assert tables(database_url) == stood


def test_a_text_is_saved_after_those_before_it(tmp_path: Path) -> None:
    varied(tmp_path)
    reextract(tmp_path, *JSON, rules="clean")
    articles = by_name(sqlite(tmp_path))
    assert (articles["n1"]["revision"], articles["n1"]["last_seen"]) == (3, START + timedelta(minutes=107))
    assert (articles["n2"]["revision"], articles["n2"]["last_seen"]) == (1, START + timedelta(minutes=106))
    assert set(articles) == {*(f"n{n}" for n in range(70)), "amp-first", "amp-last", "same"}


def test_another_canonical_url_leaves_no_duplicate(tmp_path: Path, database_url: str) -> None:
    archive(
        tmp_path,
        [
            fetched("lone", path="amp"),
            fetched("both", minutes=1, path="amp"),
            fetched("both", minutes=2, body=page("both", text="Đã sửa.")),
            fetched("same", minutes=3),
            fetched("same", minutes=4, path="amp"),
        ],
    )
    reextract(tmp_path, *JSON, url=database_url)
    assert len(tables(database_url)["articles"]) == 5
    run = reextract(tmp_path, *JSON, rules="moved", url=database_url)
    assert counts(run) == {"captures": 5, "articles": 5, "changed": 3, "moved": 3, "joined": 2}
    after = tables(database_url)
    articles = {row["canonical_url"]: row for row in after["articles"]}
    assert set(articles) == {f"https://news.example/a/{name}" for name in ("lone", "both", "same")}
    both, same = (articles[f"https://news.example/a/{name}"] for name in ("both", "same"))
    assert "Đã sửa" in both["text"]
    (former,) = after["revisions"]
    assert (former["article_id"], former["revision"], both["revision"]) == (both["id"], 1, 2)
    assert former["article"]["canonical_url"] == both["canonical_url"]
    assert (same["first_seen"], same["last_seen"]) == (START + timedelta(minutes=3), START + timedelta(minutes=4))
    assert same["revision"] == 1
    ids = {row["canonical_url"]: row["id"] for row in after["articles"]}
    assert {row["url"]: row["article_id"] for row in after["urls"]} == {
        f"https://news.example/{path}/{name}": ids[f"https://news.example/a/{name}"]
        for path, name in (("amp", "lone"), ("amp", "both"), ("a", "both"), ("amp", "same"), ("a", "same"))
    }


def test_days_and_sites_are_chosen(tmp_path: Path) -> None:
    archive(tmp_path, [fetched("one"), fetched("two", minutes=60 * 24)])
    assert counts(reextract(tmp_path, *JSON, "--since", "2026-03-08")) == {"captures": 1, "articles": 1, "new": 1}
    assert list(by_name(sqlite(tmp_path))) == ["two"]
    run = reextract(tmp_path, *JSON, "--until", "2026-03-07", "--site", "example")
    assert counts(run) == {"captures": 1, "articles": 1, "new": 1}


def test_an_archive_can_be_named(tmp_path: Path) -> None:
    path = archive(tmp_path, [fetched("one")])
    other = path.rename(tmp_path / "other.warc.gz")
    run = reextract(tmp_path, *JSON, "--archive", str(other), "--archive", str(tmp_path))
    assert counts(run)["captures"] == 1  # each file once


def test_a_tilde_in_the_setting_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is to the crawl that wrote the archive, and to prune."""
    archive(tmp_path, [fetched("one")])
    (tmp_path / "data/archive").rename(tmp_path / "kept")
    monkeypatch.setenv("HOME", str(tmp_path))
    run = reextract(tmp_path, *JSON, "-s", "ARCHIVE_DIR=~/kept")
    assert counts(run)["captures"] == 1


def test_a_charset_that_only_the_header_tells(tmp_path: Path) -> None:
    html = "<title>Tin</title><h1>Der Müller von nebenan</h1><div class='body'><p>Größe und Übung.</p></div>"
    latin = (b"Content-Type", b"text/html; charset=iso-8859-1")
    lying = exchange(url="https://news.example/a/lying", body=page("lying").encode(), headers=(latin,))
    body = html.encode("latin-1")
    archive(tmp_path, [exchange(url="https://news.example/a/latin", body=body, headers=(latin,)), lying])
    assert reextract(tmp_path, *JSON).code == 0
    articles = by_name(sqlite(tmp_path))
    assert (articles["latin"]["title"], articles["latin"]["text"]) == ("Der Müller von nebenan", "Größe und Übung.")
    assert articles["lying"]["title"] == "Câu chuyện lying hôm nay"


def test_damage_is_told_and_passed_over(tmp_path: Path) -> None:
    path = archive(tmp_path, [fetched(f"n{n}", minutes=n) for n in range(13)])
    places = [found.offset for found in iter_captures(path) if isinstance(found, Captured)]
    content = bytearray(path.read_bytes())
    for place in places[1:]:
        content[place + 40 : place + 44] = b"XXXX"
    path.write_bytes(content)
    run = reextract(tmp_path, *JSON)
    assert run.code == 0
    assert '"captures": 1' in run.out
    lines = run.err.splitlines()
    assert re.fullmatch(rf"{path}: damaged at byte {places[1]}: .+", lines[1])
    assert len(lines) == 12
    assert lines[-1] == "12 damaged records passed over"


def test_a_mistake_in_a_sites_code_names_the_page(tmp_path: Path) -> None:
    crash = page("crash").replace("<html", "<html class='crash'")
    path = archive(tmp_path, [fetched("one"), fetched("crash", minutes=1, body=crash)])
    for jobs in "12":
        run = reextract(tmp_path, "--jobs", jobs)
        assert run.code == 1
        assert "RuntimeError: a mistake in a site's code" in run.err
        assert f"while reading https://news.example/a/crash ({path}, byte " in run.err


def test_a_running_crawl_locks_nobody_out(tmp_path: Path, database_url: str) -> None:
    archive(tmp_path, [fetched("one")])
    with closing(Store(database_url)) as store:
        lock = SpiderLock(store, "example")
        lock.acquire()
        assert counts(reextract(tmp_path, *JSON, url=database_url))["new"] == 1
        lock.release()


def test_killed_and_run_again(tmp_path: Path) -> None:
    whole, killed = (f"sqlite:///{tmp_path}/{name}" for name in ("whole", "killed"))
    archive(tmp_path, [fetched(f"n{n % 150}", minutes=n, body=page(f"n{n % 150}", text=f"{n}.")) for n in range(400)])
    for url in (whole, killed):
        reextract(tmp_path, rules="plain", url=url)
    reextract(tmp_path, url=whole)
    arguments = ("reextract", *SPIDERS, "-s", f"DATABASE_URL={killed}", "--jobs", "2")
    process = subprocess.Popen(
        command_line(*arguments), cwd=tmp_path, env=environment(RULES="clean"), stdout=subprocess.PIPE, text=True
    )
    before = tables(killed)
    with closing(sqlite3.connect(tmp_path / "killed")) as connection:
        while not connection.execute("SELECT count(*) FROM revisions WHERE origins LIKE '%section%'").fetchone()[0]:
            assert process.poll() is None
            time.sleep(0.01)
    process.kill()
    out, _ = process.communicate(timeout=20)  # its workers hold the pipe: it ends when they do
    assert (process.returncode, out) == (-signal.SIGKILL, "")
    assert before != tables(killed) != tables(whole)
    assert reextract(tmp_path, url=killed).code == 0
    assert tables(killed) == tables(whole)


def test_people_see_tables(tmp_path: Path) -> None:
    archive(tmp_path, [fetched(f"n{n}", minutes=n) for n in range(2)])
    reextract(tmp_path, rules="plain")
    run = reextract(tmp_path, "--examples", "1", "--dry-run")
    lines = [line.rstrip() for line in run.out.splitlines()]
    assert lines[0] == "this would change; nothing was written"
    assert re.search(r"example\W+2\W+2\W+2\W+0\W+0\W", run.out)
    start = lines.index("example  section  2 changed")
    assert lines[start + 1 : start + 4] == ["  https://news.example/a/n0", "    -", "    + Kinh tế"]
    assert "    - Thời tiết hôm nay: nắng nhẹ, 25 độ, gió đông n0" in lines
    assert "this changed" in reextract(tmp_path, "--examples", "0").out
    assert "nothing changed" in reextract(tmp_path).out
    assert "no page to read again" in reextract(tmp_path, "--since", "2026-03-09").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--archive", "nowhere"), r"nowhere: no such file or folder; name the archive with --archive FOLDER"),
        (("--archive", "."), r"\.: holds no \.warc\.gz or \.warc file"),
        (("--site", "exampel"), r"no site 'exampel'; did you mean example\?"),
        (("--since", "gestern"), r"--since 'gestern' is no day; type --since 2026-03-07"),
        (("--since", "2026-03-08", "--until", "2026-03-07"), "--since is not before --until"),
        (("--jobs", "0"), r"--jobs '0' is no number from 1 to 9999; type --jobs 2"),
        (("--examples", "x"), r"--examples 'x' is no number from 0"),
        (("example",), r"'example' is no option; name a site with: scrapy reextract --site example"),
        (("--archive", "a.warc.gz", "--dry-run"), r"no such file; set another with -s DATABASE_URL="),
        (("--archive", "a.warc.gz", "-s", "DATABASE_URL="), "DATABASE_URL is empty; name a database"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    if "a.warc.gz" in arguments:
        archive(tmp_path, [fetched("one")]).rename(tmp_path / "a.warc.gz")
    run = reextract(tmp_path, *arguments)
    assert (run.code, run.out) == (2, "")
    assert re.search(message, run.err), run.err
    assert not (tmp_path / "data/news.sqlite3").exists()
