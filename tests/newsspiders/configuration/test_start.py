"""What is wrong with the configuration ends every command at its start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings

from tests.newsspiders.running import PROJECT, environment, run_scrapy

MODULES = sorted((PROJECT / "newsspiders" / "commands").glob("*.py"))
COMMANDS = [path.stem for path in MODULES if "class Command(" in path.read_text("utf-8")]


def test_all_that_is_wrong_is_printed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "newsspiders.toml").write_text('RETRY_TIMES = "x"\nRETRY = 1\nDATABASE_URL = "x:s3cret"', "utf-8")
    run = run_scrapy("crawl", "vietnamplus", folder=tmp_path, NEWSSPIDERS_LOG_LEVEL="LOUD")
    assert (run.code, run.out) == (2, "")
    file = tmp_path / "newsspiders.toml"
    told = run.err.splitlines()
    assert [line.partition(";")[0] for line in told] == [
        f"{file}: RETRY_TIMES is 'x'",
        f"{file}: no key RETRY",
        f"{file}: DATABASE_URL",
        "environment: NEWSSPIDERS_LOG_LEVEL is 'LOUD'",
    ]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_ends_with_2_and_no_traceback(tmp_path: Path, command: str) -> None:
    (tmp_path / "newsspiders.toml").write_text("RETRY_TIMES =\n", "utf-8")
    run = run_scrapy(command, folder=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"{tmp_path}/newsspiders.toml: no TOML: Invalid value (at line 1, column ")
    assert "Traceback" not in run.err


@pytest.mark.parametrize("command", COMMANDS)
def test_what_was_typed_and_cannot_be_used_ends_every_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings()
    settings.setmodule("newsspiders.settings")
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", command, "-s", "RETRY_TIMES=x", "-L", "LOUD"], settings)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "RETRY_TIMES is 'x'; write a number of tries, 0 or more" in told
    assert "LOG_LEVEL is 'LOUD'; write one of DEBUG" in told


def test_the_settings_have_what_is_set(tmp_path: Path) -> None:
    (tmp_path / "newsspiders.toml").write_text('CONTACT = "desk@news.example"\nRETRY_TIMES = 7', "utf-8")
    run = run_scrapy("settings", "--get", "RETRY_TIMES", folder=tmp_path, NEWSSPIDERS_RETRY_TIMES="8")
    assert (run.code, run.out) == (0, "8\n")
    run = run_scrapy("settings", "--get", "CONTACT", "-s", "CONTACT=x@news.example", folder=tmp_path)
    assert (run.code, run.out) == (0, "x@news.example\n")


def test_the_servers_profile_has_it_too(tmp_path: Path) -> None:
    code = "from newsspiders import server_settings as s; print(s.ARCHIVE_ENABLED, s.STORE_PATIENCE_SECONDS)"
    extra = environment(NEWSSPIDERS_ARCHIVE_ENABLED="no")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=extra, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False 1800\n"
