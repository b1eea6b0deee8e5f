"""File and environment -> values, and everything that is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.configuration.keys import KEYS
from newsspiders.configuration.load import Configuration, load

FILE = "newsspiders.toml"


def read(folder: Path, text: str | bytes = "", **environ: str) -> Configuration:
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(environ, folder=folder)


def test_nothing_set(tmp_path: Path) -> None:
    found = load({"HOME": "/", "NEWSSPIDERSX": "1"}, folder=tmp_path)
    assert found == Configuration(values={}, origins={}, problems=(), file=None)


def test_values_and_where_they_are_from(tmp_path: Path) -> None:
    found = read(tmp_path, 'CONTACT = "a@b.example"\nRETRY_TIMES = 3\n', NEWSSPIDERS_LOG_JSON="true")
    assert found.values == {"CONTACT": "a@b.example", "RETRY_TIMES": 3, "LOG_JSON": True}
    file = str(tmp_path / FILE)
    assert found.origins == {"CONTACT": file, "RETRY_TIMES": file, "LOG_JSON": "environment"}
    assert (found.problems, found.file) == ((), tmp_path / FILE)


def test_the_environment_wins(tmp_path: Path) -> None:
    found = read(tmp_path, "RETRY_TIMES = 3", NEWSSPIDERS_RETRY_TIMES="5")
    assert found.values == {"RETRY_TIMES": 5}
    assert found.origins == {"RETRY_TIMES": "environment"}


def test_the_nearest_file_above(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("RETRY_TIMES = 1", "utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert load({}, folder=inner).file == tmp_path / FILE
    (tmp_path / "a" / FILE).write_text("RETRY_TIMES = 2", "utf-8")
    assert load({}, folder=inner).values == {"RETRY_TIMES": 2}


def test_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("RETRY_TIMES = 7", "utf-8")
    found = read(tmp_path, "RETRY_TIMES = 3", NEWSSPIDERS_CONFIG=str(tmp_path / "other.toml"))
    assert (found.values, found.file) == ({"RETRY_TIMES": 7}, tmp_path / "other.toml")


def test_no_file_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, "NO TOML", NEWSSPIDERS_CONFIG="") == load({}, folder=Path("/"))


def test_a_mark_at_the_beginning_of_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfRETRY_TIMES = 3").values == {"RETRY_TIMES": 3}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('CONTACT = "a"\n\nRETRY_TIMES = \n', "line 3"),
        ("CONTACT = a@b", "line 1"),
        ("RETRY_TIMES = 1\nRETRY_TIMES = 2\n", "line 2"),
        (f"RETRY_TIMES = {'9' * 5000}", "no TOML"),
        (f"RETRY_TIMES = {'[' * 5000}", "no TOML"),
        ('CONTACT = "báo"'.encode("latin-1"), "not UTF-8 text; save it as UTF-8"),
        (b"\x00\xff", "not UTF-8"),
    ],
)
def test_no_toml(tmp_path: Path, text: str | bytes, told: str) -> None:
    found = read(tmp_path, text, NEWSSPIDERS_RETRY_TIMES="5")
    (problem,) = found.problems
    assert problem.startswith(f"{tmp_path}/{FILE}: ")
    assert told in problem
    assert len(problem.splitlines()) == 1


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    (problem,) = load({}, folder=tmp_path).problems
    assert problem.startswith(f"{tmp_path}/{FILE}: Is a directory; NEWSSPIDERS_CONFIG names the file")


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to("/proc/self/mem")  # which nobody can, root neither
    (problem,) = load({}, folder=tmp_path).problems
    assert "Input/output error; NEWSSPIDERS_CONFIG names the file" in problem


def test_a_link_that_leads_nowhere_is_not_no_file(tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to(tmp_path / "moved.toml")
    (problem,) = load({}, folder=tmp_path).problems
    assert f"{tmp_path / FILE}: No such file or directory" in problem


def test_a_named_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "RETRY_TIMES = 3", NEWSSPIDERS_CONFIG="/no/such.toml").problems
    assert problem.startswith("/no/such.toml: No such file or directory; NEWSSPIDERS_CONFIG names the file")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "RETRY_TIME = 3",
            "no key RETRY_TIME; did you mean RETRY_TIMES? (what else Scrapy has is set with -s NAME=VALUE)",
        ),
        ("retry_times = 3", "no key retry_times; did you mean RETRY_TIMES?"),
        ("QQQQ = 3", "no key QQQQ; `scrapy settings-check` lists those there are"),
        ("[RETRY_TIMES]\nvalue = 3", "RETRY_TIMES is {'value': 3}; write a number of tries, 0 or more"),
        ("[crawl]\nRETRY_TIMES = 3", "no key crawl; "),
        ("RETRY_TIMES = 1.5", "RETRY_TIMES is 1.5; write a number of tries, 0 or more"),
        ("CONTACT = 2026-03-07", "CONTACT is datetime.date(2026, 3, 7); write text, in quotes"),
        ("CRAWL_EVERY = 30", "CRAWL_EVERY is 30; write how often all sites are crawled"),
    ],
)
def test_what_is_wrong_in_a_file(tmp_path: Path, text: str, told: str) -> None:
    (problem,) = read(tmp_path, text).problems
    assert problem.startswith(f"{tmp_path}/{FILE}: {told}")


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("NEWSSPIDERS_CONTAKT", "a", "environment: no key NEWSSPIDERS_CONTAKT; did you mean CONTACT?"),
        ("NEWSSPIDERS_", "a", "environment: no key NEWSSPIDERS_; `scrapy settings-check` lists"),
        (
            "NEWSSPIDERS_RETRY_TIMES",
            "x",
            "environment: NEWSSPIDERS_RETRY_TIMES is 'x'; write a number of tries, 0 or more",
        ),
        ("NEWSSPIDERS_LOG_JSON", "", "environment: NEWSSPIDERS_LOG_JSON is ''; write true or false"),
    ],
)
def test_what_is_wrong_in_the_environment(tmp_path: Path, variable: str, value: str, told: str) -> None:
    (problem,) = load({variable: value}, folder=tmp_path).problems
    assert problem.startswith(told)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    found = read(tmp_path, "RETRY_TIMES = 0.5\nNOTHING = 1\nLOG_JSON = true", NEWSSPIDERS_LOG_LEVEL="LOUD")
    assert len(found.problems) == 3
    assert found.values == {"LOG_JSON": True}


@given(secret=st.text("abcdefgh0123456789:/@-", min_size=8, max_size=30))
@pytest.mark.parametrize("name", [name for name, key in KEYS.items() if key.is_secret])
def test_no_message_has_a_secret(name: str, secret: str) -> None:
    environ = {f"NEWSSPIDERS_{name}": f"mysql://news:{secret}@db/news", "NEWSSPIDERS_CONFIG": ""}
    assert not [problem for problem in load(environ, folder=Path("/")).problems if secret in problem]


def test_a_secret_that_can_not_be_used_is_not_shown(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, 'DATABASE_URL = "mysql://news:s3cret@db/news"').problems
    assert problem.startswith(f"{tmp_path}/{FILE}: DATABASE_URL; write sqlite:///folder/news.sqlite3, or ")
    assert "s3cret" not in problem
