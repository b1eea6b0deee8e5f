"""ArticleItem and its one serialiser."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from newsspiders.items import ArticleItem
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


def test_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        ArticleItem(
            article=make_article(),
            fetched_at=datetime(2026, 3, 7),  # noqa: DTZ001  # the point
            status=200,
            discovered_from="urls",
        )
