"""`scrapy prune` in a process of its own, over real WARC files and stores."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from newsspiders.archive.files import WarcFiles, is_being_written
from newsspiders.archive.index import load_index
from newsspiders.archive.records import Exchange, pack_records, warcinfo_record
from newsspiders.pruned import is_pruned
from newsspiders.store import Store
from newsspiders.store.schema import articles, profiles, revisions, runs
from tests.newsspiders.articles import make_item
from tests.newsspiders.loopback_server import hold_back, loopback_site
from tests.newsspiders.reextraction.archives import counts, fetched, page, reextract, tables
from tests.newsspiders.running import Run, command_line, crawl_loopback, environment, loopback_arguments, run_scrapy

NOW = datetime.now(UTC)
ALL = ("--archive", "90d", "--revisions", "90d", "--removed", "12w", "--runs", "1y")


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def prune(folder: Path, *arguments: str, url: str = "", **extra: str) -> Run:
    database = ("-s", f"DATABASE_URL={url}") if url else ()
    return run_scrapy("prune", *database, *arguments, folder=folder, **extra)


def told(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run.out)
    return found


def warc(folder: Path, *exchanges: Exchange, software: str = "newsspiders/1", site: str = "example") -> Path:
    """A file of the archive, begun with its first answer."""
    begun = exchanges[0].fetched_at
    path = folder / "data/archive" / f"{site}-{begun:%Y%m%d%H%M%S}-00000-7.warc.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    about = warcinfo_record(filename=path.name, created_at=begun, about={"software": software})
    path.write_bytes(pack_records([about, *(record for one in exchanges for record in one.records())]))
    return path


def answer(name: str, days: float, **given: Any) -> Exchange:
    return replace(fetched(name, **given), fetched_at=days_ago(days))


def fill(url: str) -> None:
    """One article with a text of each of these days, and runs of each."""
    with closing(Store(url)) as store:
        for days in (400, 200, 100, 60, 20, 10):
            store.save(make_item(fetched_at=days_ago(days), lead=f"{days} ngày."))
            with store.session() as session:
                for spider in ("vietnamplus", "cri"):
                    run_id = session.start_run(spider=spider, arguments={}, pid=1, host="here", now=days_ago(days))
                    ended: dict[str, Any] = {"reason": "finished", "summary": "", "counts": {}, "sources": []}
                    session.finish_run(run_id, now=days_ago(days), is_healthy=True, **ended)


def numbers(url: str) -> dict[str, int]:
    """How many rows there are; of `removed`, how many are whole."""
    with closing(Store(url)) as store, store.read() as session:
        connection = session._connection
        whole = [
            removed
            for table in (articles, revisions)
            for removed in connection.execute(select(table.c.removed)).scalars()
            if not is_pruned(removed)
        ]
        counted = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (articles, revisions, runs, profiles)
        }
    return {**counted, "removed": len(whole)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive: old files with and without an index, one that is old in part, a young one, and foreign ones."""
    for path in (warc(tmp_path, answer("a", 300), answer("b", 200)), warc(tmp_path, answer("c", 91))):
        load_index(path)
    warc(tmp_path, answer("d", 95), answer("e", 5))
    warc(tmp_path, answer("f", 60))
    warc(tmp_path, answer("g", 400), software="Wget/1.21", site="wget")
    shutil.copy(warc(tmp_path, answer("h", 300), site="crawl"), tmp_path / "data/archive/kept-for-the-court.warc.gz")
    (tmp_path / "data/archive/readme.txt").write_text("Không xoá.")
    return tmp_path


def files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "data/archive").iterdir()}


def test_a_dry_run_says_what_would_go_and_deletes_nothing(folder: Path, database_url: str) -> None:
    fill(database_url)
    before, had = numbers(database_url), files(folder)
    run = prune(folder, *ALL, url=database_url)
    assert (run.code, run.err) == (0, "")
    assert "nothing was deleted; scrapy prune --yes" in run.out
    found = told(prune(folder, *ALL, "--json", url=database_url))
    assert [(old["kind"], old["site"], old["count"]) for old in found["old"]] == [
        ("archive", "crawl", 1),
        ("archive", "example", 2),
        ("revisions", "vietnamplus", 3),
        ("runs", "cri", 1),
        ("runs", "vietnamplus", 1),
    ]
    assert found["dry_run"] is True
    of_site = next(old for old in found["old"] if old["site"] == "example")
    assert (of_site["oldest"], of_site["newest"]) == tuple(str(days_ago(days)).replace(" ", "T") for days in (300, 91))
    assert of_site["size_bytes"] > 1000
    assert numbers(database_url) == before
    assert {name for name in files(folder) if not name.endswith(".cdxj")} == {
        name for name in had if not name.endswith(".cdxj")
    }


