"""Feeds: RSS, Atom, RDF -> Feed. Bounded in bytes, tags and entries before feedparser sees them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

import feedparser

from newsspiders.discovery.links import (
    UTC_ZONE,
    Link,
    SourceError,
    absolute_url,
    clean_title,
    describe_body,
    language_code,
)
from newsspiders.discovery.moments import parse_published
from newsspiders.discovery.unpacking import Unpacked

MAX_ENTRIES = 2000
MAX_CONTENT_LENGTH = 200_000

_MAX_BYTES = 10 * 1024 * 1024
_MAX_TAGS = 100_000  # feedparser reads some 40,000 a second
_MIN_CONTENT_LENGTH = 400
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_HTML_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed lists, and what it says of itself."""

    links: tuple[Link, ...] = ()
    title: str | None = None
    language: str | None = None
    """ISO 639-1."""
    problem: str | None = None
    """What of the feed was not read; None when all was."""


def parse_feed(body: bytes, *, url: str, zone: ZoneInfo = UTC_ZONE, month_first: bool = False) -> Feed:
    """An RSS, Atom or RDF feed, its links in its order; of a broken feed what can be read counts. Dates without a
    zone are the site's (`zone`); see `parse_moment` for `month_first`.

    :raises SourceError: the bytes are no feed.
    """
    text, problem = _bounded(body)
    # A stream, because feedparser takes bare bytes for a file name. No sanitising: nothing is shown as HTML.
    parsed = feedparser.parse(io.BytesIO(text), resolve_relative_uris=False, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        raise SourceError(f"no feed but {describe_body(text) if text else problem or describe_body(body)}")
    about = parsed.feed
    language = language_code(about.get("language"))
    links = _iter_links(parsed.entries, url=url, zone=zone, month_first=month_first, language=language)
    return Feed(links=tuple(links), title=clean_title(about.get("title")), language=language, problem=problem)


def _bounded(body: bytes) -> tuple[bytes, str | None]:
    """The feed's text up to the bounds, and what they cut off."""
    unpacked = Unpacked(body, limit=_MAX_BYTES)
    text = b"".join(unpacked)
    for pattern, limit, name in ((rb"<", _MAX_TAGS, "tags"), (_ENTRY, MAX_ENTRIES, "entries")):
        beyond = next(islice(re.finditer(pattern, text), limit, None), None)
        if beyond:
            return text[: beyond.start()], f"has more than {limit:,} {name}; the rest was not read"
    return text, unpacked.problem


def _iter_links(
    entries: list[feedparser.FeedParserDict], *, url: str, zone: ZoneInfo, month_first: bool, language: str | None
) -> Iterator[Link]:
    for entry in entries:
        target = absolute_url(entry.get("link") or entry.get("id"), base=url)
        if target:
            # Read past FeedParserDict: its own lookup of a missing "updated" gives "published", and warns.
            printed = dict.get(entry, "published") or dict.get(entry, "updated")
            published, is_day = parse_published(printed, zone=zone, month_first=month_first)
            yield Link(
                url=target,
                published=published,
                published_is_day=is_day,
                title=clean_title(entry.get("title")),
                language=_entry_language(entry) or language,
                content=_full_text(entry),
                source=url,
            )


def _entry_language(entry: feedparser.FeedParserDict) -> str | None:
    """What `dc:language` or `xml:lang` says of one entry."""
    told = entry.get("language") or entry.get("title_detail", {}).get("language")
    return language_code(told)


def _full_text(entry: feedparser.FeedParserDict) -> str | None:
    """The entry's longest HTML content when it is more than a teaser: some sentences, and twice the summary."""
    contents = [one.get("value") or "" for one in entry.get("content", ()) if one.get("type") in _HTML_TYPES]
    content = max(contents, key=len, default="")[:MAX_CONTENT_LENGTH]
    summary = entry.get("summary") or ""
    shortest = max(_MIN_CONTENT_LENGTH, 2 * _text_length(summary if summary != content else ""))
    return content if _text_length(content) >= shortest else None


def _text_length(html: str) -> int:
    return len(_TAG.sub("", html).strip())
