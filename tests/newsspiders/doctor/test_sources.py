"""Lists and answers, before any rule has read a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from newsspiders.authoring.fetching import FetchedPage
from newsspiders.doctor.sources import source_symptoms
from newsspiders.doctor.visit import PageSeen, SourceSeen, Visit
from tests.newsspiders.doctor.pages import MOMENT, samples, visit_of

GOOD = SourceSeen(kind="feed", url="https://x.vn/rss", links=20, articles=18, newest=MOMENT)


def codes(*sources: SourceSeen, **changes: Any) -> list[str]:
    visit = replace(visit_of(samples(range(8))), sources=sources, **changes)
    return [symptom.code.partition(":")[0] for symptom in source_symptoms(visit)]


def page(problem: str, *, status: int | None = 200) -> PageSeen:
    answer = FetchedPage(
        url="https://x.vn/1", final_url="https://x.vn/1", fetched_at=MOMENT, status=status, problem=problem
    )
    return PageSeen(answer=answer, problem=problem)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"links": 0, "articles": 0}, ["source-empty"]),
        ({"articles": 0}, ["source-strange"]),
        ({"articles": 0, "is_index": True}, []),
        ({"newest": MOMENT - timedelta(days=60)}, ["source-stale"]),
        ({"links": 0, "problem": "HTTP 403"}, ["source-unreadable"]),
        ({"links": 0, "problem": "HTTP 404", "is_missing": True}, ["source-gone"]),
        ({"problem": "the end of it was cut off"}, []),
    ],
)
def test_sources(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(replace(GOOD, **changes)) == expected


def test_what_a_replay_has_not_saved_is_no_symptom() -> None:
    gone = replace(GOOD, links=0, problem="HTTP 404", is_missing=True)
    assert codes(gone, replace(GOOD, newest=MOMENT - timedelta(days=900)), is_replay=True) == []


def test_one_dead_link_of_many_is_no_symptom() -> None:
    fine = visit_of(samples(range(8))).pages
    assert codes(GOOD, pages=(*fine, page("HTTP 404", status=404))) == []
    assert codes(GOOD, pages=(*fine[:2], page("HTTP 404", status=404))) == ["page-unreadable"]


def test_no_list_leads_anywhere() -> None:
    assert codes(replace(GOOD, articles=0), pages=()) == ["source-strange", "nothing-listed"]


@pytest.mark.parametrize(
    ("pages", "sources", "expected"),
    [
        ((page("HTTP 403", status=403),), (GOOD,), "HTTP 403"),
        ((page("HTTP 404", status=404),), (GOOD,), ""),
        ((page("timed out", status=None), page("")), (GOOD,), ""),
        ((), (replace(GOOD, links=0, problem="forbidden by robots.txt"),), "forbidden by robots.txt"),
        ((), (replace(GOOD, articles=0),), ""),
    ],
)
def test_what_kept_the_doctor_out(pages: tuple[PageSeen, ...], sources: tuple[SourceSeen, ...], expected: str) -> None:
    visit: Visit = replace(visit_of(()), pages=pages, sources=sources)
    assert visit.obstacle == expected
