"""Sitemaps, sitemap indexes, news sitemaps (https://www.sitemaps.org/protocol.html) -> links."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

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

_DAY_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REST_OF_DAY = timedelta(days=1, seconds=-1)
# news-2026-3.xml, 2026-03-07.xml, sitemaps-2026-3-1-10.xml (the days 1 to 10)
_DATE_IN_NAME = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap file lists: other sitemaps, or pages."""

    sitemaps: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()


def parse_sitemap(body: bytes, *, url: str, zone: ZoneInfo = UTC_ZONE) -> Sitemap:
    """The sitemaps and pages a sitemap file lists, in its order; gzip is unpacked. Of broken XML, what stands
    before the break counts. Dates without a zone are the site's (`zone`).

    :raises SourceError: no sitemap, or too large.
    """
    listed: dict[str, list[Link]] = {"sitemap": [], "url": []}
    is_sitemap = False
    for element in _iter_elements(unpack(body)):
        name = etree.QName(element).localname
        if name in ("sitemapindex", "urlset"):
            is_sitemap = True
        elif name in listed:
            link = _entry_link(element, url=url, zone=zone)
            if link:
                listed[name].append(link)
            element.clear()
    if not is_sitemap and not any(listed.values()):
        raise SourceError(f"no sitemap but {describe_body(body)}")
    return Sitemap(sitemaps=tuple(listed["sitemap"]), links=tuple(listed["url"]))


def date_in_name(url: str) -> datetime | None:
    """The end of the day or month that a sitemap's file name names; None when it names none.

    >>> date_in_name("https://tuoitre.vn/StaticSitemaps/sitemaps-2026-3-1-10.xml").isoformat()
    '2026-03-10T23:59:59+00:00'
    """
    matches = _DATE_IN_NAME.findall(urlsplit(url).path)
    if not matches:
        return None
    year, month, first_day, last_day = matches[-1]
    try:
        start = datetime(int(year), int(month), int(last_day or first_day or 1), tzinfo=UTC_ZONE)
    except ValueError:
        return None
    if first_day:
        return start + _REST_OF_DAY
    return (start + timedelta(days=31)).replace(day=1) - timedelta(seconds=1)


def _iter_elements(body: bytes) -> Iterator[etree._Element]:
    """Elements as they end, the root also as it starts; ends without an error where the XML breaks."""
    events = etree.iterparse(
        io.BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in events:
            if event == "end" or element.getparent() is None:
                yield element
    except etree.XMLSyntaxError:
        return


def _entry_link(entry: etree._Element, *, url: str, zone: ZoneInfo) -> Link | None:
    target = absolute_url(_child_text(entry, "{*}loc"), base=url)
    if not target:
        return None
    lastmod = _child_text(entry, "{*}lastmod")
    modified = parse_moment(lastmod, zone=zone)
    if modified and lastmod and _DAY_ONLY.fullmatch(lastmod):
        modified += _REST_OF_DAY
    return Link(
        url=target,
        published=parse_moment(_child_text(entry, "{*}news/{*}publication_date"), zone=zone),
        modified=modified,
        title=clean_title(_child_text(entry, "{*}news/{*}title")),
        source=url,
    )


def _child_text(entry: etree._Element, path: str) -> str | None:
    text = entry.findtext(path)
    return text.strip() if text else None
