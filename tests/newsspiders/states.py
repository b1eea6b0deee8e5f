"""URL states made by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from newsspiders.items import Fetch
from newsspiders.store import UrlState

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)


def make_state(name: str = "a-post1.vnp", **changes: Any) -> UrlState:
    """A page that was discovered and not asked for yet."""
    url = f"https://www.vietnamplus.vn/{name}"
    facts: dict[str, Any] = {
        "key": url,
        "url": url,
        "discovered_from": "https://www.vietnamplus.vn/rss/home.rss",
        "first_seen": NOW,
        "next_due": NOW,
    }
    return UrlState(**{**facts, **changes})


def make_fetch(*, fetched_at: datetime = NOW, status: int = 200, **changes: Any) -> Fetch:
    """An answer."""
    url = "https://www.vietnamplus.vn/a-post1.vnp"
    return Fetch(**{"key": url, "url": url, "fetched_at": fetched_at, "status": status, **changes})
