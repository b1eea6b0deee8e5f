"""Whether a run needs somebody to look."""

from __future__ import annotations

import pytest

from newsspiders.health import why_unhealthy
from newsspiders.outcome import Outcome


def outcome_of(problem: str | None = None) -> Outcome:
    outcome = Outcome()
    outcome.source("https://news.example/feed", kind="feed").problem = problem
    return outcome


@pytest.mark.parametrize(
    ("stats", "problem"),
    [
        ({"news/articles": 3}, None),
        ({"news/articles": 3, "news/failed/timeout": 2}, None),
        ({"news/articles": 3}, "HTTP 404"),
        ({"news/unchanged/not_modified": 3}, None),
        ({}, None),
        ({"news/skipped/not_article": 4}, None),
    ],
)
def test_healthy(stats: dict[str, object], problem: str | None) -> None:
    assert why_unhealthy(outcome_of(problem), stats, reason="finished") is None


@pytest.mark.parametrize(
    ("stats", "problem", "reason", "told"),
    [
        ({}, "HTTP 404", "finished", "no source could be read"),
        ({"news/articles": 3, "news/failed/timeout": 3}, None, "finished", "3 pages failed, 3 gave an article"),
        ({"news/http_error/500": 1}, None, "finished", "1 pages failed, 0 gave an article"),
        ({"news/articles": 9, "spider_exceptions/count": 1}, None, "finished", "crashed"),
        ({"news/articles": 9, "news/failed/not_stored": 1}, None, "finished", "could not be stored"),
        ({"news/articles": 9}, None, "store_error", "the store could not be used"),
        ({}, None, "already_running", "runs already"),
        ({"news/skipped/host_resting": 4}, None, "finished", "left alone"),
    ],
)
def test_unhealthy(stats: dict[str, object], problem: str | None, reason: str, told: str) -> None:
    assert told in str(why_unhealthy(outcome_of(problem), stats, reason=reason))


def test_a_run_that_was_stopped_need_not_have_found_anything() -> None:
    assert why_unhealthy(outcome_of("no answer"), {}, reason="shutdown", has_urls=True) is None
    assert why_unhealthy(outcome_of(), {"news/failed/timeout": 3}, reason="shutdown")


def test_urls_that_are_no_articles() -> None:
    stats: dict[str, object] = {"news/skipped/not_article": 1}
    assert why_unhealthy(Outcome(), stats, reason="finished", has_urls=True)


def test_one_source_of_two_is_enough() -> None:
    outcome = outcome_of("HTTP 404")
    outcome.source("https://news.example/kinh-te", kind="section").links = 3
    assert why_unhealthy(outcome, {}, reason="finished") is None


def test_a_run_that_drifts_is_unhealthy_however_many_articles_it_found() -> None:
    stats: dict[str, object] = {"news/articles": 30}
    assert why_unhealthy(outcome_of(), stats, reason="finished", drift="drift: body-shorter") == "drift: body-shorter"
