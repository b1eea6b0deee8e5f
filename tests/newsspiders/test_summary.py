"""The summary line."""

from __future__ import annotations

from newsspiders.summary import summarise


def test_everything_worth_saying() -> None:
    stats = {
        "news/articles": 12,
        "news/stored/new": 10,
        "news/stored/changed": 2,
        "news/removed": 84,
        "news/warnings/date-missing": 2,
        "news/skipped/not_article": 5,
        "news/http_error/404": 1,
        "news/failed/empty_body": 1,
        "elapsed_time_seconds": 3.21,
        "downloader/request_count": 40,
    }
    assert summarise(stats) == (
        "12 articles (10 new, 2 changed); 84 pieces removed; warnings: 2 date-missing; "
        "not articles: 5 not article, 1 HTTP 404, 1 empty body; 3.2 s"
    )


def test_one_article() -> None:
    assert summarise({"news/articles": 1}) == "1 article"


def test_nothing() -> None:
    assert summarise({}) == "0 articles"
