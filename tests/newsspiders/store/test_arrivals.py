"""When articles came, what is due, which alarms stand: counted by both databases alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from newsspiders.drift.profile import RunProfile
from newsspiders.drift.verdict import Judged
from newsspiders.states import Arrivals, ProfileRecord, Verdict
from newsspiders.store import Session, Store
from newsspiders.store.schema import articles
from tests.newsspiders.articles import MOMENT as NOW
from tests.newsspiders.articles import make_item
from tests.newsspiders.states import SITE, make_state

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def save(session: Session, number: int, ago: timedelta, *, site: str = SITE) -> None:
    session.save(make_item(canonical_url=f"https://x.vn/{site}/{number}", site=site, fetched_at=NOW - ago))


def test_hours_and_the_newest_of_each_site(store: Store) -> None:
    with store.session() as session:
        for number, ago in enumerate((0 * HOUR, HOUR - SECOND, HOUR, 30 * HOUR, 49 * HOUR)):
            save(session, number, ago)
        save(session, 1, 2 * HOUR, site="cri")
    with store.read() as session:
        found = session.arrivals(now=NOW, days=2)
        assert found == {
            SITE: Arrivals(stored=5, last=NOW, hours={0: 2, 1: 1, 30: 1}),
            "cri": Arrivals(stored=1, last=NOW - 2 * HOUR, hours={2: 1}),
        }
        assert session.arrivals(now=NOW, days=2, sites=("cri",)) == {"cri": found["cri"]}


def test_what_a_wrong_clock_dated_is_the_newest_and_of_no_hour(store: Store) -> None:
    with store.session() as session:
        save(session, 1, -30 * HOUR)
        assert session.arrivals(now=NOW, days=2) == {SITE: Arrivals(stored=1, last=NOW + 30 * HOUR)}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=9)), max_size=6))
def test_each_article_is_in_its_hour(store: Store, agos: list[timedelta]) -> None:
    with store.session() as session:
        session._connection.execute(delete(articles))
        for number, ago in enumerate(agos):
            save(session, number, ago)
        found = session.arrivals(now=NOW, days=10).get(SITE, Arrivals())
    # A moment is counted in whole seconds.
    expected: dict[int, int] = {}
    for ago in agos:
        hour = (int(NOW.timestamp()) - int((NOW - ago).timestamp())) // 3600
        expected[hour] = expected.get(hour, 0) + 1
    assert found == Arrivals(stored=len(agos), last=max((NOW - ago for ago in agos), default=None), hours=expected)


def test_nothing_came(store: Store) -> None:
    with store.read() as session:
        assert session.arrivals(now=NOW, days=7) == {}


def test_what_is_due(store: Store) -> None:
    with store.session() as session:
        for number, due in enumerate((NOW - HOUR, NOW - SECOND, NOW, NOW + HOUR, None)):
            session.put_state(SITE, make_state(str(number), next_due=due))
        session.put_state("cri", make_state("other", next_due=NOW - HOUR))
        assert session.count_due(before=NOW) == {SITE: 2, "cri": 1}
        assert session.count_due(before=NOW, sites=("cri",)) == {"cri": 1}
        assert session.count_due(before=NOW, sites=("vov",)) == {}


def run(session: Session, spider: str, ago: timedelta, *, counts: Mapping[str, int] | None = None) -> int:
    run_id = session.start_run(spider=spider, arguments={}, pid=1, host="here", now=NOW - ago)
    if counts is not None:
        is_healthy = "failed/timeout" not in counts
        session.finish_run(
            run_id, now=NOW - ago, reason="finished", is_healthy=is_healthy, summary="", counts=counts, sources=()
        )
    return run_id


def test_counts_and_the_last_healthy_end(store: Store) -> None:
    with store.session() as session:
        run(session, "cri", 9 * HOUR, counts={"articles": 1})
        run(session, "cri", 3 * HOUR, counts={"articles": 2})
        run(session, "cri", 2 * HOUR, counts={"failed/timeout": 3})
        run(session, "cri", HOUR)
        run(session, "vov", HOUR, counts={"failed/timeout": 4})
        since = NOW - 8 * HOUR
        assert list(session.counts_since(since)) == [
            ("cri", {"articles": 2}),
            ("cri", {"failed/timeout": 3}),
            ("vov", {"failed/timeout": 4}),
        ]
        assert list(session.counts_since(since, spiders=("vov",))) == [("vov", {"failed/timeout": 4})]
        assert session.last_healthy_end("cri") == NOW - 3 * HOUR
        assert session.last_healthy_end("vov") is None


def test_the_last_judged_of_each_kind(store: Store) -> None:
    def put(spider: str, verdict: Verdict, asked: str = "") -> int:
        run_id = run(session, spider, HOUR)
        judged = Judged(profile=RunProfile(articles=9), verdict=verdict)
        session.put_profile(ProfileRecord(run_id=run_id, spider=spider, **judged.as_record(asked=asked)))
        return run_id

    with store.session() as session:
        put("cri", "usual")
        old = put("cri", "drift", asked="backfill")
        drift = put("cri", "drift")
        put("cri", "few")
        put("vov", "few")
        vtv = put("vtv", "usual")
        assert [record.run_id for record in session.last_judged()] == [drift, old, vtv]
        assert session.last_judged(("vov",)) == []
