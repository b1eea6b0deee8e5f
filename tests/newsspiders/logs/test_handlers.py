"""Where lines go: several processes to one file, and what happens when it can't be written."""

from __future__ import annotations

import gzip
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from newsspiders.logs.handlers import LogFile, Stderr, problem_of
from tests.newsspiders.running import environment

WRITER = """
import logging, sys
from pathlib import Path
from newsspiders.logs.handlers import LogFile
logging.root.addHandler(LogFile(Path("news.log"), max_bytes=20_000, kept=50, encoding="utf-8"))
for number in range(500):
    logging.warning("%s %d %s", sys.argv[1], number, "ạ" * 40)
"""


def make_record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("news", logging.WARNING, "place.py", 7, message, arguments, None)


def test_several_processes_write_and_rotate_one_file_and_no_line_is_lost(tmp_path: Path) -> None:
    names = ["one", "two", "three"]
    arguments = [[sys.executable, "-W", "error", "-c", WRITER, name] for name in names]
    running = [subprocess.Popen(one, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE) for one in arguments]
    assert [process.communicate(timeout=60)[1] for process in running] == [b"", b"", b""]
    full = sorted(tmp_path.glob("news.log.*"))
    assert len(full) > 5
    assert {path.suffix for path in full} == {".gz"}
    texts = [gzip.decompress(path.read_bytes()).decode() for path in full]
    lines = "".join([*texts, (tmp_path / "news.log").read_text("utf-8")]).splitlines()
    assert sorted(lines) == sorted(f"{name} {number} {'ạ' * 40}" for name in names for number in range(500))


def test_no_more_than_are_kept(tmp_path: Path) -> None:
    handler = LogFile(tmp_path / "news.log", max_bytes=200, kept=2, encoding="utf-8")
    for number in range(100):
        handler.handle(make_record("line %d", number))
    handler.close()
    assert sorted(path.name for path in tmp_path.glob("news*")) == ["news.log", "news.log.1.gz", "news.log.2.gz"]


def test_a_file_that_is_not_to_be_rotated_grows(tmp_path: Path) -> None:
    handler = LogFile(tmp_path / "news.log", max_bytes=0, kept=2, encoding="utf-8")
    for number in range(100):
        handler.handle(make_record("line %d", number))
    handler.close()
    assert len((tmp_path / "news.log").read_text("utf-8").splitlines()) == 100


def test_surrogates_are_written_as_something(tmp_path: Path) -> None:
    handler = LogFile(tmp_path / "news.log", max_bytes=0, kept=0, encoding="utf-8")
    handler.handle(make_record("a \ud800 b"))
    handler.close()
    assert (tmp_path / "news.log").read_text("utf-8") == "a ? b\n"


def test_a_log_call_that_is_wrong_is_told_without_its_arguments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handlers: list[logging.Handler] = [Stderr(), LogFile(tmp_path / "news.log", max_bytes=0, kept=0, encoding="utf-8")]
    for handler in handlers:
        handler.handle(make_record("%d articles", "s3cret"))
        handler.close()
    assert capsys.readouterr().err == "place.py:7: no line of a log: TypeError\n" * 2


def test_stderr_is_the_one_of_the_moment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    handler = Stderr()
    with (tmp_path / "display").open("w") as display:
        monkeypatch.setattr(sys, "stderr", display)
        handler.handle(make_record("above the line"))
    assert (tmp_path / "display").read_text("utf-8") == "above the line\n"


def test_what_can_not_be_a_log(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert problem_of(tmp_path) == "it is no file"
    assert problem_of(tmp_path / "file" / "news.log") == f"{tmp_path}/file is no folder"
    assert problem_of(Path("/dev/null")) == "it is no file"
    assert problem_of(tmp_path / "new" / "folder" / "news.log") is None
    assert problem_of(tmp_path / "file") is None
    assert not (tmp_path / "new").exists()
