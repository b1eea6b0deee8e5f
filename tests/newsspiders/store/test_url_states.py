"""The queue: what a listing makes due, and what is left over, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsspiders.states import Discovered, UrlState
from newsspiders.store import Store
from newsspiders.store.session import Session
from tests.newsspiders.articles import MOMENT
from tests.newsspiders.states import SITE, make_state

HOUR = timedelta(hours=1)
NOW = MOMENT + 24 * HOUR


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.session() as session:
        yield session


def names(states: tuple[UrlState, ...]) -> list[str]:
    return [state.key.rpartition("/")[2] for state in states]


def fetched(name: str, **changes: Any) -> UrlState:
    """A URL whose article was fetched an hour after MOMENT."""
    return make_state(
        name, **({"outcome": "article", "visits": 1, "last_fetched": MOMENT + HOUR, "next_due": None} | changes)
    )


def discover(session: Session, *states: UrlState, **options: Any) -> Discovered:
    return session.discover(SITE, states, now=NOW, **options)


def test_new_links_are_due_in_the_listings_order(session: Session) -> None:
    found = discover(session, make_state("b"), make_state("a"), make_state("b", title="again"))
    assert names(found.due) == ["b", "a"]
    assert found.due[0].title is None
    assert found.known == 0


def test_a_state_comes_back_as_it_went_in(session: Session) -> None:
    state = make_state(
        "a",
        published=MOMENT,
        title="Tin",
        feed_text="Toàn văn",
        last_fetched=MOMENT + HOUR,
        etag='W/"1"',
        last_modified="Sat, 07 Mar 2026 01:00:00 GMT",
        status=200,
        outcome="failed",
        failures=2,
        visits=3,
        next_due=NOW,
    )
    session.put_state(SITE, state)
    assert session.due(SITE, before=NOW + HOUR, limit=9).states == (state,)


def test_put_state_changes_what_is_there(session: Session) -> None:
    session.put_state(SITE, make_state("a"))
    session.put_state(SITE, make_state("a", first_seen=NOW, outcome="failed", failures=1))
    (state,) = session.due(SITE, before=NOW, limit=9).states
    assert (state.first_seen, state.outcome, state.failures) == (MOMENT, "failed", 1)


@pytest.mark.parametrize(
    ("before", "listed", "is_due"),
    [
        (make_state("a"), make_state("a"), True),  # was never fetched
        (fetched("a"), make_state("a"), False),
        (fetched("a", next_due=NOW), make_state("a"), True),
        (fetched("a", next_due=NOW + HOUR), make_state("a"), False),
        (fetched("a"), make_state("a", published=MOMENT + 2 * HOUR), True),  # listed as newer than fetched
        (fetched("a"), make_state("a", published=MOMENT), False),
        (fetched("a"), make_state("a", published=NOW + HOUR), False),  # a date in the future says nothing
        (fetched("a", outcome="gone"), make_state("a", published=MOMENT + 2 * HOUR), True),
        (fetched("a"), make_state("a", modified=MOMENT + 2 * HOUR), True),  # listed as changed since
        (fetched("a"), make_state("a", modified=MOMENT), False),
        (fetched("a"), make_state("a", feed_text="y"), False),  # a feed's text is kept for pages not fetched yet
    ],
)
def test_known_links(session: Session, before: UrlState, listed: UrlState, is_due: bool) -> None:
    session.put_state(SITE, before)
    found = discover(session, listed)
    assert names(found.due) == ["a"] * is_due
    assert found.known == (not is_due)
    assert names(session.due(SITE, before=NOW + timedelta(seconds=1), limit=9).states) == ["a"] * is_due


def test_what_a_listing_makes_due_keeps_what_is_known(session: Session) -> None:
    session.put_state(SITE, fetched("a", etag="1", title="Cũ"))
    (state,) = discover(session, make_state("a", published=MOMENT + 2 * HOUR, title="Mới")).due
    assert state == fetched(
        "a", etag="1", title="Cũ", published=MOMENT + 2 * HOUR, modified=MOMENT + 2 * HOUR, next_due=NOW
    )
    assert session.due(SITE, before=NOW + HOUR, limit=9).states == (state,)


@pytest.mark.parametrize(
    ("since", "until", "is_due"),
    [
        (None, None, True),
        (MOMENT, None, True),
        (None, MOMENT, True),
        (MOMENT + HOUR, None, False),
        (None, MOMENT - HOUR, False),
    ],
)
def test_too_old_for_an_earlier_run(
    session: Session, since: datetime | None, until: datetime | None, is_due: bool
) -> None:
    session.put_state(SITE, fetched("a", outcome="out-of-range", published=MOMENT))
    assert names(discover(session, make_state("a"), since=since, until=until).due) == ["a"] * is_due


def test_too_old_without_a_date_waits_for_a_run_without_limits(session: Session) -> None:
    session.put_state(SITE, fetched("a", outcome="out-of-range"))
    assert names(discover(session, make_state("a"), since=MOMENT).due) == []
    assert names(discover(session, make_state("a")).due) == ["a"]


def test_force_hands_out_all(session: Session) -> None:
    session.put_state(SITE, fetched("a", etag="1"))
    found = discover(session, make_state("b"), make_state("a"), force=True)
    assert names(found.due) == ["b", "a"]
    assert found.due[1].etag == "1"


def test_many_links_at_once(session: Session) -> None:
    listing = [make_state(f"{n}") for n in range(1201)]
    assert discover(session, *listing[::2]).known == 0
    for state in listing[::2]:
        session.put_state(SITE, fetched(state.key.rpartition("/")[2]))
    found = discover(session, *listing)
    assert found.due == tuple(listing[1::2])
    assert found.known == 601


class TestDue:
    """Leftovers."""

    def test_newest_first_then_as_listed(self, session: Session) -> None:
        discover(session, make_state("a"), make_state("b"))
        discover(session, make_state("c", first_seen=MOMENT + HOUR))
        assert names(session.due(SITE, before=NOW, limit=9).states) == ["c", "a", "b"]

    def test_pages(self, session: Session) -> None:
        for hour in (2, 1, 0):
            at = MOMENT + hour * HOUR
            discover(session, *(make_state(f"{hour}{n}", first_seen=at) for n in range(5)))
        everything = names(session.due(SITE, before=NOW, limit=99).states)
        paged: list[str] = []
        page = session.due(SITE, before=NOW, limit=4)
        while True:
            paged += names(page.states)
            if page.after is None:
                break
            page = session.due(SITE, before=NOW, limit=4, after=page.after)
        assert paged == everything
        assert len(paged) == 15

    def test_only_what_is_due_there(self, session: Session) -> None:
        session.put_state(SITE, make_state("later", next_due=NOW))
        session.put_state(SITE, make_state("never", next_due=None))
        session.put_state("cri", make_state("elsewhere"))
        session.put_state(SITE, make_state("now"))
        assert names(session.due(SITE, before=NOW, limit=9).states) == ["now"]

    def test_dates_known_to_lie_outside_are_left_out(self, session: Session) -> None:
        for days in range(4):
            session.put_state(SITE, make_state(f"{days}", published=MOMENT + timedelta(days=days)))
        session.put_state(SITE, make_state("unknown"))
        since, until = MOMENT + timedelta(days=1), MOMENT + timedelta(days=2)
        assert names(session.due(SITE, before=NOW, limit=9, since=since, until=until).states) == ["1", "2", "unknown"]

    def test_of_some_sources(self, session: Session) -> None:
        session.put_state(SITE, make_state("a"))
        session.put_state(SITE, make_state("b", discovered_from="urls"))
        assert names(session.due(SITE, before=NOW, limit=9, sources=["urls"]).states) == ["b"]
        assert names(session.due(SITE, before=NOW, limit=9, sources=[]).states) == []


def test_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match=r"UrlState\.next_due has no zone"):
        make_state("a", next_due=datetime(2026, 3, 7))  # noqa: DTZ001  # the point


def test_looking_up_known_urls_uses_indexes(sqlite_url: str) -> None:
    from sqlalchemy import text

    store = Store(sqlite_url)
    with store.read() as session:
        plans = {
            query: " ".join(str(row) for row in session._connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
            for query in (
                "SELECT * FROM urls WHERE key IN ('a', 'b')",
                "SELECT * FROM urls WHERE site = 'x' AND next_due IS NOT NULL AND next_due < '2'"
                " AND first_seen <= '1' ORDER BY first_seen DESC, id LIMIT 9",
                "SELECT * FROM articles WHERE archive_id IN ('a', 'b')",
            )
        }
    store.close()
    assert all("USING INDEX" in plan for plan in plans.values()), plans
    assert not any("TEMP B-TREE" in plan for plan in plans.values()), plans


def test_microseconds_are_kept(session: Session) -> None:
    at = datetime(2026, 3, 7, 1, 0, 0, 123456, tzinfo=UTC)
    session.put_state(SITE, make_state("a", next_due=at))
    assert session.due(SITE, before=at, limit=9).states == ()
    assert session.due(SITE, before=at + timedelta(microseconds=1), limit=9).states[0].next_due == at
