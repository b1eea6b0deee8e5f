"""What a report reads of a store, day by day."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from newsspiders.drift.profile import RunProfile
from newsspiders.report.figures import Figures, Tally, total
from newsspiders.report.period import Period
from newsspiders.run_counts import RunCounts, failures
from newsspiders.store import Store
from tests.newsspiders.report.histories import (
    FINDING,
    NOW,
    a_profile,
    add_article,
    add_profile,
    add_run,
    ago,
    read,
)


def test_articles_by_site_and_day(store: Store) -> None:
    with store.session() as session:
        for number, (site, seen, delay) in enumerate(
            [
                ("cri", ago(days=11), timedelta(minutes=5)),  # before the period
                ("cri", ago(days=2), timedelta(minutes=10)),
                ("cri", ago(days=2), timedelta(minutes=30)),
                ("cri", ago(days=2), timedelta(days=3)),  # of an archive
                ("cri", ago(days=2), timedelta(minutes=-5)),  # published in the future
                ("vov", ago(hours=1), timedelta(0)),
            ]
        ):
            add_article(session, number, seen=seen, published=seen - delay, site=site)
        add_article(session, 99, seen=ago(hours=2), published=None, site="vov")
    with store.read() as session:
        history = read(session)
        alone = read(session, "cri")
    cri, vov = history.sites
    assert [one.articles for one in cri.steps] == [0, 0, 0, 0, 0, 0, 0, 4, 0, 0]
    assert cri.steps[7].delays == {10: 1, 30: 1}
    assert (cri.steps[7].delay(0.5), cri.steps[7].delay(0.9), cri.steps[8].delay(0.5)) == (10, 30, None)
    assert vov.steps[9].delays == {0: 1}
    assert [one.articles for one in history.steps][7:] == [4, 0, 2]
    assert alone.sites == (cri,)


def test_runs_by_day_and_the_last_one(store: Store) -> None:
    counts = {"articles": 3, "http_error/404": 1, "failed/empty_body": 2, "skipped/robots": 5}
    with store.session() as session:
        add_run(session, "soha", began=ago(days=400))
        add_run(session, "cri", began=ago(days=1), counts=counts)
        add_run(session, "cri", began=ago(days=1), counts=counts, is_healthy=False)
        hanging = add_run(session, "cri", began=ago(hours=1), is_healthy=None)
    with store.read() as session:
        cri, soha = read(session).sites
    assert cri.steps[8].failures == {"HTTP 404": 2, "empty body": 4}
    assert (cri.total.runs, cri.total.unhealthy, cri.total.pages.failed) == (2, 1, 6)
    assert cri.status.run is not None
    assert cri.status.run.id == hanging
    assert soha.total == Figures()


def test_short_runs_are_counted_once_though_they_are_carried_into_the_next(store: Store) -> None:
    sizes = (2, 3, 4)
    short, longer, judged = accumulate(a_profile(size) for size in sizes)
    with store.session() as session:
        add_profile(session, "cri", short, began=ago(days=3), verdict="few")
        add_profile(session, "cri", a_profile(9), began=ago(days=3), asked="backfill")
        add_profile(session, "cri", longer, began=ago(days=2), verdict="few")
        add_profile(session, "cri", judged, began=ago(days=1))
        add_profile(session, "cri", a_profile(5), began=ago(hours=1))
    with store.read() as session:
        (cri,) = read(session).sites
    assert [one.read for one in cri.steps][6:] == [11, 3, 4, 5]
    assert [one.pieces.get("zce/drop:.related") for one in cri.steps][6:] == [11, 3, 4, 5]
    assert cri.total.origins["title"] == {"rule": 23}


def test_a_short_run_by_other_rules_is_not_carried(store: Store) -> None:
    with store.session() as session:
        add_profile(session, "cri", a_profile(2, rules={"title": "old"}), began=ago(days=2), verdict="few")
        add_profile(session, "cri", a_profile(4), began=ago(days=1))
    with store.read() as session:
        assert read(session).sites[0].total.read == 6


def test_what_pages_gave() -> None:
    tally = Tally()
    tally.add_profile(a_profile(4))
    figures = tally.figures
    assert (figures.coverage("title"), figures.coverage("lead"), figures.coverage("tags")) == (1, 0.75, 0)
    assert figures.coverage("agency") is None
    assert figures.found == {"rule": 4, "meta": 3}
    assert figures.warnings == {"date-missing": 1, "body-rule-missed": 2}
    assert figures.length == 180


def test_alarms_that_stand(store: Store) -> None:
    with store.session() as session:
        for asked in ("", "backfill"):
            add_profile(
                session, "cri", a_profile(), began=ago(days=1), verdict="drift", findings=(FINDING,), asked=asked
            )
        add_profile(session, "vov", a_profile(), began=ago(days=2), verdict="drift", findings=(FINDING,))
        add_profile(session, "vov", a_profile(), began=ago(days=1))
    with store.read() as session:
        cri, vov = read(session).sites
    assert (cri.status.drift, vov.status.drift) == ((FINDING,), ())


def test_more_than_are_held_in_memory_at_a_time(store: Store) -> None:
    with store.session() as session:
        for number in range(1100):
            add_article(session, number, seen=ago(minutes=number), published=ago(minutes=number + 7), site="cri")
            add_profile(session, "cri", a_profile(1, origins={}), began=ago(minutes=number))
    with store.read() as session:
        (cri,) = read(session).sites
    assert (cri.total.articles, cri.total.runs, cri.total.read) == (1100, 1100, 1100)
    assert cri.total.delays == {7: 1100}


def test_all_sites_are_read_from_an_index_alone(sqlite_url: str) -> None:
    """An article's `published` stands behind its text. A report of all sites that looked it up there read twenty times
    as much.
    """
    with closing(Store(sqlite_url)) as store:
        with store.session() as session:
            add_article(session, 1, seen=ago(days=1), published=ago(days=1), site="cri")
        asked: list[tuple[str, Any]] = []
        with store.read() as session:
            connection = session._connection
            event.listen(connection, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
            read(session)
            read_articles, parameters = next(call for call in asked if "articles.published" in call[0])
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {read_articles}", parameters).scalars("detail").all()
    assert plan == ["SCAN articles USING COVERING INDEX ix_articles_browsing"]


def test_of_a_site_that_is_named_and_has_nothing(store: Store) -> None:
    with store.read() as session:
        assert read(session).sites == ()
        (cri,) = read(session, "cri", "cri").sites
    assert (cri.name, cri.total, cri.status.run) == ("cri", Figures(), None)


@given(st.integers(1, 366), st.integers(0, 100_000))
def test_each_moment_of_a_period_lies_in_one_of_its_steps(days: int, hours: int) -> None:
    now = NOW - timedelta(hours=hours)
    period = Period(now=now, days=days)
    lengths = [period.length(step) for step in range(len(period.steps))]
    assert sum(lengths) == days
    assert len(lengths) <= 92
    assert all(0 < length <= period.step_days for length in lengths)
    for day in range(days):
        step = period.step_of(period.since + timedelta(days=day, hours=23))
        assert step is not None
        assert period.steps[step] <= period.first + timedelta(days=day)
    assert period.step_of(now) == len(lengths) - 1
    assert period.step_of(period.since - timedelta(microseconds=1)) is None
    assert period.step_of(period.since + timedelta(days=days)) is None


_COUNTS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 9))
_FIGURES = st.builds(
    Figures,
    articles=st.integers(0, 9),
    delays=st.dictionaries(st.integers(0, 2880), st.integers(1, 9)),
    pages=st.builds(RunCounts, failed=st.integers(0, 9)),
    failures=_COUNTS,
    origins=st.dictionaries(st.sampled_from(["title", "lead"]), _COUNTS),
    pieces=_COUNTS,
)


@given(st.lists(_FIGURES, max_size=5))
def test_figures_add_up_in_whatever_order(figures: list[Figures]) -> None:
    whole = total(figures)
    assert whole == total(figures[::-1]) == total([total(figures[:2]), total(figures[2:])])
    assert whole.articles == sum(one.articles for one in figures)
    assert sum(whole.pieces.values()) == sum(sum(one.pieces.values()) for one in figures)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_what_is_carried_does_not_count_twice(sizes: list[int]) -> None:
    tally, carried = Tally(), None
    for profile in accumulate(a_profile(size) for size in sizes):
        tally.add_profile(profile, carried=carried)
        carried = profile
    assert tally.figures == total([_of(a_profile(size)) for size in sizes])


def _of(profile: RunProfile) -> Figures:
    tally = Tally()
    tally.add_profile(profile)
    return tally.figures


@pytest.mark.parametrize("counts", [{}, {"articles": 3}, {"failed/x": "many", "drift": 2}, {"skipped/robots": 4}])
def test_no_failures(counts: dict[str, object]) -> None:
    assert failures(counts) == {}


def test_now_is_not_of_another_zone() -> None:
    east = Period(now=NOW.astimezone(), days=1)
    assert east.first == NOW.date()
