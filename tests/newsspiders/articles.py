"""Articles and items made by hand, for tests that need one and no page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from extractors import Article, Block, Removal
from newsspiders.items import ArticleItem, Fetch

MOMENT = datetime(2026, 3, 7, 1, 0, tzinfo=UTC)


def make_article(**changes: Any) -> Article:
    """An article with changes."""
    article = Article(
        url="https://www.vietnamplus.vn/a-post1.vnp?utm_source=rss",
        canonical_url="https://www.vietnamplus.vn/a-post1.vnp",
        site="vietnamplus",
        language="vi",
        title="Giá vàng tăng",
        lead="Sáng nay.",
        body=(Block(type="paragraph", text="Một."), Block(type="paragraph", text="Hai.")),
        published=MOMENT,
    )
    return replace(article, **changes)


def make_item(
    *,
    fetched_at: datetime = MOMENT,
    archive_id: str | None = None,
    feed_text: str | None = None,
    **changes: Any,
) -> ArticleItem:
    """An item of `make_article(**changes)`."""
    article = make_article(**changes)
    address = article.canonical_url or article.url or ""
    return ArticleItem(
        article=article,
        fetch=Fetch(key=address, url=address, fetched_at=fetched_at, status=200, archive_id=archive_id),
        discovered_from="https://www.vietnamplus.vn/rss/home.rss",
        removed=(Removal(rule="vi/phrase:share", reason="share", text="Chia sẻ", where="div.share"),),
        origins={"title": "rule"},
        warnings=("date-missing",),
        feed_text=feed_text,
    )
