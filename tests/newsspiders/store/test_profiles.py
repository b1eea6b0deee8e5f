"""Profiles of runs: the last ones, the healthy ones, and those whose alarm was accepted."""

from __future__ import annotations

from newsspiders.states import ProfileRecord, Verdict
from newsspiders.store import Session, Store
from newsspiders.store.profiles import JUDGED_RUNS
from tests.newsspiders.articles import MOMENT

FINDING = {"code": "field-missing:lead"}


def add_run(session: Session, verdict: Verdict, *, spider: str = "cri", asked: str = "", healthy: bool = True) -> int:
    run_id = session.start_run(spider=spider, arguments={}, pid=7, host="here", now=MOMENT)
    session.finish_run(run_id, now=MOMENT, reason="finished", is_healthy=healthy, summary="", counts={}, sources=[])
    record = ProfileRecord(
        run_id=run_id, spider=spider, asked=asked, verdict=verdict, profile={"articles": run_id}, findings=(FINDING,)
    )
    session.put_profile(record)
    return run_id


def test_profiles_come_back_newest_first(store: Store) -> None:
    with store.session() as session:
        first, second = (add_run(session, "usual") for _ in range(2))
        other = add_run(session, "usual", asked="urls")
        add_run(session, "usual", spider="nhandan")
    with store.read() as session:
        assert [found.run_id for found in session.profiles("cri")] == [other, second, first]
        assert [found.run_id for found in session.profiles("cri", asked="", limit=1)] == [second]
        assert session.profiles("cri", asked="urls") == [
            ProfileRecord(
                run_id=other,
                spider="cri",
                asked="urls",
                verdict="usual",
                profile={"articles": other},
                findings=(FINDING,),
            )
        ]


def test_history_is_of_usual_healthy_runs_and_of_accepted_ones(store: Store) -> None:
    with store.session() as session:
        usual = add_run(session, "usual")
        add_run(session, "usual", healthy=False)
        accepted = add_run(session, "accepted", healthy=False)
        add_run(session, "drift", healthy=False)
        add_run(session, "few")
        add_run(session, "usual", asked="urls")
        assert [found.run_id for found in session.healthy_profiles("cri", asked="", limit=9)] == [accepted, usual]


def test_the_alarms_that_stand_are_accepted_and_no_others(store: Store) -> None:
    with store.session() as session:
        add_run(session, "drift")
        latest = add_run(session, "drift")
        add_run(session, "few")
        of_urls = add_run(session, "drift", asked="urls")
        add_run(session, "drift", asked="backfill")
        add_run(session, "usual", asked="backfill")
        add_run(session, "drift", spider="nhandan")
        assert {found.run_id for found in session.accept_drift("cri")} == {latest, of_urls}
        assert session.accept_drift("cri") == []
        assert [found.verdict for found in session.profiles("cri")].count("accepted") == 2
        assert session.profiles("nhandan")[0].verdict == "drift"


def test_what_is_accepted_is_what_is_told(store: Store) -> None:
    """An alarm of runs that nobody asks for any more is told no longer, and nothing of it is accepted unseen."""
    with store.session() as session:
        alarm = add_run(session, "drift", asked="backfill")
        for _ in range(JUDGED_RUNS - 1):
            add_run(session, "usual")
        assert alarm in {found.run_id for found in session.last_judged(("cri",))}
        add_run(session, "usual")
        assert {found.verdict for found in session.last_judged(("cri",))} == {"usual"}
        assert session.accept_drift("cri") == []
