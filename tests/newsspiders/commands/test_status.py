"""`scrapy status` in a process of its own."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from newsspiders.overview.status import TroubleCode
from newsspiders.store import Store
from tests.newsspiders.articles import make_item
from tests.newsspiders.loopback_server import loopback_site
from tests.newsspiders.running import PROJECT, Run, command_line, environment, loopback_arguments, run_scrapy

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
Put = Callable[..., None]


def status(folder: Path, *arguments: str, **extra: str) -> Run:
    return run_scrapy("status", *arguments, folder=folder, **extra)


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Put down a run that began so long ago."""

    def put_run(spider: str, ago: timedelta, *, why: str = "", ends: bool = True, pid: int = 2**22 + 1) -> None:
        now = datetime.now(UTC) - ago
        with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store, store.session() as session:
            run_id = session.start_run(spider=spider, arguments={}, pid=pid, host="here", now=now)
            if ends:
                facts: dict[str, Any] = {"reason": "finished", "is_healthy": not why, "summary": why or "1 article"}
                session.finish_run(run_id, now=now + MINUTE, counts={"articles": 1}, sources=(), **facts)

    return put_run


def test_a_crawl_and_its_status(tmp_path: Path) -> None:
    crawl = ("crawl", "vietnamplus", "-a", "limit=2", "-s", f"REPLAY={PROJECT / 'fixtures'}")
    assert run_scrapy(*crawl, folder=tmp_path).code == 0
    run = status(tmp_path)
    assert (run.code, run.err) == (0, "")
    head, row = run.out.splitlines()
    assert " ".join(head.split()) == "site last run newest a day by day failed warned queue next"
    assert row.startswith("vietnamplus  healthy")
    assert "······█" in row


def test_those_that_need_a_look_come_first_and_end_it_with_1(tmp_path: Path, put: Put) -> None:
    put("cri", 10 * MINUTE)
    put("vov", 10 * MINUTE, why="no source could be read")
    put("tuoitre", 9 * HOUR)
    run = status(tmp_path)
    assert (run.code, run.err) == (1, "")
    assert run.out.splitlines()[:4] == [
        "Look at 2 of 3; scrapy doctor SITE finds the cause:",
        "tuoitre          overdue: crawled 9 h ago, to be crawled every 30 min",
        "vov              no source could be read",
        "",
    ]
    assert [line.split()[0] for line in run.out.splitlines()[5:]] == ["tuoitre", "vov", "cri"]
    assert status(tmp_path, "cri").code == 0
    assert status(tmp_path, "tuoitre", NEWSSPIDERS_CRAWL_EVERY="30m, tuoitre=1d").code == 0


def test_as_json(tmp_path: Path, put: Put) -> None:
    put("vov", 10 * MINUTE, why="no source could be read")
    run = status(tmp_path, "--json", "--days", "3")
    assert run.code == 1
    told = json.loads(run.out)
    assert datetime.fromisoformat(told["now"]).utcoffset() == timedelta(0)
    (site,) = told["sites"]
    assert (told["days"], site["site"], site["needs_look"]) == (3, "vov", True)
    assert site["troubles"] == [{"code": "unhealthy", "words": "no source could be read"}]
    assert (site["last_run"]["state"], site["last_run"]["why"]) == ("unhealthy", "no source could be read")
    assert site["new_by_day"] == [0, 0, 0]
    assert site["interval_seconds"] == 1800


def test_every_name_of_the_json_is_documented(tmp_path: Path, put: Put) -> None:
    put("vov", 10 * MINUTE)
    told = json.loads(status(tmp_path, "--json").out)
    page = (PROJECT / "docs" / "watching.md").read_text("utf-8")
    named = page.partition("## Status")[2].partition("\n## ")[0]
    (site,) = told["sites"]
    for name in (*told, *site, *site["last_run"]):
        assert f"`{name}`" in named, name


def test_every_trouble_is_documented() -> None:
    page = (PROJECT / "docs" / "watching.md").read_text("utf-8")
    table = page.partition("| code | what happened |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([a-z-]+)`", table, re.MULTILINE)) == set(get_args(TroubleCode))


def test_the_sites_of_the_timetable_are_told_crawled_or_not(tmp_path: Path, put: Put) -> None:
    put("cri", 10 * MINUTE)
    put("vov", 10 * MINUTE, why="not on the timetable")
    run = status(tmp_path, NEWSSPIDERS_CRAWL_SITES="cri,tuoitre")
    assert run.code == 1
    assert run.out.splitlines()[:3] == [
        "Look at 1 of 2; scrapy doctor SITE finds the cause:",
        "tuoitre          never crawled",
        "",
    ]
    assert "vov" not in run.out


def test_a_clock_that_was_ahead(tmp_path: Path, put: Put) -> None:
    put("cri", -3 * DAY)
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store:
        store.save(make_item(site="cri", fetched_at=datetime.now(UTC) + 3 * DAY))
    run = status(tmp_path)
    assert run.code == 1
    assert "the last run is dated 2 d from now; is the clock right?" in run.out
    assert "-" not in run.out.splitlines()[-1].replace(" - ", "")
    assert "in 2 d" in run.out.splitlines()[-1]


def test_a_run_that_goes_on_and_the_same_when_it_was_killed(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.feed(*(f"n{number}" for number in range(50)))
        slowly = ("-s", "DOWNLOAD_DELAY=1", "-s", "AUTOTHROTTLE_ENABLED=0")
        with subprocess.Popen(
            command_line(*loopback_arguments(*slowly)),
            cwd=tmp_path,
            env=environment(LOOPBACK_SERVER=site.url),
            stderr=subprocess.DEVNULL,
        ) as process:
            deadline = time.monotonic() + 30
            while "/feed.xml" not in site.paths:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            running = status(tmp_path)
            process.send_signal(signal.SIGKILL)
    assert (running.code, running.err) == (0, "")
    assert "running" in running.out
    killed = status(tmp_path)
    assert killed.code == 1
    assert f"the last run was killed (pid {process.pid} on " in killed.out


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_an_empty_store(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "data").mkdir()
    Store(f"sqlite:///{tmp_path}/data/news.sqlite3").close()
    run = status(tmp_path, *arguments)
    assert (run.code, run.err) == (1, "")
    assert "nothing was crawled" in run.out or json.loads(run.out)["sites"] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("vietnamplu",), "did you mean vietnamplus?"),
        (("--days", "0"), "type --days 7"),
        (("--days", "367"), "type --days 7"),
        (("-s", "CRAWL_SITES=tuoitr"), "did you mean tuoitre?"),
        (("-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), "no such file"),
        (("-s", "DATABASE_URL="), "DATABASE_URL is empty"),
        (("-s", "DATABASE_URL=postgresql://nobody@127.0.0.1:1/news"), "127.0.0.1"),
    ],
)
def test_mistakes(tmp_path: Path, put: Put, arguments: tuple[str, ...], told: str) -> None:
    put("cri", MINUTE)
    run = status(tmp_path, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err


def test_help_is_enough_to_start(tmp_path: Path) -> None:
    told = status(tmp_path, "--help").out
    assert "--json" in told
    assert "Exit codes: 0 all are well" in " ".join(told.split())
