"""The summary line."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from newsspiders.drift.findings import Finding
from newsspiders.outcome import Outcome
from newsspiders.summary import summarise, summary_table


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


def test_a_run_that_was_stopped_says_so() -> None:
    stats = {"news/articles": 1, "elapsed_time_seconds": 2.0}
    assert summarise(stats, reason="shutdown") == "1 article; 2.0 s; stopped before it was done"
    assert summary_table("cri", Outcome(), {}, unhealthy=None, reason="shutdown").title == (
        "cri: stopped before it was done"
    )


def test_the_table_names_what_departs_from_earlier_runs() -> None:
    finding = Finding(code="origin-shift:title", about="title", was="rule 98%", now="meta 80%", pages=15)
    console = Console(width=100, record=True, file=StringIO())
    console.print(summary_table("cri", Outcome(), {}, unhealthy="drift: origin-shift:title", findings=[finding]))
    told = console.export_text()
    assert "cri: look at this: drift: origin-shift:title" in told
    assert "rule 98% -> meta 80%" in told
