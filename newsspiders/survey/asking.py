"""Asking for the pages of a survey: each once, and not more than a site can be expected to bear."""

from __future__ import annotations

from datetime import UTC, datetime

from newsspiders.authoring.fetching import Fetch, FetchedPage

MOST_REQUESTS = 60
"""Of one survey, redirects not counted."""


class Ask:
    """Gets the pages of one survey."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._pages: dict[str, FetchedPage] = {}

    async def __call__(self, url: str) -> FetchedPage:
        """What came of a URL."""
        if url not in self._pages:
            self._pages[url] = await self._first(url)
        return self._pages[url]

    async def _first(self, url: str) -> FetchedPage:
        if len(self._pages) >= MOST_REQUESTS:
            words = f"not asked for: {MOST_REQUESTS} pages are enough"
            return FetchedPage(url=url, final_url=url, fetched_at=datetime.now(UTC), problem=words)
        return await self._fetch(url)
