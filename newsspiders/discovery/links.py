"""Link, the one thing every source gives, and the bits of reading that the parsers share."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urldefrag, urljoin, urlsplit
from zoneinfo import ZoneInfo

from extractors.dates import parse_date
from extractors.page import unescape

MAX_UNPACKED_BYTES = 50 * 1024 * 1024
"""The sitemap protocol's own limit for one file, https://www.sitemaps.org/protocol.html."""
UTC_ZONE = ZoneInfo("UTC")

_TITLE_LIMIT = 300


class SourceError(ValueError):
    """A source's answer is no feed or no sitemap. The message says what it is instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link found in a source, to an article or (in a sitemap index) to a sitemap."""

    url: str
    """Absolute, without fragment."""
    published: datetime | None = None
    """Aware; None when the source does not say."""
    modified: datetime | None = None
    """Aware; the latest moment the source's date can mean: a day alone is that day's end."""
    title: str | None = None
    source: str = ""
    """URL of the feed, sitemap or section page; or `urls`, `replay`."""

    @property
    def latest(self) -> datetime | None:
        """The newest date known: what it leads to was not published later."""
        return max((moment for moment in (self.published, self.modified) if moment), default=None)


def absolute_url(href: str | None, *, base: str) -> str | None:
    """The absolute http(s) URL without fragment; None for anything else."""
    href = (href or "").strip()
    if not href:
        return None
    try:
        target = urldefrag(urljoin(base, href)).url
        parts = urlsplit(target)
        _ = parts.port  # raises for a port that is no number
    except ValueError:  # such as an unclosed [ in the host
        return None
    return target if parts.scheme in ("http", "https") and parts.hostname else None


def parse_moment(raw: str | None, *, zone: ZoneInfo) -> datetime | None:
    """The moment a source prints; None when it prints none that can be read."""
    return parse_date(raw, zone=zone) if raw else None


def clean_title(raw: str | None) -> str | None:
    """One line of plain text; None when nothing is left.

    >>> clean_title("Gi&#225; v&amp;#224;ng  ")
    'Giá vàng'
    """
    if not raw:
        return None
    return unescape(raw)[:_TITLE_LIMIT] or None


def unpack(body: bytes) -> bytes:
    """The bytes, gunzipped when they are gzip; a truncated archive gives what it held.

    :raises SourceError: broken, or larger than MAX_UNPACKED_BYTES.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    unzipper = zlib.decompressobj(wbits=31)
    try:
        unpacked = unzipper.decompress(body, MAX_UNPACKED_BYTES)
    except zlib.error as error:
        raise SourceError(f"broken gzip: {error}") from error
    if unzipper.unconsumed_tail:
        raise SourceError(f"unpacks to more than {MAX_UNPACKED_BYTES // 1024 // 1024} MiB")
    return unpacked


def describe_body(body: bytes) -> str:
    """What the bytes look like, for a message."""
    start = body[:200].lstrip()
    if not start:
        return "an empty answer"
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    return f"something that begins with {start[:40]!r}"
