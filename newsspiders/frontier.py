"""Frontier: the pages of one run, each handed out once, no more of them than the run still wants."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from newsspiders.states import UrlState


class Frontier:
    """Pages waiting, in the order they came, and those on their way.

    With a limit, at most as many pages are on their way as articles are still missing: five articles cost
    five page requests, plus one for each page that turned out to be none. Without one, at most `window` pages:
    what waits here costs less than what waits as a request, and is in the store all the same.
    """

    def __init__(self, *, limit: int | None = None, window: int = 64) -> None:
        self._limit = limit
        self._window = window
        self._waiting: deque[UrlState] = deque()
        self._handed_out: set[str] = set()
        self._on_their_way: dict[str, UrlState] = {}
        self._articles = 0

    def __len__(self) -> int:
        return len(self._waiting) + len(self._on_their_way)

    @property
    def wants_more(self) -> bool:
        """Whether another page would be asked for if one were there."""
        if len(self._on_their_way) >= self._window:
            return False
        return self._limit is None or self._articles + len(self._on_their_way) < self._limit

    @property
    def is_full(self) -> bool:
        """Whether the run has all the articles it wants."""
        return self._limit is not None and self._articles >= self._limit

    @property
    def has_waiting(self) -> bool:
        """Whether pages wait that were not asked for yet."""
        return bool(self._waiting)

    def add(self, states: Iterable[UrlState]) -> int:
        """Queue pages, less those this run has had; how many were queued."""
        added = 0
        for state in states:
            if state.key not in self._handed_out:
                self._handed_out.add(state.key)
                self._waiting.append(state)
                added += 1
        return added

    def take(self) -> UrlState | None:
        """The next page to fetch, on its way until `settle`; None when none is wanted or waiting."""
        if not self._waiting or not self.wants_more:
            return None
        state = self._waiting.popleft()
        self._on_their_way[state.key] = state
        return state

    def settle(self, state: UrlState, *, is_article: bool) -> bool:
        """A page arrived, or failed for good; False when it was settled before."""
        if self._on_their_way.pop(state.key, None) is None:
            return False
        self._articles += is_article
        return True

    def claim(self, key: str) -> bool:
        """Take a page that was reached by another way; False when this run had it, or will."""
        is_new = key not in self._handed_out
        self._handed_out.add(key)
        return is_new

    def withdraw(self) -> None:
        """An article that was settled did not make it into the store."""
        self._articles -= 1

    def forget_waiting(self) -> None:
        """Ask for nothing more: what waits stays due in the store."""
        self._waiting.clear()

    def take_lost(self) -> tuple[UrlState, ...]:
        """All pages on their way, given up."""
        lost = tuple(self._on_their_way.values())
        self._on_their_way.clear()
        return lost
