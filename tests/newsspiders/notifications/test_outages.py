"""What is remembered of a store that can't be used."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsspiders.notifications.outages import Outage

DAY = timedelta(days=1)


@pytest.fixture
def outage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outage:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Outage.of("postgresql://news:s3cret@db/news")


def is_news(outage: Outage, *, after: timedelta = timedelta()) -> bool:
    return outage.is_news(now=datetime.now(UTC) + after, again=DAY)


def test_it_is_news_once_a_day(outage: Outage) -> None:
    soon = timedelta(hours=1)
    assert [is_news(outage, after=after) for after in (soon, soon, DAY + soon)] == [True, False, True]


def test_the_next_one_is_news(outage: Outage) -> None:
    is_news(outage)
    assert [outage.end(), outage.end()] == [True, False]
    assert is_news(outage)


def test_another_store_has_another_outage(outage: Outage) -> None:
    is_news(outage)
    assert is_news(Outage.of("sqlite:///news.sqlite3"))


def test_services_that_have_a_tmp_each_share_it(
    outage: Outage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "run"
    shared.mkdir()
    monkeypatch.setenv("RUNTIME_DIRECTORY", f"{shared}:/run/another")
    is_news(Outage.of("sqlite:///news.sqlite3"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "another service's"))
    assert not is_news(Outage.of("sqlite:///news.sqlite3"))


def test_the_name_tells_no_password(outage: Outage) -> None:
    assert "s3cret" not in str(outage.path)


def test_a_clock_that_was_ahead_silences_nothing(outage: Outage) -> None:
    is_news(outage)
    os.utime(outage.path, (4e9, 4e9))
    assert is_news(outage)


def test_where_nothing_can_be_written_each_run_is_news(tmp_path: Path) -> None:
    nowhere = Outage(tmp_path / "gone" / "outage")
    assert [is_news(nowhere), is_news(nowhere)] == [True, True]
    assert not nowhere.end()
