"""History: what the store says of runs, before a round and after it.

The store is opened anew for each question: a round may take hours, in which it can go and come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing

from newsspiders.states import RunRecord
from newsspiders.store import SpiderLock, Store, StoreError
from newsspiders.store.engine import database_path, parse_url

_LOOKED_AT = 200
"""Runs of a site: it may have many turns in a round of hours."""


class History:
    """The runs in a store. Without a URL there are none, and nobody else crawls."""

    def __init__(self, url: str | None) -> None:
        self._url = url

    def last_runs(self, *, create: bool = True) -> dict[str, RunRecord]:
        """Site -> its newest run. Makes a store that is not there yet, or does not.

        :raises StoreError: the store cannot be opened.
        """
        if not self._url or not (create or _is_there(self._url)):
            return {}
        with closing(Store(self._url)) as store, store.read() as session:
            return session.last_runs()

    def holder(self, site: str) -> str:
        """Who crawls a site now, in words; empty when nobody does, or the store can't tell."""
        if not self._url:
            return ""
        try:
            with closing(Store(self._url, create=False)) as store:
                return SpiderLock(store, site).holder()
        except StoreError:
            return ""  # the crawl will meet it too, and tell

    def runs(self, sites: Iterable[str]) -> dict[str, Sequence[RunRecord]]:
        """Site -> its newest runs, newest first.

        :raises StoreError: the store cannot be read.
        """
        if not self._url:
            return {}
        with closing(Store(self._url, create=False)) as store, store.read() as session:
            return {site: session.runs(spider=site, limit=_LOOKED_AT) for site in sites}


def _is_there(url: str) -> bool:
    path = database_path(parse_url(url))
    return path is None or path.exists()
