"""The log of a crawl, in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.store import Store
from tests.newsspiders.loopback_server import loopback_site
from tests.newsspiders.running import PROJECT, Run, command_line, crawl_loopback, environment, run_scrapy

CRAWL = ("crawl", "vietnamplus", "-a", "limit=1", "-s", f"REPLAY={PROJECT}/fixtures")
KEYS = ["time", "level", "logger", "site", "message"]


def crawl(folder: Path, *more: str, **extra: str) -> Run:
    return run_scrapy(*CRAWL, *more, folder=folder, **extra)


def test_for_people(tmp_path: Path) -> None:
    run = crawl(tmp_path)
    assert run.code == 0
    assert " INFO newsspiders: vietnamplus: 1 article" in run.err
    assert len(run.err.splitlines()) == 1


def test_as_json(tmp_path: Path) -> None:
    run = crawl(tmp_path, NEWSSPIDERS_LOG_JSON="true")
    (said,) = map(json.loads, run.err.splitlines())
    assert list(said) == KEYS
    assert (said["level"], said["logger"], said["site"]) == ("INFO", "newsspiders", "vietnamplus")
    assert said["message"].startswith("vietnamplus: 1 article")


def test_each_level_as_json(tmp_path: Path) -> None:
    run = crawl(tmp_path, "-L", "debug", "-s", "LOG_JSON=yes")
    lines = [json.loads(line) for line in run.err.splitlines()]
    assert {line["level"] for line in lines} >= {"DEBUG", "INFO"}
    assert {"scrapy.core.engine", "newsspiders"} <= {line["logger"] for line in lines}
    assert lines[-1]["site"] == "vietnamplus"


def test_an_exception_is_in_its_line(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.feed("one")
        site.html("/a/one", '<html class="crash"><body><h1>Một</h1></body></html>')
        run = crawl_loopback(site, tmp_path, "-s", "LOG_JSON=1")
    (crash,) = [said for said in map(json.loads, run.err.splitlines()) if "exception" in said]
    assert crash["level"] == "ERROR"
    assert crash["site"] == "loopback"
    assert crash["exception"].startswith("Traceback (most recent call last)")
    assert crash["exception"].endswith("RuntimeError: a mistake in a site's code")


@pytest.mark.parametrize("how", [("--logfile", "a/b/news.log"), ("-s", "LOG_FILE=a/b/news.log")])
def test_into_a_file(tmp_path: Path, how: tuple[str, str]) -> None:
    for _ in range(2):
        assert (run := crawl(tmp_path, *how)).err == ""
        assert run.code == 0
    assert len((tmp_path / "a/b/news.log").read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize("how", [("--nolog",), ("-s", "LOG_ENABLED=0")])
def test_no_log_at_all(tmp_path: Path, how: tuple[str, ...]) -> None:
    run = crawl(tmp_path, *how, NEWSSPIDERS_LOG_FILE="news.log")
    assert (run.code, run.err) == (0, "")
    assert not (tmp_path / "news.log").exists()


def test_commands_without_a_log_stay_silent(tmp_path: Path) -> None:
    run = run_scrapy("list", folder=tmp_path, NEWSSPIDERS_LOG_FILE="news.log")
    assert (run.code, run.err) == (0, "")
    assert not (tmp_path / "news.log").exists()


@pytest.mark.parametrize("form", [("-s", "LOG_JSON=0"), ("-s", "LOG_JSON=1")])
@pytest.mark.parametrize("place", [(), ("-s", "LOG_FILE=news.log")])
def test_no_secret_in_the_log_of_a_run(tmp_path: Path, form: tuple[str, ...], place: tuple[str, ...]) -> None:
    address = "postgresql://news:s3cret%2Fword@127.0.0.1:1/news"
    run = crawl(
        tmp_path, "-L", "DEBUG", *form, *place, NEWSSPIDERS_DATABASE_URL=address, NEWSSPIDERS_CONTACT="a@b.example"
    )
    log = (tmp_path / "news.log").read_text("utf-8") if place else run.err
    assert run.code == 1
    assert "DATABASE_URL" in log
    assert "s3cret" not in run.out + run.err + log


def test_no_secret_in_the_record_of_a_run(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/news.sqlite3"
    page = "https://www.vietnamplus.vn/a-post1.vnp"
    run = crawl(tmp_path, "-a", f"urls={page}?token=s3cret-word", NEWSSPIDERS_DATABASE_URL=database)
    with closing(Store(database)) as store, store.session() as session:
        (record,) = session.last_runs().values()
    assert record.arguments == {"limit": "1", "urls": f"{page}?token=***"}
    assert "s3cret" not in f"{record}{run.err}"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("file/news.log", "is no folder"),
        (".", "it is no file"),
        ("/proc/news.log", "o such file or directory"),
        ("a\\0b", ""),
    ],
)
def test_a_file_that_can_not_be_written_is_told_at_the_start(tmp_path: Path, file: str, told: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "newsspiders.toml").write_text(f'LOG_FILE = "{file}"'.replace("\\0", "\\u0000"), "utf-8")
    run = crawl(tmp_path)
    assert run.code == 2
    assert run.err.startswith("LOG_FILE is ")
    assert told in run.err
    assert "name a file that you may write to" in run.err
    assert len(run.err.splitlines()) == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("LOG_LEVEL", "LOUD"), ("LOG_JSON", "maybe"), ("LOG_FILE_MAX_BYTES", "10 MB")]
)
def test_a_value_that_can_not_be_used_is_told_at_the_start(tmp_path: Path, name: str, value: str) -> None:
    run = crawl(tmp_path, "-s", "LOG_FILE=news.log", "-s", f"{name}={value}")
    assert run.code == 2
    assert f"{name} is {value!r}; write " in run.err
    assert "Traceback" not in run.err


def test_a_full_disk_is_told_once_and_does_not_end_the_crawl(tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    arguments = command_line(*CRAWL, "-L", "DEBUG", "-s", "LOG_FILE=news.log")
    done = subprocess.run(
        arguments,
        cwd=tmp_path,
        env=environment(NEWSSPIDERS_DATABASE_URL=""),
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == f"LOG_FILE {tmp_path}/news.log: File too large; lines are lost until it can be written\n"
    assert 1_000 < (tmp_path / "news.log").stat().st_size <= 2_000
