"""States of URLs made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from newsspiders.store import UrlState
from tests.newsspiders.articles import MOMENT

SITE = "vietnamplus"


def make_state(name: str, **changes: Any) -> UrlState:
    """A URL as a feed lists it at MOMENT."""
    url = f"https://www.vietnamplus.vn/{name}"
    state = UrlState(key=url, url=url, discovered_from="feed", first_seen=MOMENT, next_due=MOMENT)
    return replace(state, **changes)
