"""What a reading means for a store: the state of its URL, and the feed's text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from newsspiders.items import ArticleItem
from newsspiders.reextraction.reading import Reading
from newsspiders.reextraction.settling import Settled, Settler
from newsspiders.schedule import Schedule
from newsspiders.states import UrlState
from newsspiders.store import Store
from tests.newsspiders.articles import MOMENT, make_item
from tests.newsspiders.states import SITE, make_state

KEY = "https://www.vietnamplus.vn/a-post1.vnp"
DAY = timedelta(days=1)
SCHEDULE = Schedule(
    revisit_after_seconds=(900, 7200),
    revisit_age_max_seconds=int(DAY.total_seconds()),
    retry_seconds=900,
    retry_max_seconds=9000,
    failures_max=6,
)
FEED_TEXT = " ".join(f"từ{n}" for n in range(100))


def read(item: ArticleItem) -> Reading:
    """The reading of an item, which knows nothing of what the store knows."""
    bare = replace(item, feed_text=None, discovered_from="archive")
    return Reading(site=SITE, fetch=item.fetch, item=bare)


def settle(store: Store, *items: ArticleItem, now: datetime = MOMENT, is_dry: bool = False) -> list[Settled]:
    settler = Settler(schedule=SCHEDULE, now=now, is_dry=is_dry)
    with store.session() as session:
        return settler.settle(session, [read(item) for item in items])


def state_after(store: Store, state: UrlState | None, *, now: datetime = MOMENT) -> UrlState:
    """The state of the URL once a capture of MOMENT became an article."""
    if state is not None:
        with store.session() as session:
            session.put_state(SITE, state)
    assert [one.kind for one in settle(store, make_item(archive_id="a"), now=now)] == ["new"]
    with store.read() as session:
        return session.states([KEY])[KEY]


def known(**changes: Any) -> UrlState:
    return make_state(**{"key": KEY, "url": KEY, **changes})


class TestState:
    """The state of a URL that became an article."""

    def test_unknown(self, store: Store) -> None:
        state = state_after(store, None)
        assert (state.outcome, state.visits, state.discovered_from) == ("article", 1, "archive")
        assert (state.first_seen, state.last_fetched) == (MOMENT, MOMENT)
        assert state.next_due == MOMENT + timedelta(seconds=900)

    def test_nothing_old_becomes_due(self, store: Store) -> None:
        assert state_after(store, None, now=MOMENT + DAY * 2).next_due is None

    @pytest.mark.parametrize("outcome", ["failed", "not-article", "pending"])
    def test_read_at_last(self, store: Store, outcome: Any) -> None:
        asked = None if outcome == "pending" else MOMENT
        state = state_after(store, known(outcome=outcome, last_fetched=asked, failures=1))
        assert (state.outcome, state.failures, state.last_fetched) == ("article", 0, MOMENT)
        assert state.discovered_from == "feed"

    def test_what_was_asked_later_is_not_undone(self, store: Store) -> None:
        later = known(outcome="failed", last_fetched=MOMENT + DAY, failures=2, next_due=MOMENT + DAY * 2, status=500)
        assert state_after(store, later) == replace(later, outcome="article")


def test_the_feed_is_a_witness_again(store: Store) -> None:
    item = make_item(archive_id="a", feed_text=FEED_TEXT)
    store.save(replace(item, warnings=("date-missing", "body-shorter-than-feed")))
    later = make_item(archive_id="b", fetched_at=MOMENT + DAY)
    assert [one.kind for one in settle(store, item, later)] == ["same", "passed"]
    (row,) = store.rows()
    assert (row["archive_id"], row["last_seen"], row["feed_text"]) == ("a", MOMENT + DAY, FEED_TEXT)
    assert [one.kind for one in settle(store, item, later)] == ["same", "passed"]


def test_the_feeds_text_of_a_page_that_was_never_read(store: Store) -> None:
    with store.session() as session:
        session.put_state(SITE, known(feed_text=FEED_TEXT))
    settle(store, make_item(archive_id="a"))
    (row,) = store.rows()
    assert (row["feed_text"], row["warnings"]) == (FEED_TEXT, ["date-missing", "body-shorter-than-feed"])


def test_captures_older_than_what_is_known(store: Store) -> None:
    store.save(make_item(archive_id="b", fetched_at=MOMENT + DAY))
    older = make_item(title="cũ", archive_id="a")
    same_moment = make_item(title="khác", archive_id="c", fetched_at=MOMENT + DAY)
    before = store.rows()
    assert [one.kind for one in settle(store, older, same_moment)] == ["passed", "passed"]
    assert store.rows() == before


def test_a_later_text_that_the_store_missed(store: Store) -> None:
    store.save(make_item(archive_id="a"))
    later = make_item(title="mới", archive_id="b", fetched_at=MOMENT + DAY)
    for is_dry in (True, False):
        assert [one.kind for one in settle(store, later, later, is_dry=is_dry)][0] == "new"
    (row,) = store.rows()
    assert (row["title"], row["revision"], row["archive_id"]) == ("mới", 2, "b")


@pytest.mark.parametrize(("published", "kind"), [(MOMENT, "passed"), (MOMENT - DAY, "new")])
def test_what_a_crawl_left_out_by_its_date(store: Store, published: datetime, kind: str) -> None:
    with store.session() as session:
        session.put_state(SITE, known(outcome="out-of-range", last_fetched=MOMENT, published=published))
    assert [one.kind for one in settle(store, make_item(archive_id="a"))] == [kind]
    assert store.count() == (kind == "new")


def test_what_is_lost_has_a_reason(store: Store) -> None:
    store.save(make_item(archive_id="a"))
    lost = replace(read(make_item(archive_id="a")), item=None, problem="no title")
    unread = replace(read(make_item(archive_id="b")), item=None, problem="no text")
    settler = Settler(schedule=SCHEDULE, now=MOMENT, is_dry=False)
    with store.session() as session:
        found = settler.settle(session, [lost, unread])
    assert [(one.kind, one.reason, one.url) for one in found] == [
        ("lost", "no title", KEY),
        ("unread", "no text", KEY),
    ]
    assert store.count() == 1
