"""Outcome: the line that says why a run found nothing, and whether that is trouble."""

from __future__ import annotations

from newsspiders.outcome import Outcome

FEED = "https://news.example/feed"


def test_each_source_says_what_it_gave() -> None:
    outcome = Outcome()
    outcome.source(FEED, kind="feed").problem = "HTTP 404"
    outcome.source("https://news.example/s.xml", kind="sitemap")
    section = outcome.source("https://news.example/kinh-te", kind="section")
    section.links = 34
    section.dropped["not of an article's form"] += 34
    assert outcome.why_nothing({}) == (
        "feed https://news.example/feed: HTTP 404; sitemap https://news.example/s.xml: lists nothing; "
        "section https://news.example/kinh-te: 34 links: 34 not of an article's form"
    )


def test_pages_come_first() -> None:
    outcome = Outcome()
    outcome.source(FEED, kind="feed").links = 2
    stats = {"news/skipped/not_article": 1, "news/http_error/500": 1, "scheduler/enqueued": 9}
    assert outcome.why_nothing(stats) == ("1 not article; 1 HTTP 500; feed https://news.example/feed: 2 links")


def test_many_sources_are_cut() -> None:
    outcome = Outcome()
    for number in range(9):
        outcome.source(f"https://news.example/{number}", kind="section").links = number
    assert outcome.why_nothing({}).endswith("; section https://news.example/3: 3 links; and 5 more sources")


def test_sources_that_say_the_same_say_it_once() -> None:
    outcome = Outcome()
    for number in range(12):
        outcome.source(f"https://news.example/{number}", kind="section").problem = "host name not found"
    outcome.source(FEED, kind="feed").problem = "HTTP 404"
    assert outcome.why_nothing({}) == (
        f"section https://news.example/0 and 11 more: host name not found; feed {FEED}: HTTP 404"
    )


def test_nothing_asked() -> None:
    assert Outcome().why_nothing({}) == "no source was asked"


def test_an_unchanged_source_says_so() -> None:
    outcome = Outcome()
    outcome.source(FEED, kind="feed").is_unchanged = True
    assert outcome.why_nothing({}) == f"feed {FEED}: unchanged"
    assert outcome.has_links


def test_for_the_record() -> None:
    outcome = Outcome()
    source = outcome.source(FEED, kind="feed")
    source.links = 3
    source.dropped["known already"] += 3
    source.dropped["older than since"] += 0
    assert outcome.as_list() == [
        {
            "kind": "feed",
            "url": FEED,
            "links": 3,
            "dropped": {"known already": 3},
            "outcome": "3 links: 3 known already",
        }
    ]
