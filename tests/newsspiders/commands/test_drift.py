"""`scrapy drift` in a process of its own."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.drift.findings import Finding
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.verdict import Judged
from newsspiders.states import ProfileRecord
from newsspiders.store import Store
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.running import Run, run_scrapy

FINDING = Finding(code="field-missing:lead", about="lead", field="lead", was="98%", now="3%", pages=30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    drifted = Judged(profile=RunProfile(articles=30), verdict="drift", findings=(FINDING,))
    usual = Judged(profile=RunProfile(articles=9), verdict="usual")
    with closing(Store(f"sqlite:///{tmp_path}/data/news.sqlite3")) as store, store.session() as session:
        for spider, judged in (("vietnamplus", drifted), ("cri", usual)):
            run_id = session.start_run(spider=spider, arguments={}, pid=7, host="here", now=MOMENT)
            session.put_profile(ProfileRecord(run_id=run_id, spider=spider, **judged.as_record(asked="")))
    return tmp_path


def drift(folder: Path, *arguments: str) -> Run:
    return run_scrapy("drift", *arguments, folder=folder)


def test_all_sites(folder: Path) -> None:
    run = drift(folder)
    assert (run.code, run.err) == (1, "")
    assert run.out.splitlines() == [
        "cri: usual (run 2, 9 pages)",
        "vietnamplus: drift (run 1, 30 pages)",
        "  field-missing:lead: was 98%, now 3% of 30",
        "  scrapy doctor vietnamplus; if this is how the site is now, scrapy drift vietnamplus --accept",
    ]


def test_a_site_without_alarm(folder: Path) -> None:
    assert drift(folder, "cri").code == 0
    never_judged = drift(folder, "vov")
    assert (never_judged.code, never_judged.out) == (0, "no run was judged yet\n")


def test_as_json(folder: Path) -> None:
    run = drift(folder, "vietnamplus", "--json")
    assert run.code == 1
    told = json.loads(run.out)
    assert told["verdict"] == "drift"
    assert told["profile"]["articles"] == 30
    assert Finding.from_dict(told["findings"][0]) == FINDING


def test_accept(folder: Path) -> None:
    run = drift(folder, "vietnamplus", "--accept")
    assert (run.code, run.out.splitlines()[0]) == (0, "vietnamplus: accepted (run 1, 30 pages)")
    assert drift(folder).code == 0
    again = drift(folder, "vietnamplus", "--accept")
    assert (again.code, again.out) == (1, "vietnamplus: no alarm to accept\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("vietnamplu",), "did you mean vietnamplus?"),
        (("--accept",), "name the one site whose pages you looked at"),
        (("cri", "vietnamplus", "--accept"), "name the one site"),
        (("nosuch", "--accept"), "no site 'nosuch'"),
        (("-s", "DATABASE_URL=sqlite:///no/news.sqlite3"), "no such file"),
        (("-s", "DATABASE_URL="), "DATABASE_URL is empty"),
    ],
)
def test_mistakes(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    run = drift(folder, *arguments)
    assert run.code == 2
    assert told in run.err
    assert "Traceback" not in run.err


def test_help_is_enough_to_start(folder: Path) -> None:
    told = drift(folder, "--help").out
    assert "--accept" in told
    assert "An alarm stands until" in told