def test_yes_does_it_and_a_second_time_nothing_is_left(folder: Path, database_url: str) -> None:
    fill(database_url)
    run = prune(folder, *ALL, "--removed", "30d", "--yes", "--json", url=database_url)
    assert (run.code, run.err) == (0, "")
    assert told(run)["deleted"] == {"archive": 3, "revisions": 3, "removed": 1, "runs": 2}
    assert numbers(database_url) == {"articles": 1, "revisions": 2, "runs": 10, "profiles": 0, "removed": 2}
    left = {name for name in files(folder) if not name.endswith(".cdxj")}
    assert left == {
        "readme.txt",
        "kept-for-the-court.warc.gz",
        f"wget-{days_ago(400):%Y%m%d%H%M%S}-00000-7.warc.gz",
        f"example-{days_ago(95):%Y%m%d%H%M%S}-00000-7.warc.gz",
        f"example-{days_ago(60):%Y%m%d%H%M%S}-00000-7.warc.gz",
    }
    assert {name.removesuffix(".cdxj") for name in files(folder)} == left
    with closing(Store(database_url)) as store:
        assert store.rows()[0]["revision"] == 6
    again = told(prune(folder, *ALL, "--removed", "30d", "--yes", "--json", url=database_url))
    assert again["old"] == []
    assert set(again["deleted"].values()) == {0}


def test_without_a_period_nothing_goes(folder: Path) -> None:
    fill(f"sqlite:///{folder}/data/news.sqlite3")
    had = files(folder)
    run = prune(folder, "--yes")
    assert (run.code, run.err) == (0, "")
    assert "WARC files: kept for ever; set KEEP_ARCHIVE, or type --archive 90d" in run.out
    assert "nothing is old" in run.out
    assert files(folder) == had


def test_periods_come_from_settings_and_options_win(folder: Path) -> None:
    fill(f"sqlite:///{folder}/data/news.sqlite3")
    settings = {"NEWSSPIDERS_KEEP_REVISIONS": "1y", "NEWSSPIDERS_KEEP_RUNS": "90d"}
    found = told(prune(folder, "--json", "--runs", "", **settings))
    assert found["keep_days"] == {"revisions": 365}
    assert [(old["kind"], old["count"]) for old in found["old"]] == [("revisions", 1)]


def test_a_file_that_is_being_written_stays(tmp_path: Path) -> None:
    fill(f"sqlite:///{tmp_path}/data/news.sqlite3")
    young = WarcFiles(tmp_path / "data/archive", prefix="example", max_file_bytes=10**6, about={"software": "x"})
    young.append(b"")
    (path,) = (tmp_path / "data/archive").iterdir()
    assert is_being_written(path)
    old = path.rename(path.with_name("example-20200101000000-00000-7.warc.gz"))
    old.write_bytes(warc(tmp_path, answer("a", 300)).read_bytes())
    assert told(prune(tmp_path, "--archive", "90d", "--json", "--yes"))["deleted"] == {"archive": 1}
    assert files(tmp_path) == {old.name}
    young.abandon()
    assert not is_being_written(old)
    assert told(prune(tmp_path, "--archive", "90d", "--json", "--yes"))["deleted"] == {"archive": 1}


def test_damage_makes_a_file_as_young_as_its_last_change(tmp_path: Path) -> None:
    fill(f"sqlite:///{tmp_path}/data/news.sqlite3")
    path = warc(tmp_path, answer("a", 300), answer("b", 299))
    path.write_bytes(path.read_bytes()[:-20])
    assert told(prune(tmp_path, "--archive", "90d", "--json"))["old"] == []


def test_a_file_that_can_not_be_deleted_is_named_and_the_rest_goes(folder: Path, database_url: str) -> None:
    fill(database_url)
    stuck = folder / f"data/archive/example-{days_ago(91):%Y%m%d%H%M%S}-00000-7.warc.gz.cdxj"
    stuck.unlink()
    stuck.mkdir()  # what nobody can unlink
    run = prune(folder, *ALL, "--yes", "--json", url=database_url)
    assert run.code == 1
    assert run.err == f"data/archive/{stuck.name.removesuffix('.cdxj')}: can't be deleted (Is a directory)\n"
    assert told(run)["deleted"] == {"archive": 2, "revisions": 3, "removed": 0, "runs": 2}


