"""Sources, hosts, walks and runs come back as they went in."""

from __future__ import annotations

from datetime import timedelta

from newsspiders.states import Cursor, HostState, RunRecord, SourceState
from newsspiders.store import Store
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.states import SITE


def test_source(store: Store) -> None:
    state = SourceState(url="https://x.vn/rss", kind="feed", last_fetched=MOMENT, etag="1", floor=MOMENT, status=200)
    with store.session() as session:
        assert session.source(state.url) is None
        session.put_source(SITE, SourceState(url=state.url, kind="feed", failures=3, problem="HTTP 500"))
        session.put_source(SITE, state)
        assert session.source(state.url) == state


def test_host(store: Store) -> None:
    state = HostState(host="x.vn", failures=3, openings=1, not_before=MOMENT, reason="HTTP 429")
    with store.session() as session:
        assert session.troubled_hosts() == ()
        session.put_host(HostState(host="x.vn"))
        session.put_host(state)
        assert session.troubled_hosts() == (state,)


def test_cursor(store: Store) -> None:
    with store.session() as session:
        assert session.cursor(SITE, "sitemaps") is None
        session.put_cursor(SITE, Cursor(walk="sitemaps", position="2026-03"))
        session.put_cursor(SITE, Cursor(walk="sitemaps", position="2026-02", is_done=True))
        assert session.cursor(SITE, "sitemaps") == Cursor(walk="sitemaps", position="2026-02", is_done=True)
        assert session.cursor("cri", "sitemaps") is None


def test_runs(store: Store) -> None:
    with store.session() as session:
        first = session.start_run(spider="cri", arguments={"limit": "5"}, pid=7, host="here", now=MOMENT)
        second = session.start_run(spider="cri", arguments={}, pid=8, host="here", now=MOMENT)
        other = session.start_run(spider=SITE, arguments={}, pid=9, host="here", now=MOMENT)
        session.finish_run(
            second,
            now=MOMENT + timedelta(hours=1),
            reason="finished",
            is_healthy=True,
            summary="2 articles",
            counts={"new": 2},
            sources=[{"url": "https://x.vn/rss", "links": 20}],
        )
    with store.read() as session:
        assert [run.id for run in session.runs()] == [other, second, first]
        assert [run.id for run in session.runs(limit=1)] == [other]
        assert session.runs(spider="cri")[0] == RunRecord(
            id=second,
            spider="cri",
            started_at=MOMENT,
            finished_at=MOMENT + timedelta(hours=1),
            pid=8,
            host="here",
            arguments={},
            reason="finished",
            is_healthy=True,
            summary="2 articles",
            counts={"new": 2},
            sources=({"url": "https://x.vn/rss", "links": 20},),
        )
        unfinished = session.unfinished_run("cri")
        assert unfinished is not None
        assert (unfinished.id, unfinished.pid, unfinished.arguments) == (first, 7, {"limit": "5"})
        assert session.unfinished_run("nobody") is None
