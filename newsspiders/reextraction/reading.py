"""Readings: what today's rules make of an archived page. Runs in processes of its own; knows no store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from extractors import Extraction, extract, join_pages
from extractors.errors import ExtractionError
from newsspiders.archive.members import Damage
from newsspiders.archive.reader import Captured, read_capture
from newsspiders.items import ArticleItem, Fetch
from newsspiders.reextraction.plan import Span
from newsspiders.reextraction.targets import Selection, Target
from newsspiders.responses import page_of
from newsspiders.urls import page_key, url_key
from newsspiders.visits import fetch_of

FROM_ARCHIVE = "archive"
"""`discovered_from` of an article whose URL the store does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One capture, read."""

    site: str
    fetch: Fetch
    item: ArticleItem | None
    """As if nothing were known of its URL but this capture."""
    problem: str = ""
    """Why there is no item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanReadings:
    """What came of a span."""

    readings: tuple[Reading, ...]
    damages: tuple[Damage, ...]


def read_span(span: Span, *, selection: Selection) -> SpanReadings:
    """Read the pages of a span. Mistakes in a site's own code pass through, with a note that names the page."""
    readings, damages = [], []
    for offset in span.offsets:
        found = _read_capture(span, offset)
        if isinstance(found, Damage):
            damages.append(found)
        elif target := selection.target_of(found.url):
            later = [_read_capture(span, at) for at in span.later.get(offset, ())]
            damages += [one for one in later if isinstance(one, Damage)]
            pages = [one for one in later if not isinstance(one, Damage)]
            readings.append(_read_page(found, target, later=pages))
    return SpanReadings(readings=tuple(readings), damages=tuple(damages))


def response_of(capture: Captured) -> Response:
    """The response as a spider's callback gets it: unpacked, and with `archive_id` and `fetched_at` in its meta."""
    headers = Headers()
    for name, value in capture.headers:
        if name.lower() != b"content-encoding":
            headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=capture.url, body=capture.body)
    meta = {"archive_id": capture.record_id or None, "fetched_at": capture.fetched_at}
    request = Request(capture.url, meta=meta)
    return kind(capture.url, status=capture.status, headers=headers, body=capture.body, request=request)


def _read_capture(span: Span, offset: int) -> Captured | Damage:
    try:
        return read_capture(span.path, offset)
    except OSError as error:
        return Damage(path=span.path, offset=offset, reason=f"can not be read ({error.strerror or error})")


def _read_page(capture: Captured, target: Target, *, later: Sequence[Captured]) -> Reading:
    response = response_of(capture)
    fetch = fetch_of(response, key=page_key(capture.url, target.site))
    empty = Reading(site=target.site.name, fetch=fetch, item=None)
    try:
        extraction = _join_later(_extract(response, target), target, later=later)
    except ExtractionError as error:
        return replace(empty, problem=str(error).removeprefix(f"{error.url}: "))
    except BaseException as error:
        error.add_note(f"while reading {capture.url} ({capture.path}, byte {capture.offset})")
        raise
    if extraction.next_page:
        return replace(empty, problem=f"its next page is not in the same file: {extraction.next_page}")
    item = ArticleItem.of(extraction, fetch=fetch, discovered_from=FROM_ARCHIVE)
    if missing := item.missing_part:
        return replace(empty, problem=f"no {missing}")
    return replace(empty, item=item)


def _extract(response: Response, target: Target) -> Extraction:
    return extract(page_of(response), url=response.url, site=target.site, fetched_at=response.meta["fetched_at"])


def _join_later(first: Extraction, target: Target, *, later: Sequence[Captured]) -> Extraction:
    """The article with its later pages, in the order they name each other; `next_page` is the one that is missing."""
    whole, waiting = first, {url_key(capture.url): capture for capture in reversed(later)}
    seen = {url_key(first.article.url or "")}
    while whole.next_page:
        key = url_key(whole.next_page)
        if key in seen:
            return replace(whole, next_page=None)
        capture = waiting.get(key)
        if capture is None:
            return whole
        seen.add(key)
        whole = join_pages(whole, _extract(response_of(capture), target))
    return whole
