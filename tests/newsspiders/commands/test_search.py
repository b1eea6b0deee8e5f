"""`scrapy search` in a process of its own."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.store import Store
from tests.newsspiders.articles import make_item
from tests.newsspiders.running import Run, run_scrapy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    with closing(Store(f"sqlite:///{folder}/data/news.sqlite3")) as store:
        store.save(make_item(title="Đà Nẵng đón bão [7]"))
    return folder


def search(folder: Path, *arguments: str) -> Run:
    return run_scrapy("search", *arguments, folder=folder)


def test_found(folder: Path) -> None:
    run = search(folder, "da", "nang")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[:3] == [
        "Đà Nẵng đón bão [7]  vietnamplus, 2026-03-07",
        "https://www.vietnamplus.vn/a-post1.vnp",
        "Sáng nay. Một. Hai.",
    ]


def test_as_json(folder: Path) -> None:
    run = search(folder, "bao", "--json", "--site", "vietnamplus", "--since", "2026-03-07", "--limit", "1")
    assert json.loads(run.out) == {
        "url": "https://www.vietnamplus.vn/a-post1.vnp",
        "site": "vietnamplus",
        "title": "Đà Nẵng đón bão [7]",
        "published": "2026-03-07T01:00:00+00:00",
        "snippet": "Sáng nay. Một. Hai.",
    }


def test_nothing_found(folder: Path) -> None:
    run = search(folder, "khong")
    assert (run.code, run.out, run.err) == (1, "nothing found\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "type a word to look for"),
        (("?!",), "type a word to look for"),
        (("a", "--limit", "0"), "type --limit 20"),
        (("a", "--site", "vnexpres"), "did you mean vnexpress?"),
        (("a", "--since", "x"), "type --since 2026-03-07"),
        (("a", "-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), "no such file"),
    ],
)
def test_mistakes(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    run = search(folder, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err
