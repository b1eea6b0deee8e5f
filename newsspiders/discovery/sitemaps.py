"""Sitemaps (https://www.sitemaps.org/protocol.html): urlsets, indexes, news sitemaps, feeds and text files -> links.

Read as a stream: no tree is built, so memory holds the links and one entry's text, whatever the file.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from zoneinfo import ZoneInfo

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, resolve_encoding

from newsspiders.discovery.feeds import parse_feed
from newsspiders.discovery.links import (
    REST_OF_DAY,
    UTC_ZONE,
    Link,
    SourceError,
    absolute_url,
    clean_title,
    describe_body,
    language_code,
)
from newsspiders.discovery.moments import is_day_only, parse_moment, parse_published
from newsspiders.discovery.unpacking import Unpacked

MAX_ENTRIES = 55_000
"""The protocol allows 50,000; some sites count badly."""

_MAX_ELEMENTS = 2_000_000
_FIELD_LIMIT = 4000
_DEEPEST_FIELD = 5
_FEED_ROOTS = ("rss", "feed", "RDF")
_FIELDS = frozenset(
    ("loc", "lastmod", "news/publication_date", "news/title", "news/publication/language", "news/language")
)
"""Paths below <url> or <sitemap>, without namespaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap file lists: other sitemaps, or pages."""

    sitemaps: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    problem: str | None = None
    """What of the file was not read, and why; None when all was."""


def parse_sitemap(body: bytes, *, url: str, zone: ZoneInfo = UTC_ZONE, month_first: bool = False) -> Sitemap:
    """The sitemaps and pages a sitemap file lists, in its order; gzip is unpacked. Of a file that is cut short,
    broken or too large, what was read counts and `problem` says so. Dates without a zone are the site's (`zone`).

    :raises SourceError: no sitemap.
    """
    unpacked = Unpacked(body)
    pieces = iter(unpacked)
    head = next(pieces, b"")
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:8].lower().startswith((b"http://", b"https://")):
        return _read_lines(chain((head,), pieces), unpacked, url=url)
    reader = _Reader(url=url, zone=zone)
    broken = _read_xml(chain((head.lstrip(),), pieces), reader, encoding=_encoding(head))
    if reader.root in _FEED_ROOTS:
        feed = parse_feed(body, url=url, zone=zone, month_first=month_first)
        return Sitemap(links=feed.links, problem=feed.problem)
    if reader.root not in ("urlset", "sitemapindex") and not reader.entry_count:
        raise SourceError(f"no sitemap but {describe_body(head) if head else unpacked.problem or 'an empty answer'}")
    return Sitemap(
        sitemaps=tuple(reader.found["sitemap"]),
        links=tuple(reader.found["url"]),
        problem=reader.problem or unpacked.problem or broken,
    )


class _Reader:
    """What lxml's parser calls as it reads."""

    def __init__(self, *, url: str, zone: ZoneInfo) -> None:
        self._url = url
        self._zone = zone
        self.root = ""
        """The root element's name."""
        self.found: dict[str, list[Link]] = {"sitemap": [], "url": []}
        self.entry_count = 0
        self.problem: str | None = None
        """Which bound was reached; nothing is taken in any more."""
        self._element_count = 0
        self._path: list[str] = []
        self._depth = 0
        self._fields: dict[str, str] = {}
        self._text: list[str] | None = None

    def start(self, tag: str, _: object) -> None:
        """An element begins."""
        self._element_count += 1
        if self._element_count > _MAX_ELEMENTS:
            self.problem = f"has more than {_MAX_ELEMENTS:,} elements; the rest was not read"
        self._depth += 1
        if self._depth > _DEEPEST_FIELD or self.problem:
            return
        name = tag.rpartition("}")[2].rpartition(":")[2]
        self._path.append(name)
        if self._depth == 1:
            self.root = self.root or name
        elif self._depth == 2:
            self._fields = {}
        else:
            self._text = [] if "/".join(self._path[2:]) in _FIELDS else None

    def data(self, text: str) -> None:
        """Text, in pieces."""
        if self._text is not None and len(self._text) < _FIELD_LIMIT:
            self._text.append(text[:_FIELD_LIMIT])

    def end(self, _: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self._depth >= _DEEPEST_FIELD or self.problem:
            return
        if self._text is not None:
            self._fields.setdefault("/".join(self._path[2:]), "".join(self._text)[:_FIELD_LIMIT].strip())
            self._text = None
        name = self._path.pop()
        if self._depth == 1 and name in self.found:
            self._finish_entry(name)

    def close(self) -> None:
        """The file ends."""

    def _finish_entry(self, name: str) -> None:
        if self.entry_count == MAX_ENTRIES:
            self.problem = f"has more than {MAX_ENTRIES:,} entries; the rest was not read"
            return
        self.entry_count += 1
        if link := _entry_link(self._fields, url=self._url, zone=self._zone):
            self.found[name].append(link)


def _read_xml(pieces: Iterator[bytes], reader: _Reader, *, encoding: str | None) -> str | None:
    """Read until the end, a bound or a feed's root; what is wrong with the XML, if anything."""
    parser = etree.XMLParser(  # type: ignore[call-overload]  # the stub asks for methods lxml can do without
        target=reader,
        encoding=encoding,
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        for piece in pieces:
            parser.feed(piece)
            if reader.problem or reader.root in _FEED_ROOTS:
                return None
        parser.close()
    except etree.XMLSyntaxError as error:
        return f"is broken XML ({error.msg})"
    for entry in parser.feed_error_log:
        if entry.level == etree.ErrorLevels.FATAL:
            return f"is broken XML (line {entry.line}: {entry.message.strip()}); what could be read counts"
    return None


def _encoding(head: bytes) -> str | None:
    """What to read the XML as where its own declaration is wrong; None to trust it."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    if b"\0" in head[:2]:
        return "utf-16be" if head[:1] == b"\0" else "utf-16le"
    try:
        is_ascii = codecs.getincrementaldecoder("utf-8")().decode(head).isascii()
    except UnicodeDecodeError:
        return None
    declared = html_body_declared_encoding(head[:1024])
    name = resolve_encoding(declared) if declared else None
    return "utf-8" if not is_ascii or name is None or name.startswith(("utf-16", "utf-32")) else None


def _entry_link(fields: dict[str, str], *, url: str, zone: ZoneInfo) -> Link | None:
    target = absolute_url(fields.get("loc"), base=url)
    if not target:
        return None
    lastmod = fields.get("lastmod")
    modified = parse_moment(lastmod, zone=zone)
    if modified and is_day_only(lastmod):
        modified += REST_OF_DAY
    published, is_day = parse_published(fields.get("news/publication_date"), zone=zone)
    return Link(
        url=target,
        published=published,
        published_is_day=is_day,
        modified=modified,
        title=clean_title(fields.get("news/title")),
        language=language_code(fields.get("news/publication/language") or fields.get("news/language")),
        source=url,
    )


def _read_lines(pieces: Iterator[bytes], unpacked: Unpacked, *, url: str) -> Sitemap:
    """A text sitemap: one URL a line."""
    lines = b"".join(pieces).decode("utf-8-sig", "replace").splitlines()
    told = (absolute_url(line, base="") for line in lines[:MAX_ENTRIES])
    links = tuple(Link(url=target, source=url) for target in told if target)
    cut = f"has more than {MAX_ENTRIES:,} lines; the rest was not read" if len(lines) > MAX_ENTRIES else None
    return Sitemap(links=links, problem=cut or unpacked.problem)
