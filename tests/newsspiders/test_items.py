"""ArticleItem and its one serialiser."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from extractors import Extraction
from newsspiders.items import ArticleItem, Fetch
from tests.newsspiders.articles import make_article, make_item


def test_as_dict_is_json_and_flat() -> None:
    facts = json.loads(json.dumps(make_item().as_dict()))
    assert facts["title"] == "Giá vàng tăng"
    assert facts["text"] == "Một.\n\nHai."
    assert facts["fetched_at"] == "2026-03-07T01:00:00+00:00"
    assert facts["removed"] == [{"rule": "vi/phrase:share", "reason": "share", "text": "Chia sẻ", "where": "div.share"}]
    assert facts["origins"] == {"title": "rule"}
    assert facts["warnings"] == ["date-missing"]


def test_as_dict_begins_with_the_articles_own() -> None:
    item = make_item()
    assert list(item.as_dict())[: len(item.article.as_dict())] == list(item.article.as_dict())


def test_fetched_at_is_told_in_utc() -> None:
    item = make_item(fetched_at=datetime.fromisoformat("2026-03-07T08:00:00+07:00"))
    assert item.as_dict()["fetched_at"] == "2026-03-07T01:00:00+00:00"


def test_warnings_of_the_crawl_are_added_to_the_extractions() -> None:
    extraction = Extraction(article=make_article(), warnings=("date-missing",))
    item = ArticleItem.of(extraction, fetch=make_item().fetch, discovered_from="urls", warnings=("text-cut",))
    assert item.warnings == ("date-missing", "text-cut")


def test_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Fetch\.fetched_at has no zone"):
        Fetch(key="k", url="u", fetched_at=datetime(2026, 3, 7), status=200)  # noqa: DTZ001  # the point


def test_whole_article() -> None:
    assert make_item().missing_part is None
    assert make_item(lead=None, published=None).missing_part is None


def test_missing_title() -> None:
    assert make_item(title=None).missing_part == "title"
    assert make_item(title="").missing_part == "title"


def test_missing_body() -> None:
    assert make_item(body=()).missing_part == "body"
