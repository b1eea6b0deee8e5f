"""Frontier: the article links of one run, each handed out once, no more of them than the run still wants."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from extractors.metadata import canonicalise
from extractors.site import Site
from newsspiders.discovery import Link
from newsspiders.urls import url_key


class Frontier:
    """Links waiting, in the order they came, and a count of the pages on their way.

    With a limit, at most as many pages are on their way as articles are still missing: five articles cost
    five page requests, plus one for each page that turned out to be none.
    """

    def __init__(self, *, limit: int | None = None, site: Site | None = None) -> None:
        self._limit = limit
        self._site = site
        self._waiting: deque[Link] = deque()
        self._known: set[str] = set()
        self._in_flight = 0
        self._articles = 0

    @property
    def wants_more(self) -> bool:
        """Whether another page would be asked for if a link were there."""
        return self._limit is None or self._articles + self._in_flight < self._limit

    def add(self, link: Link) -> bool:
        """Queue a link, less its tracking parameters; False when its page was queued before, under whatever address."""
        key = url_key(canonicalise(link.url, self._site))
        if key in self._known:
            return False
        self._known.add(key)
        self._waiting.append(replace(link, url=canonicalise(link.url, None)))
        return True

    def take(self) -> Link | None:
        """The next link to fetch, on its way until `settle`; None when no page is wanted or waiting."""
        if not self._waiting or not self.wants_more:
            return None
        self._in_flight += 1
        return self._waiting.popleft()

    def settle(self, *, is_article: bool) -> None:
        """A page arrived, or failed for good."""
        self._in_flight -= 1
        self._articles += is_article

    def withdraw(self) -> None:
        """An article that was settled did not make it into the store."""
        self._articles -= 1

    def forget_in_flight(self) -> int:
        """Give up on all pages on their way; how many there were."""
        lost, self._in_flight = self._in_flight, 0
        return lost
