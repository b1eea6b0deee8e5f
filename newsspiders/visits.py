"""Visits: the answer to an article's URL -> an item, or why there is none; and the URL's new state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scrapy.http import Response

from extractors.errors import EmptyBodyError, ExtractionError
from newsspiders.arguments import Arguments
from newsspiders.extraction import ExtractionProcessError, Extractor
from newsspiders.failures import OBSTACLE_STAT, extraction_failure
from newsspiders.items import ArticleItem, Fetch
from newsspiders.later_pages import MISSING, LaterPages
from newsspiders.responses import NOT_MODIFIED, header_of, obstacle_of, page_of
from newsspiders.schedule import Schedule
from newsspiders.states import UrlState
from newsspiders.witness import witness_warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of one answer."""

    state: UrlState
    """The URL's state after it."""
    item: ArticleItem | None = None
    stat: str = ""
    """The stat to count, when there is no item."""
    words: str = ""
    """Why there is no item."""
    is_problem: bool = False
    """Somebody should look."""
    is_older: bool = False
    """The article was published before the run's `since`."""


async def read_article(
    response: Response,
    state: UrlState,
    *,
    extractor: Extractor,
    later_pages: LaterPages,
    arguments: Arguments,
    schedule: Schedule,
) -> Visit:
    """What came of the answer to an article's URL. Mistakes in a site's own code pass through.

    :raises PagesNotAsked: the article has later pages that can not be asked for now.
    """
    fetch = fetch_of(response, key=state.key)
    if response.status == NOT_MODIFIED:
        after = schedule.after_article(state, _still(fetch, state), published=None)
        return Visit(state=after, stat="news/unchanged/not_modified")
    try:
        extraction = await extractor.extract(page_of(response), url=response.url, fetched_at=fetch.fetched_at)
    except ExtractionError as error:
        return _without_article(error, response, state, fetch=fetch, schedule=schedule)
    except ExtractionProcessError as error:
        after = schedule.after_failure(state, status=fetch.status, now=fetch.fetched_at)
        return Visit(state=after, stat="news/failed/extraction_process", words=str(error), is_problem=True)
    published = extraction.article.published
    if published and not arguments.is_in_range(published):
        is_older = arguments.is_too_early(published)
        after = schedule.after_other_page(state, fetch, published=published)
        return Visit(state=after, stat=f"news/skipped/too_{'old' if is_older else 'new'}", is_older=is_older)
    extraction = await later_pages.join(extraction, fetched_at=fetch.fetched_at)
    if MISSING in extraction.warnings:  # what there is of it is stored; the page is tried again, later and later
        after = schedule.after_failure(state, status=fetch.status, now=fetch.fetched_at)
    else:
        after = schedule.after_article(state, fetch, published=published)
    item = ArticleItem.of(
        extraction,
        fetch=fetch,
        discovered_from=state.discovered_from,
        feed_text=state.feed_text,
        warnings=witness_warnings(extraction.article, state.feed_text),
    )
    return Visit(state=after, item=replace(item, state=after))


def fetch_of(response: Response, *, key: str) -> Fetch:
    """The facts of a response."""
    meta = response.meta
    return Fetch(
        key=key,
        url=response.url,
        fetched_at=meta.get("fetched_at") or datetime.now(UTC),
        status=response.status,
        etag=header_of(response, "ETag"),
        last_modified=header_of(response, "Last-Modified"),
        archive_id=meta.get("archive_id"),
    )


def _still(fetch: Fetch, state: UrlState) -> Fetch:
    """A 304 may leave out what has not changed (RFC 9110, 15.4.5)."""
    return replace(fetch, etag=fetch.etag or state.etag, last_modified=fetch.last_modified or state.last_modified)


def _without_article(
    error: ExtractionError, response: Response, state: UrlState, *, fetch: Fetch, schedule: Schedule
) -> Visit:
    if words := obstacle_of(response):
        after = schedule.after_failure(state, status=fetch.status, now=fetch.fetched_at)
        return Visit(state=after, stat=OBSTACLE_STAT, words=f"{response.url}: {words}", is_problem=True)
    stat, words = extraction_failure(error).stat, str(error)
    if isinstance(error, EmptyBodyError):  # stale rules: the page is tried again, maybe with better ones
        after = schedule.after_failure(state, status=fetch.status, now=fetch.fetched_at)
        return Visit(state=after, stat=stat, words=words, is_problem=True)
    return Visit(state=schedule.after_other_page(state, fetch), stat=stat, words=words)
