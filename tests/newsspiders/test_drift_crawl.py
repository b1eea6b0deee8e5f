"""A site changes its pages: crawled run after run, the first run that meets the new ones says so."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.newsspiders.redesign import redesigned
from tests.newsspiders.running import Run, run_scrapy
from tests.newsspiders.saved_site import article_html, article_url, save

EMPTY = "<html><head><meta property='og:type' content='article'></head><body><h1>Trang trống</h1></body></html>"


def crawl(folder: Path, numbers: Iterable[int], *arguments: str, is_new: bool = False, odd: Iterable[int] = ()) -> Run:
    """A run that finds these articles, new ones after a redesign; those in `odd` without any text."""
    for number in numbers:
        page = article_html(number)
        save(
            folder / "pages",
            article_url(number),
            redesigned(page.encode()).decode() if is_new else page,
            kind="article",
        )
    for number in odd:
        save(folder / "pages", article_url(number), EMPTY, kind="article")
    return run_scrapy("crawl", "vietnamplus", "-s", "REPLAY=pages", *arguments, folder=folder)


def query(folder: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "data/news.sqlite3")) as database:
        return database.execute(sql).fetchall()


def verdicts(folder: Path) -> list[str]:
    """What was thought of the runs, oldest first."""
    return [verdict for (verdict,) in query(folder, "SELECT verdict FROM profiles ORDER BY run_id")]


def codes(folder: Path) -> list[str]:
    """What the last run departed in."""
    ((findings,),) = query(folder, "SELECT findings FROM profiles ORDER BY run_id DESC LIMIT 1")
    return [finding["code"] for finding in json.loads(findings)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store after three runs of ten articles."""
    folder = tmp_path_factory.mktemp("drift")
    for first in (10, 20, 30):
        run = crawl(folder, range(first, first + 10))
        assert run.code == 0, run.err
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    """The same, for this test alone."""
    shutil.copytree(crawled, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_healthy_runs_are_usual_and_leave_what_their_pages_gave(folder: Path) -> None:
    assert verdicts(folder) == ["usual"] * 3
    profile = json.loads(query(folder, "SELECT profile FROM profiles")[0][0])
    assert profile["articles"] == 10
    assert profile["origins"]["title"] == {"rule": 10}
    assert profile["origins"]["section"] == {"none": 10}
    assert profile["selectors"]["title"] == {"h1.cms-title": 10}
    assert profile["removals"] == profile["pieces"] == {"zce/drop:.article__social": 10}


def test_a_redesign_is_told_by_the_first_run_that_meets_it(folder: Path) -> None:
    run = crawl(folder, range(40, 55), is_new=True)
    assert run.code == 1
    assert "look at this: drift: origin-shift:title" in run.err
    assert "drift origin-shift:title: was rule 100%, now h1 100% of 15" in run.err
    found = set(codes(folder))
    assert {"origin-shift:title", "field-missing:lead", "origin-shift:body", "warning:body-rule-missed"} <= found
    assert {"rule-unused:title:h1.cms-title", "rule-unused:published:.article__meta time"} <= found
    assert verdicts(folder)[-1] == "drift"
    assert query(folder, "SELECT is_healthy, substr(summary, 1, 6) FROM runs ORDER BY id DESC")[0] == (0, "drift:")
    assert json.loads(query(folder, "SELECT counts FROM runs ORDER BY id DESC")[0][0])["drift"] == len(codes(folder))


def test_one_odd_page_is_no_drift(folder: Path) -> None:
    run = crawl(folder, range(40, 49), odd=[49])
    assert run.code == 0, run.err
    assert verdicts(folder)[-1] == "usual"


def test_one_page_in_another_layout_is_no_drift(folder: Path) -> None:
    crawl(folder, range(40, 41), is_new=True)
    run = crawl(folder, range(41, 50))
    assert run.code == 0, run.err
    assert verdicts(folder)[-2:] == ["few", "usual"]


def test_pages_that_hold_no_text_any_more(folder: Path) -> None:
    run = crawl(folder, [], odd=range(40, 55))
    assert run.code == 1
    assert codes(folder) == ["page-lost:empty-body"]


def test_short_runs_are_judged_together(folder: Path) -> None:
    assert [crawl(folder, (first, first + 1), is_new=True).code for first in (40, 42, 44)] == [0, 0, 1]
    assert verdicts(folder)[-3:] == ["few", "few", "drift"]
    assert crawl(folder, (46, 47)).code == 1  # too short to say that it is over
    assert crawl(folder, range(50, 60)).code == 0


def test_what_was_accepted_is_usual_from_then_on(folder: Path) -> None:
    crawl(folder, range(40, 65), is_new=True)
    asked = run_scrapy("drift", folder=folder)
    assert asked.code == 1
    assert "  origin-shift:title: was rule 100%, now h1 100% of 25" in asked.out.splitlines()
    accepted = run_scrapy("drift", "vietnamplus", "--accept", folder=folder)
    assert (accepted.code, accepted.err) == (0, "")
    assert "accepted" in accepted.out
    assert run_scrapy("drift", folder=folder).code == 0
    assert crawl(folder, range(70, 85), is_new=True).code == 0


def test_switched_off(folder: Path) -> None:
    run = crawl(folder, range(40, 55), "-s", "DRIFT_ENABLED=0", is_new=True)
    assert run.code == 0, run.err
    assert len(verdicts(folder)) == 3


def test_a_setting_that_is_no_number_is_told(tmp_path: Path) -> None:
    run = run_scrapy("crawl", "vietnamplus", "-s", "DRIFT_MIN_ARTICLES=some", folder=tmp_path)
    assert run.code == 2
    assert "DRIFT_MIN_ARTICLES is 'some'; write a number of articles" in run.err
