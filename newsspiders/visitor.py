"""Visitor: takes the answers to article URLs, reads them, and writes down what is known of those without an article."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scrapy.http import Response

from extractors.site import Site
from newsspiders.arguments import Arguments
from newsspiders.extraction import Extractor
from newsspiders.failures import Failure
from newsspiders.frontier import Frontier
from newsspiders.later_pages import LaterPages, PagesNotAsked
from newsspiders.schedule import Schedule
from newsspiders.states import UrlState
from newsspiders.urls import page_key
from newsspiders.visits import Visit, fetch_of, read_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """The visits of one run."""

    site: Site
    extractor: Extractor
    later_pages: LaterPages
    arguments: Arguments
    schedule: Schedule
    frontier: Frontier
    keep: Callable[..., Awaitable[None]]
    """Writes states of URLs into the store, all or none."""

    async def visit(self, response: Response, state: UrlState) -> Visit | None:
        """What came of an answer, settled in the frontier, and in the store unless there is an item, which takes its
        URL's state along. None when the page stays due as it was. Mistakes in a site's own code pass through.
        """
        try:
            visit = await self._visit(response, state)
        except PagesNotAsked:
            self.frontier.settle(state, is_article=False)
            return None
        self.frontier.settle(state, is_article=visit.item is not None)
        if visit.item is None:
            await self.keep(visit.state)
        return visit

    async def fail(self, state: UrlState, told: Failure) -> None:
        """Note that a page could not be fetched."""
        self.frontier.settle(state, is_article=False)
        await self.keep(self.schedule.after(state, told, now=datetime.now(UTC)))

    async def _visit(self, response: Response, state: UrlState) -> Visit:
        page = state
        key = page_key(response.url, self.site) if "redirect_urls" in response.meta else state.key
        if key != state.key:  # redirected to another page, which is then one of its own
            moved = self.schedule.after_redirect(state, fetch_of(response, key=state.key))
            if not self.frontier.claim(key):
                return Visit(state=moved, stat="news/skipped/redirected")
            page = replace(state, key=key, url=response.url)
            await self.keep(page, moved)
        try:
            return await read_article(
                response,
                page,
                extractor=self.extractor,
                later_pages=self.later_pages,
                arguments=self.arguments,
                schedule=self.schedule,
            )
        except PagesNotAsked:
            raise
        except BaseException:  # the page is tried again, later and later, and the run goes on
            self.frontier.settle(state, is_article=False)
            await self.keep(self.schedule.after_failure(page, status=response.status, now=datetime.now(UTC)))
            raise
