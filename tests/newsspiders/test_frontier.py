"""Frontier: each page once, and no more of them than wanted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsspiders.frontier import Frontier
from newsspiders.states import UrlState
from tests.newsspiders.states import make_state


def frontier_of(names: str, *, limit: int | None = None, window: int = 64) -> Frontier:
    frontier = Frontier(limit=limit, window=window)
    frontier.add(make_state(name) for name in names)
    return frontier


def take(frontier: Frontier) -> UrlState:
    state = frontier.take()
    assert state is not None
    return state


def test_a_page_is_handed_out_once() -> None:
    frontier = Frontier()
    assert frontier.add([make_state("a"), make_state("b"), make_state("a")]) == 2
    frontier.settle(take(frontier), is_article=True)
    assert frontier.add([make_state("a")]) == 0


def test_order_is_kept() -> None:
    frontier = frontier_of("abc")
    assert [take(frontier).url[-1] for _ in range(3)] == ["a", "b", "c"]
    assert frontier.take() is None


def test_limit_counts_articles_not_pages() -> None:
    frontier = frontier_of("abcdef", limit=2)
    first, second = take(frontier), take(frontier)
    assert frontier.take() is None  # two on their way, two wanted
    frontier.settle(first, is_article=False)
    third = take(frontier)
    assert frontier.take() is None
    frontier.settle(second, is_article=True)
    frontier.settle(third, is_article=True)
    assert not frontier.wants_more
    assert frontier.is_full
    assert frontier.take() is None


def test_no_more_on_their_way_than_the_window() -> None:
    frontier = frontier_of("abcdef", window=2)
    first = take(frontier)
    take(frontier)
    assert frontier.take() is None
    assert frontier.has_waiting
    frontier.settle(first, is_article=True)
    assert frontier.take()


def test_an_article_that_was_not_stored_is_wanted_again() -> None:
    frontier = frontier_of("ab", limit=1)
    frontier.settle(take(frontier), is_article=True)
    assert frontier.take() is None
    frontier.withdraw()
    assert frontier.take()


def test_pages_that_never_came_are_given_up() -> None:
    frontier = frontier_of("ab", limit=1)
    lost = take(frontier)
    assert frontier.take_lost() == (lost,)
    assert not frontier.settle(lost, is_article=True)
    assert frontier.take()


def test_what_waits_can_be_forgotten() -> None:
    frontier = frontier_of("abc")
    take(frontier)
    frontier.forget_waiting()
    assert len(frontier) == 1
    assert frontier.take() is None


@given(
    st.lists(st.sampled_from("abcdefghij"), max_size=30),
    st.integers(1, 5),
    st.integers(1, 4),
    st.lists(st.booleans(), max_size=60),
)
def test_never_more_articles_than_the_limit(names: list[str], limit: int, window: int, articles: list[bool]) -> None:
    frontier = frontier_of("".join(names), limit=limit, window=window)
    found, seen = 0, set()
    for is_article in articles:
        state = frontier.take()
        if state is None:
            break
        assert state.key not in seen
        seen.add(state.key)
        frontier.settle(state, is_article=is_article)
        found += is_article
    assert found <= limit
