"""Whose turn comes while a round runs, by a real store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsspiders.rounds.history import History
from newsspiders.rounds.lookout import Lookout
from newsspiders.store import Store
from newsspiders.timetable import Timetable

SITES = ("a", "b", "c")
MINUTE = timedelta(minutes=1)
TABLE = Timetable(sites=SITES, every=30 * MINUTE, others={"b": 10 * MINUTE})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(f"sqlite:///{tmp_path}/news.sqlite3")) as opened:
        yield opened


@pytest.fixture
def problems() -> list[str]:
    return []


@pytest.fixture
def lookout(store: Store, problems: list[str], tmp_path: Path) -> Lookout:
    history = History(f"sqlite:///{tmp_path}/news.sqlite3")
    return Lookout(TABLE, SITES, history=history, on_problem=problems.append)


def put_runs(store: Store, **ages: float) -> None:
    with store.session() as session:
        for site, minutes in ages.items():
            session.start_run(spider=site, arguments={}, pid=1, host="h", now=datetime.now(UTC) - minutes * MINUTE)


def test_those_whose_turn_has_come_longest_first(store: Store, lookout: Lookout) -> None:
    put_runs(store, a=31, b=12, c=28)
    assert lookout.due(()) == ["b", "a"]  # and c not yet: nobody need be early who looks so often
    put_runs(store, a=0)
    assert lookout.due(()) == ["b"]


def test_busy_ones_have_their_turn(store: Store, lookout: Lookout) -> None:
    put_runs(store, a=31, b=12, c=28)
    assert lookout.due({"b"}) == ["a"]


def test_a_turn_that_left_no_record_was_one(store: Store, lookout: Lookout) -> None:
    put_runs(store, a=31, b=12, c=-60)
    for site in SITES:
        lookout.takes(site)
    assert lookout.due(()) == []


def test_without_a_store_it_knows_what_it_took() -> None:
    lookout = Lookout(TABLE, SITES, history=History(""), on_problem=print)
    lookout.takes("a")
    assert lookout.due(()) == ["b", "c"]


def test_with_no_sites_it_does_not_ask() -> None:
    assert Lookout(TABLE, (), history=History("sqlite:////dev/null/x"), on_problem=print).due(()) == []


def test_a_store_that_cannot_be_read_is_told_once_and_may_come_back(
    store: Store, lookout: Lookout, problems: list[str], tmp_path: Path
) -> None:
    put_runs(store, a=31, b=1, c=1)
    store.close()
    file = tmp_path / "news.sqlite3"
    kept = file.read_bytes()
    file.write_bytes(b"no database" * 1000)
    assert lookout.due(()) == lookout.due(()) == []
    (problem,) = problems
    assert problem.startswith("whose turn has come meanwhile can't be read: ")
    file.write_bytes(kept)
    assert lookout.due(()) == ["a"]
