"""ValidateArticle: what an article must have."""

from __future__ import annotations

from newsspiders.pipelines import missing_part
from tests.newsspiders.articles import make_item


def test_whole_article() -> None:
    assert missing_part(make_item()) is None
    assert missing_part(make_item(lead=None, published=None)) is None


def test_missing_title() -> None:
    assert missing_part(make_item(title=None)) == "title"
    assert missing_part(make_item(title="")) == "title"


def test_missing_body() -> None:
    assert missing_part(make_item(body=())) == "body"
