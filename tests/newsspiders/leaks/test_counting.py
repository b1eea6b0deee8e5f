"""Counts in bounded memory, and copies."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from newsspiders.leaks.counting import Copies, Tally
from tests.newsspiders.leaks.stories import story

THINGS = st.lists(st.text("abcdefgh", min_size=1, max_size=2), max_size=200)


@given(THINGS, st.integers(2, 12))
def test_a_count_is_never_too_high_nor_lower_than_told(things: list[str], capacity: int) -> None:
    tally = Tally(capacity=capacity)
    for thing in things:
        tally.add({thing})
    for thing, count in Counter(things).items():
        assert count - tally.error <= tally.count(thing) <= count
    assert tally.error * capacity <= len(things)


@given(THINGS, st.integers(2, 12), st.integers(1, 10))
def test_what_came_often_is_found_however_little_is_remembered(things: list[str], capacity: int, least: int) -> None:
    tally = Tally(capacity=capacity)
    for thing in things:
        tally.add({thing})
    often = {hash(thing) for thing, count in Counter(things).items() if count >= tally.certain(least)}
    assert often <= tally.frequent(least, limit=1000)
    assert len(tally.frequent(least, limit=3)) <= 3


def test_copies_are_told_by_their_paragraphs() -> None:
    copies = Copies()
    assert not copies.is_copy(story(1), title="Một")
    assert copies.is_copy(story(1, first=["Theo báo bạn"]), title="Hai")
    assert not copies.is_copy(story(2), title="Một")


def test_texts_of_nothing_but_furniture_are_no_copies() -> None:
    copies = Copies()
    notice = ["Chúng tôi dùng cookie để trang này nhớ bạn là ai, bạn thích gì, và bạn đã đọc những bài nào."]
    assert [copies.is_copy(notice, title=title) for title in ("a", "b", "a")] == [False, False, True]