def test_a_clock_that_is_a_year_ahead_deletes_nothing(tmp_path: Path, database_url: str) -> None:
    """To the program, a clock that jumped looks like a store that rested: all is old, but for the runs since."""
    with closing(Store(database_url)) as store:
        for days in (420, 400, 380, 0.01):
            store.save(make_item(fetched_at=days_ago(days), lead=f"{days} ngày."))
    before = numbers(database_url)
    dry = prune(tmp_path, "--revisions", "90d", url=database_url)
    assert dry.code == 0
    assert "nothing was crawled in the first half of the time that is kept" in dry.err
    refused = prune(tmp_path, "--revisions", "90d", "--yes", url=database_url)
    assert refused.code == 1
    assert f"The clock of this machine says {datetime.now(UTC):%Y-%m-%d}" in refused.err
    assert numbers(database_url) == before
    run = prune(tmp_path, "--revisions", "90d", "--yes", "--everything", url=database_url)
    assert (run.code, run.err) == (0, "")
    assert numbers(database_url)["revisions"] == 0


def test_articles_whose_pages_were_pruned_stay_as_they_are(folder: Path) -> None:
    url = f"sqlite:///{folder}/data/news.sqlite3"
    assert reextract(folder, "--json", rules="plain").code == 0
    before = tables(url)
    assert told(prune(folder, "--archive", "90d", "--yes", "--json"))["deleted"] == {"archive": 3}
    assert tables(url) == before
    run = reextract(folder, "--json")
    assert run.code == 0
    assert counts(run)["captures"] == 5
    assert len(tables(url)["articles"]) == len(before["articles"])


def test_a_reextraction_says_nothing_of_pruned_pieces_and_brings_them_again_with_what_changed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/news.sqlite3"
    warc(tmp_path, answer("a", 300), answer("a", 80), answer("b", 300), answer("b", 70, body=page("b", text="Mới.")))
    warc(tmp_path, answer("c", 40))
    reextract(tmp_path, "--json")
    assert told(prune(tmp_path, "--removed", "60d", "--yes", "--json"))["deleted"] == {"removed": 3}
    before = tables(url)
    assert counts(reextract(tmp_path, "--json", "--dry-run")) == {"captures": 5, "articles": 5}
    assert counts(reextract(tmp_path, "--json")) == {"captures": 5, "articles": 5}
    assert [row["revision"] for row in tables(url)["articles"]] == [1, 2, 1]
    assert [row["content_hash"] for row in tables(url)["articles"]] == [
        row["content_hash"] for row in before["articles"]
    ]
    changed = counts(reextract(tmp_path, "--json", rules="plain"))
    assert changed["changed"] >= 4
    assert not any(is_pruned(row["removed"]) for name in ("articles", "revisions") for row in tables(url)[name])


def test_beside_a_running_crawl(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(40)]
    with loopback_site() as site:
        site.feed(*names)
        for name in names:
            site.article(name)
        is_over = hold_back(site, names[-1])
        first = crawl_loopback(site, tmp_path, "-a", "limit=1")
        assert first.code == 0, first.err
        fill(first.database)
        warc(tmp_path, answer("a", 300), site="loopback")
        arguments = loopback_arguments(
            "-s", "ARCHIVE_ENABLED=1", "-s", "DOWNLOAD_DELAY=0.1", "-s", "AUTOTHROTTLE_ENABLED=0"
        )
        crawl = subprocess.Popen(
            command_line(*arguments),
            cwd=tmp_path,
            env=environment(LOOPBACK_SERVER=site.url),
            stderr=subprocess.PIPE,
            text=True,
        )
        with crawl:
            while len(site.asked) < 10 and crawl.poll() is None:
                time.sleep(0.01)
            run = prune(tmp_path, *ALL, "--yes", "--json")
            assert crawl.poll() is None
            is_over.set()
            _, said = crawl.communicate(timeout=60)
    assert (crawl.returncode, run.code) == (0, 0), said + run.err
    assert told(run)["deleted"] == {"archive": 1, "revisions": 3, "removed": 0, "runs": 2}
    assert numbers(first.database)["articles"] == len(names) + 1
    (written,) = (name for name in files(tmp_path) if name.endswith(".warc.gz"))
    assert len([one for one in load_index(tmp_path / "data/archive" / written).entries if one.status == 200]) >= 39


