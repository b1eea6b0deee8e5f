"""The requests of a crawl: for an article's page, for a list of links; conditional where an earlier answer is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy import Request

from newsspiders.discovery.links import MAX_UNPACKED_BYTES
from newsspiders.responses import NOT_MODIFIED
from newsspiders.sources import Asking
from newsspiders.states import UrlState

Callback = Callable[..., Any]


def article_request(state: UrlState, *, callback: Callback, errback: Callback) -> Request:
    """The request for an article's page; when it is stored, only if it has changed since."""
    headers = _conditional_headers(state.etag, state.last_modified) if state.outcome == "article" else {}
    return Request(
        state.url,
        callback=callback,
        errback=errback,
        headers=headers,
        cb_kwargs={"state": state},
        meta={"handle_httpstatus_list": [NOT_MODIFIED]} if headers else {},
    )


def source_request(asking: Asking, *, callback: Callback, errback: Callback) -> Request:
    """The request for a feed, a sitemap or a section page."""
    known = asking.known
    return Request(
        asking.source.url,
        callback=callback,
        errback=errback,
        headers=_conditional_headers(known.etag, known.last_modified) if known else {},
        cb_kwargs={"source": asking.source},
        meta={
            "allow_offsite": True,  # a feed may be hosted elsewhere
            "download_maxsize": MAX_UNPACKED_BYTES,
            "handle_httpstatus_list": [NOT_MODIFIED],
        },
    )


def _conditional_headers(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """What asks for a page only when it has changed (RFC 9110, 13.1)."""
    named = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in named.items() if value}
