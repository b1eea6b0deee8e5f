"""Link, the one thing every source gives, and the bits of reading that the parsers share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urljoin, urlsplit
from zoneinfo import ZoneInfo

from extractors.page import unescape

MAX_UNPACKED_BYTES = 50 * 1024 * 1024
"""The sitemap protocol's own limit for one file, https://www.sitemaps.org/protocol.html."""
MAX_URL_LENGTH = 2000
"""Longer addresses are made by traps and by mistakes."""
UTC_ZONE = ZoneInfo("UTC")
REST_OF_DAY = timedelta(days=1, seconds=-1)
WRITTEN_AHEAD = timedelta(days=4, seconds=-1)
"""An article comes out on the day it was begun or in the three after it. (Lists of CafeF and Báo Chính phủ of 2026-03:
36 of 43 on the same day, 7 on the next.)
"""

_TITLE_LIMIT = 300
_LINE_BREAKS = re.compile(r"[\t\r\n]")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:.]{2,45}\]")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
# ISO 639-2, which Google's news sitemaps allow beside the two letters, and a code that was renamed.
_TWO_LETTERS = {
    "vie": "vi", "ind": "id", "eng": "en", "zho": "zh", "chi": "zh", "fra": "fr", "fre": "fr", "spa": "es",
    "rus": "ru", "jpn": "ja", "kor": "ko", "deu": "de", "ger": "de", "por": "pt", "lao": "lo", "khm": "km",
    "tha": "th", "msa": "ms", "may": "ms", "in": "id",
}  # fmt: skip


class SourceError(ValueError):
    """A source's answer is no feed, sitemap or page. The message says what it is instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link found in a source, to an article or (in a sitemap index) to a sitemap."""

    url: str
    """Absolute, without fragment."""
    published: datetime | None = None
    """Aware; None when the source does not say."""
    published_is_day: bool = False
    """The source names a day without a clock: `published` is its midnight."""
    written: datetime | None = None
    """Midnight of the day on which the article was begun: it was published then, or some days later."""
    modified: datetime | None = None
    """Aware; the latest moment the source's date can mean: a day alone is that day's end."""
    title: str | None = None
    language: str | None = None
    """ISO 639-1, as the source says it."""
    content: str | None = field(default=None, repr=False)
    """The article's HTML as its feed carries it whole, at most 200,000 characters; not a summary."""
    source: str = ""
    """URL of the feed, sitemap or section page; or `urls`, `replay`."""

    @property
    def latest(self) -> datetime | None:
        """The newest date known: what it leads to was not published later."""
        published = self.published
        if published and self.published_is_day:
            published += REST_OF_DAY
        if published is None and self.written:
            published = self.written + WRITTEN_AHEAD
        return max((moment for moment in (published, self.modified) if moment), default=None)

    @property
    def earliest(self) -> datetime | None:
        """The oldest date known: what it leads to was not published before."""
        return self.published or self.written


def absolute_url(href: str | None, *, base: str) -> str | None:
    """The absolute http(s) URL without fragment, its host in ASCII; None for anything else, for addresses that
    carry a user name, a backslash or a control character, and for those over MAX_URL_LENGTH.

    >>> absolute_url("//báo.vn/a#top", base="https://x.vn/")
    'https://xn--bo-mia.vn/a'
    """
    href = _LINE_BREAKS.sub("", (href or "").strip())
    if not href or len(href) > MAX_URL_LENGTH:
        return None
    try:
        target = urldefrag(urljoin(base, href)).url.strip()
        target.encode()  # raises for half a surrogate pair
        parts = urlsplit(target)
        _ = parts.port  # raises for a port that is no number
        host = parts.hostname or ""
        if not host.isascii():
            target = target.replace(parts.netloc, _ascii_netloc(parts.netloc), 1)
            parts = urlsplit(target)
    except ValueError:  # such as an unclosed [ in the host
        return None
    is_web = parts.scheme in ("http", "https") and "@" not in parts.netloc
    host = f"[{parts.hostname}]" if "[" in parts.netloc else parts.hostname or ""
    if not is_web or not _HOST.fullmatch(host) or _FORBIDDEN.search(target) or len(target) > MAX_URL_LENGTH:
        return None
    return target


def clean_title(raw: str | None) -> str | None:
    """One line of plain text; None when nothing is left.

    >>> clean_title("Gi&#225; v&amp;#224;ng  ")
    'Giá vàng'
    """
    if not raw:
        return None
    return unescape(raw)[:_TITLE_LIMIT] or None


def language_code(raw: str | None) -> str | None:
    """The ISO 639-1 code of a language tag; None for what is none.

    >>> language_code("vi-VN"), language_code("ind"), language_code("Tiếng Việt")
    ('vi', 'id', None)
    """
    primary = re.split("[-_]", (raw or "").strip().lower(), maxsplit=1)[0]
    code = _TWO_LETTERS.get(primary, primary)
    return code if re.fullmatch("[a-z]{2}", code) else None


def describe_body(body: bytes) -> str:
    """What the bytes look like, for a message."""
    start = body[:200].lstrip()
    if not start:
        return "an empty answer"
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    return f"something that begins with {start[:40]!r}"


def _ascii_netloc(netloc: str) -> str:
    """:raises ValueError: a host that no domain name can spell."""
    host, colon, port = netloc.rpartition(":") if re.search(r":\d*$", netloc) else (netloc, "", "")
    return host.encode("idna").decode() + colon + port
