"""What the store knows -> how the sites stand, in both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from newsspiders.drift.findings import Finding
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.verdict import Judged
from newsspiders.overview.gather import gather
from newsspiders.overview.status import SiteStatus
from newsspiders.states import HostState, ProfileRecord
from newsspiders.store import Session, Store
from newsspiders.timetable import Timetable
from tests.newsspiders.articles import MOMENT as NOW
from tests.newsspiders.articles import make_item
from tests.newsspiders.states import make_state

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TIMETABLE = Timetable(sites=("cri", "tuoitre", "vov"), every=30 * MINUTE, others={"vov": HOUR})
FINDING = Finding(code="field-missing:lead", about="lead", field="lead", was="98%", now="3%", pages=30)


@contextmanager
def filled(store: Store) -> Iterator[Session]:
    """cri is well, vov was killed and has drifted, vietnamplus is on no timetable, tuoitre was never crawled."""
    with store.session() as session:
        for spider, ago in (("cri", 2 * HOUR), ("vov", HOUR), ("cri", 20 * MINUTE), ("vietnamplus", 90 * HOUR)):
            run_id = session.start_run(spider=spider, arguments={}, pid=7, host="here", now=NOW - ago)
            if spider != "vov":
                session.finish_run(
                    run_id,
                    now=NOW - ago + MINUTE,
                    reason="finished",
                    is_healthy=True,
                    summary="",
                    counts={"articles": 3, "failed/timeout": 1, "warnings/date-missing": 2},
                    sources=(),
                )
        judged = Judged(profile=RunProfile(articles=30), verdict="drift", findings=(FINDING,))
        session.put_profile(ProfileRecord(run_id=2, spider="vov", **judged.as_record(asked="")))
        session.save(make_item(site="cri", fetched_at=NOW - HOUR))
        session.put_state("cri", make_state(next_due=NOW - MINUTE))
        session.put_host(HostState(host="m.vov.vn", failures=5, openings=1, not_before=NOW + HOUR, reason="HTTP 503"))
        session.put_host(HostState(host="vov.vn", failures=1, not_before=NOW + MINUTE, reason="HTTP 503"))
        session.put_host(HostState(host="cri.cn", failures=5, openings=1, not_before=NOW - HOUR, reason="HTTP 503"))
    with store.read() as session:
        yield session


def look(session: Session, *sites: str, alive: Collection[str] = ()) -> dict[str, SiteStatus]:
    told = gather(session, sites=sites, timetable=TIMETABLE, now=NOW, days=7, lives=lambda run: run.spider in alive)
    return {status.site: status for status in told}


def test_all_that_the_store_knows_with_those_first_that_need_a_look(store: Store) -> None:
    with filled(store) as session:
        told = look(session)
        assert list(told) == ["vov", "cri", "vietnamplus"]
        assert {site: [trouble.code for trouble in status.troubles] for site, status in told.items()} == {
            "vov": ["killed", "drift"],
            "cri": [],
            "vietnamplus": [],
        }


def test_what_is_known_of_each(store: Store) -> None:
    with filled(store) as session:
        told = look(session)
    cri, vov = told["cri"], told["vov"]
    assert cri.run is not None
    assert (cri.run.id, cri.run_state, cri.next_due, cri.queue) == (3, "healthy", NOW + 10 * MINUTE, 1)
    assert (cri.arrivals.stored, cri.arrivals.last, cri.new_by_day) == (1, NOW - HOUR, (0, 0, 0, 0, 0, 0, 1))
    assert (cri.counts.failure_rate, cri.counts.warning_rate, cri.resting) == (0.25, 2 / 3, ())
    assert (vov.run_state, vov.next_due, vov.drift, vov.queue) == ("killed", NOW, (FINDING,), 0)
    assert [host.host for host in vov.resting] == ["m.vov.vn"]
    assert (told["vietnamplus"].interval, told["vietnamplus"].next_due) == (None, None)


def test_a_run_whose_process_lives_is_running(store: Store) -> None:
    with filled(store) as session:
        assert look(session, "vov", alive=("vov",))["vov"].run_state == "running"


def test_sites_by_name_crawled_or_not(store: Store) -> None:
    with filled(store) as session:
        told = look(session, "tuoitre", "cri")
    assert list(told) == ["tuoitre", "cri"]
    assert [trouble.code for trouble in told["tuoitre"].troubles] == ["never-crawled"]
    assert replace(told["tuoitre"], next_due=None).run_state is None


def test_an_empty_store(store: Store) -> None:
    with store.read() as session:
        assert look(session) == {}
