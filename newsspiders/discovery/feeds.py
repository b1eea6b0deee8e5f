"""Feeds: RSS, Atom, RDF -> links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import feedparser

from newsspiders.discovery.links import (
    UTC_ZONE,
    Link,
    SourceError,
    absolute_url,
    clean_title,
    describe_body,
    parse_moment,
    unpack,
)


def parse_feed(body: bytes, *, url: str, zone: ZoneInfo = UTC_ZONE) -> tuple[Link, ...]:
    """The links of an RSS, Atom or RDF feed, in its order. Dates without a zone are the site's (`zone`).

    :raises SourceError: the bytes are no feed.
    """
    # A stream, because feedparser takes bare bytes for a file name. No sanitising: only links are read.
    parsed = feedparser.parse(io.BytesIO(unpack(body)), resolve_relative_uris=False, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        raise SourceError(f"no feed but {describe_body(body)}")
    return tuple(_iter_links(parsed.entries, url=url, zone=zone))


def _iter_links(entries: list[feedparser.FeedParserDict], *, url: str, zone: ZoneInfo) -> Iterator[Link]:
    for entry in entries:
        target = absolute_url(entry.get("link") or entry.get("id"), base=url)
        if target:
            # Read past FeedParserDict: its own lookup of a missing "updated" gives "published", and warns.
            printed = dict.get(entry, "published") or dict.get(entry, "updated")
            yield Link(
                url=target,
                published=parse_moment(printed, zone=zone),
                title=clean_title(entry.get("title")),
                source=url,
            )
