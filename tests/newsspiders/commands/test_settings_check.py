"""`scrapy settings-check` in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsspiders.configuration.keys import KEYS
from tests.newsspiders.running import Run, run_scrapy

WITH_SECRET = 'DATABASE_URL = "postgresql://news:s3cret-word@db/news"\nRETRY_TIMES = 3\n'


def check(folder: Path, *arguments: str, toml: str | None = None, mode: int = 0o600, **extra: str) -> Run:
    if toml is not None:
        (folder / "newsspiders.toml").write_text(toml, "utf-8")
        (folder / "newsspiders.toml").chmod(mode)
    return run_scrapy("settings-check", *arguments, folder=folder, **extra)


def test_all_of_them_and_where_they_are_from(tmp_path: Path) -> None:
    run = check(tmp_path, toml=WITH_SECRET)
    assert (run.code, run.err) == (0, "")
    rows = {line.split()[0]: line for line in run.out.splitlines()}
    assert set(KEYS) <= set(rows)
    assert "'postgresql://news:***@db/news'" in rows["DATABASE_URL"]
    assert rows["LOG_LEVEL"].split() == ["LOG_LEVEL", "'INFO'", "default"]
    assert rows["LOG_ENABLED"].split() == ["LOG_ENABLED", "True", "default"]
    assert rows["PRIVATE_HOSTS_ALLOWED"].split()[1:] == ["'127.0.0.1'", "environment"]
    assert f"file: {tmp_path}/newsspiders.toml" in run.out.splitlines()
    assert "s3cret" not in run.out


def test_as_json_what_was_changed(tmp_path: Path) -> None:
    more = ("-s", "DOWNLOAD_DELAY=5", "-L", "debug", "--logfile", "news.log")
    run = check(tmp_path, "--json", "--changed", *more, toml=WITH_SECRET)
    said = json.loads(run.out)
    file = str(tmp_path / "newsspiders.toml")
    assert said == {
        "file": file,
        "settings": {
            "PRIVATE_HOSTS_ALLOWED": {"value": "127.0.0.1", "from": "environment"},
            "DOWNLOAD_DELAY": {"value": 5.0, "from": "the command line"},
            "RETRY_TIMES": {"value": 3, "from": file},
            "DATABASE_URL": {"value": "postgresql://news:***@db/news", "from": file},
            "LOG_ENABLED": {"value": True, "from": "the command line"},
            "LOG_LEVEL": {"value": "DEBUG", "from": "the command line"},
            "LOG_FILE": {"value": "news.log", "from": "the command line"},
        },
    }
    assert not (tmp_path / "news.log").exists()


def test_without_a_file(tmp_path: Path) -> None:
    assert check(tmp_path).out.splitlines()[0] == "no newsspiders.toml here or above"
    assert json.loads(check(tmp_path, "--json").out)["file"] is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-s", "DOWNLOAD_DELAY=soon"), "DOWNLOAD_DELAY is 'soon'; write a number of seconds, 0 to 1576800000"),
        (("-s", "CRAWL_SITES=vnexpres"), "did you mean vnexpress?"),
        (("-s", "CRAWL_EVERY=30"), "CRAWL_EVERY is '30'; write how often"),
        (("-s", "LOG_FILE=newsspiders.toml/x.log"), "newsspiders.toml is no folder; name a file that you may write to"),
        (("vietnamplus",), "'vietnamplus' is too much; settings-check takes no arguments"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    run = check(tmp_path, *arguments, toml="")
    assert (run.code, run.out) == (2, "")
    assert told in run.err
    assert "Traceback" not in run.err


def test_all_mistakes_at_once_without_secrets(tmp_path: Path) -> None:
    run = check(tmp_path, "-s", "RETRY_TIMES=x", "-s", "DATABASE_URL=x://:s3cret@db", "-s", "LOG_JSON=2")
    assert run.code == 2
    assert all(name in run.err for name in ("RETRY_TIMES is 'x'", "DATABASE_URL; write ", "LOG_JSON is '2'"))
    assert "s3cret" not in run.err


def test_a_file_with_a_secret_that_everybody_may_read_is_warned_of(tmp_path: Path) -> None:
    run = check(tmp_path, "--json", toml=WITH_SECRET, mode=0o644)
    file = tmp_path / "newsspiders.toml"
    assert run.code == 0
    assert run.err == f"{file} holds DATABASE_URL, and everybody on this machine may read it: chmod o= {file}\n"
    assert json.loads(run.out)


@pytest.mark.parametrize(
    ("toml", "mode", "extra"),
    [
        (WITH_SECRET, 0o640, {}),
        ('DATABASE_URL = "postgresql://news@db/news"', 0o644, {}),
        (WITH_SECRET, 0o644, {"NEWSSPIDERS_DATABASE_URL": "postgresql://news:other-word@db/news"}),
    ],
)
def test_others_are_not(tmp_path: Path, toml: str, mode: int, extra: dict[str, str]) -> None:
    run = check(tmp_path, "--json", toml=toml, mode=mode, **extra)
    assert (run.code, run.err) == (0, "")
