"""States of URLs and answers made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from newsspiders.items import Fetch
from newsspiders.states import UrlState
from tests.newsspiders.articles import MOMENT

SITE = "vietnamplus"


def make_state(name: str = "a", **changes: Any) -> UrlState:
    """A URL as a feed lists it at MOMENT."""
    url = f"https://www.vietnamplus.vn/{name}"
    state = UrlState(key=url, url=url, discovered_from="feed", first_seen=MOMENT, next_due=MOMENT)
    return replace(state, **changes)


def make_fetch(**changes: Any) -> Fetch:
    """An answer to that URL at MOMENT."""
    url = "https://www.vietnamplus.vn/a"
    return replace(Fetch(key=url, url=url, fetched_at=MOMENT, status=200), **changes)