def fill_much(url: str) -> None:
    """So much that pruning takes a while."""
    fill(url)
    with closing(Store(url)) as store, store.session() as session:
        connection = session._connection
        row = dict(connection.execute(select(revisions).limit(1)).mappings().one())
        copies: Sequence[dict[str, Any]] = [
            {**row, "id": 1000 + number, "revision": 1000 + number} for number in range(5000)
        ]
        connection.execute(revisions.insert(), copies)


def test_stopped_and_run_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/news.sqlite3"
    fill_much(url)
    arguments = command_line("prune", "--revisions", "90d", "--yes")
    with subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL) as process:
        while numbers(url)["revisions"] > 4500 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
    assert process.returncode == -signal.SIGTERM
    assert 2 < numbers(url)["revisions"] < 5000
    assert prune(tmp_path, "--revisions", "90d", "--yes").code == 0
    assert numbers(url)["revisions"] == 2


@pytest.mark.parametrize("more", [(), ("--compact",)])
def test_a_store_that_fails_in_the_middle(tmp_path: Path, more: Sequence[str]) -> None:
    """What was deleted is told all the same; what is free in a file that is gone, nobody knows."""
    url = f"sqlite:///{tmp_path}/data/news.sqlite3"
    fill_much(url)
    arguments = ("prune", "--revisions", "90d", "--yes", "--json", "-s", "STORE_PATIENCE_SECONDS=0", *more)
    with (
        closing(sqlite3.connect(tmp_path / "data/news.sqlite3")) as watching,
        subprocess.Popen(
            command_line(*arguments),
            cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as process,
    ):  # fmt: skip
        while watching.execute("SELECT count(*) FROM revisions").fetchone()[0] > 4500 and process.poll() is None:
            time.sleep(0.01)
        (tmp_path / "data").rename(tmp_path / "away")
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    done = json.loads(out)
    assert 0 < done["deleted"]["revisions"] < 5000
    assert done["free_bytes"] is None
    (problem,) = done["problems"]
    assert "the database was deleted or moved away" in problem
    assert f"{problem}\n" in err
    assert "Traceback" not in err


def test_a_store_that_stays_locked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/news.sqlite3"
    fill(url)
    warc(tmp_path, answer("a", 300))
    with closing(sqlite3.connect(tmp_path / "data/news.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        run = prune(tmp_path, *ALL, "--yes", "-s", "STORE_PATIENCE_SECONDS=0")
        other.execute("ROLLBACK")
    assert run.code == 1
    assert "database is locked; waiting\n" in run.err
    assert "what was deleted before is; run it again\n" in run.err
    assert "deleted: 1 WARC files, 0 former texts of articles" in run.out
    assert numbers(url)["revisions"] == 5


def test_compact_gives_back_what_is_free(tmp_path: Path) -> None:
    database = tmp_path / "data/news.sqlite3"
    fill(f"sqlite:///{database}")
    with closing(Store(f"sqlite:///{database}")) as store:
        for number in range(200):
            fetched_at = days_ago(99) + timedelta(minutes=number)
            store.save(make_item(fetched_at=fetched_at, lead=f"{number} " * 2000, canonical_url="https://x.vn/a"))
    freed = told(prune(tmp_path, "--revisions", "90d", "--yes", "--json"))["free_bytes"]
    size = database.stat().st_size
    assert freed > 10**6
    run = prune(tmp_path, "--yes", "--compact")
    assert (run.code, run.err) == (0, "")
    assert "of the database were given back" in run.out
    assert database.stat().st_size < size - 10**6


def test_postgresql_needs_no_compact(tmp_path: Path, postgres_url: str) -> None:
    fill(postgres_url)
    run = prune(tmp_path, "--yes", "--compact", url=postgres_url)
    assert run.code == 2
    assert "PostgreSQL does it by itself" in run.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("x",), "'x' is no option; see: scrapy prune --help"),
        (("--archive", "3m"), "--archive is '3m'; write a number and d, w or y (days, weeks, years): 90d"),
        (("-s", "KEEP_RUNS=0d"), "KEEP_RUNS is '0d'; write a number and d, w or y"),
        (("--compact",), "--everything and --compact go with --yes"),
        (("-s", "DATABASE_URL="), "DATABASE_URL is empty"),
        (("-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), "no such file"),
        (("-s", "DATABASE_URL=postgresql://127.0.0.1:1/news"), "127.0.0.1:1"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    fill(f"sqlite:///{tmp_path}/data/news.sqlite3")
    run = prune(tmp_path, *arguments)
    assert run.code == 2
    assert message in run.err
    assert "Traceback" not in run.err
