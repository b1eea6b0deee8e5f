"""Frontier: each page once, and no more of them than wanted."""

from __future__ import annotations

from extractors import get_site
from newsspiders.discovery import Link
from newsspiders.frontier import Frontier


def link(name: str) -> Link:
    return Link(url=f"https://www.vietnamplus.vn/{name}")


def test_a_page_is_queued_once_under_all_its_addresses() -> None:
    frontier = Frontier(site=get_site("vietnamplus"))
    assert frontier.add(link("a-post1.vnp"))
    for same in ("a-post1.vnp?utm_source=rss", "a-post1.vnp#c", "a-post1.amp"):
        assert not frontier.add(link(same))
    assert not frontier.add(Link(url="http://vietnamplus.vn/a-post1.vnp"))
    assert frontier.add(link("a-post2.vnp"))


def test_order_is_kept() -> None:
    frontier = Frontier()
    for name in "abc":
        frontier.add(link(name))
    taken = [frontier.take() for _ in range(4)]
    assert [one.url[-1] if one else None for one in taken] == ["a", "b", "c", None]


def test_limit_counts_articles_not_pages() -> None:
    frontier = Frontier(limit=2)
    for name in "abcdef":
        frontier.add(link(name))
    assert frontier.take()
    assert frontier.take()
    assert frontier.take() is None  # two on their way, two wanted
    frontier.settle(is_article=False)
    assert frontier.take()
    assert frontier.take() is None
    frontier.settle(is_article=True)
    frontier.settle(is_article=True)
    assert not frontier.wants_more
    assert frontier.take() is None


def test_an_article_that_was_not_stored_is_wanted_again() -> None:
    frontier = Frontier(limit=1)
    frontier.add(link("a"))
    frontier.add(link("b"))
    frontier.take()
    frontier.settle(is_article=True)
    assert frontier.take() is None
    frontier.withdraw()
    assert frontier.take()


def test_pages_that_never_came_are_given_up() -> None:
    frontier = Frontier(limit=1)
    frontier.add(link("a"))
    frontier.add(link("b"))
    frontier.take()
    assert frontier.forget_in_flight() == 1
    assert frontier.take()


def test_tracking_parameters_are_not_asked_for() -> None:
    frontier = Frontier(limit=None)
    assert frontier.add(Link(url="https://indonesian.cri.cn/a.shtml?spm=C40156.PAGE1&page=2", source="x"))
    link = frontier.take()
    assert link is not None
    assert link.url == "https://indonesian.cri.cn/a.shtml?page=2"
