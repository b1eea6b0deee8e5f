"""Lists: what an answer of a surveyed site turns out to be, and what its pages lead to. Bytes in, lists out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from extractors.page import Page
from extractors.selectors import Element
from extractors.urls import host_of
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery import Link, Paging, SourceError, parse_feed, parse_section, parse_sitemap
from newsspiders.discovery.links import absolute_url
from newsspiders.survey.patterns import Listing, is_of_other_kind
from newsspiders.survey.shapes import shape_of

Kind = Literal["feed", "news sitemap", "sitemap", "sitemap index", "page"]

_FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")
_HEAD_BYTES = 2000
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_FEED_PATH = re.compile(
    r"(?:^|/)(?:rss|feeds?|atom)(?:/|$)|\.(?:rss|atom|rdf)$|(?:rss|feed)\.xml$|/feed/?$", re.IGNORECASE
)
_MENU = re.compile(r"menu|nav|category|chuyen-?muc", re.IGNORECASE)
_DEEPEST_SECTION = 2
_MOST_ANCHORS = 5000
_PAGINGS = (
    "{section}?page={n}",
    "{section}?p={n}",
    "{section}?trang={n}",
    "{section}/page/{n}",
    "{section}/page/{n}/",
    "{section}/p{n}",
    "{section}/trang-{n}",
    "{section}/trang-{n}/",
    "{stem}/trang-{n}{suffix}",
    "{stem}/trang{n}{suffix}",
    "{stem}/page-{n}{suffix}",
    "{stem}-p{n}{suffix}",
    "{stem}-page{n}{suffix}",
    "{stem}-trang-{n}{suffix}",
    "{stem}/p{n}{suffix}",
)
"""How sites write a section's later pages, as their spiders here know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundList:
    """One list of a site."""

    url: str
    kind: Kind
    links: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    """Of an index."""
    inner: tuple[FoundList, ...] = ()
    """Of an index: the newest sitemap of each kind."""
    title: str | None = None
    language: str | None = None
    paging: Paging | None = None
    problem: str = ""
    """Why there is nothing in it, or what of it was not read."""
    answer: FetchedPage = field(repr=False)

    @property
    def newest(self) -> datetime | None:
        """The latest date it tells."""
        return max((link.latest for one in self.lists for link in one.links if link.latest), default=None)

    @property
    def newest_first(self) -> tuple[Link, ...]:
        """Its links: those with a date first, the latest of them at the head."""
        dated = [(link.latest, link) for link in self.links if link.latest]
        dated.sort(key=lambda pair: pair[0], reverse=True)
        return (*(link for _, link in dated), *(link for link in self.links if not link.latest))

    @property
    def lists(self) -> tuple[FoundList, ...]:
        """What lists pages: the sitemaps of an index, else itself."""
        return self.inner or (self,)

    @property
    def listing(self) -> Listing:
        """Its addresses, for the pattern of the articles."""
        return Listing(url=self.url, urls=tuple(link.url for link in self.links), is_of_articles=self._is_of_articles)

    @property
    def _is_of_articles(self) -> bool:
        if self.kind != "sitemap":
            return self.kind != "page"
        return 2 * sum(shape_of(link.url) is not None for link in self.links) > len(self.links)


def read_list(answer: FetchedPage) -> FoundList:
    """What an answer lists: as a feed, a sitemap or a page, whichever it is."""
    url, body = answer.final_url, answer.body
    if answer.problem:
        return FoundList(url=url, kind="page", problem=answer.problem, answer=answer)
    try:
        if _FEED.search(body[:_HEAD_BYTES]):
            feed = parse_feed(body, url=url)
            return FoundList(
                url=url,
                kind="feed",
                links=feed.links,
                title=feed.title,
                language=feed.language,
                problem=feed.problem or "",
                answer=answer,
            )
        return _read_sitemap(answer)
    except SourceError:
        return _read_page(answer)


def feeds_of(page: Page) -> tuple[str, ...]:
    """The feeds a page names: in its head, else by links that look like a feed's, in its order."""
    named = [
        element.get("href")
        for element in page.root.iter("link")
        if "alternate" in (element.get("rel") or "").lower() and (element.get("type") or "").lower() in _FEED_TYPES
    ]
    linked = [one.get("href") for one in _anchors(page) if _FEED_PATH.search(urlsplit(one.get("href") or "").path)]
    urls = (absolute_url(href, base=page.base_url) for href in (*named, *linked))
    return tuple(dict.fromkeys(url for url in urls if url and url != page.url))


def sections_of(page: Page) -> tuple[str, ...]:
    """The sections a page's menus lead to, in its order; of a page without a menu, those that any of its links do."""
    anchors = list(_anchors(page))
    in_menus = [anchor for anchor in anchors if _is_in_menu(anchor)]
    urls = (absolute_url(anchor.get("href"), base=page.base_url) for anchor in in_menus or anchors)
    return tuple(dict.fromkeys(url for url in urls if url and is_section(url, host=host_of(page.url))))


def is_section(url: str, *, host: str) -> bool:
    """Whether an address could be a section's: on the host, short, and with nothing of an article's.

    >>> is_section("https://x.vn/the-thao", host="x.vn"), is_section("https://x.vn/the-thao-123456.html", host="x.vn")
    (True, False)
    """
    parts = urlsplit(url)
    depth = len([segment for segment in parts.path.split("/") if segment])
    return (
        host_of(url).removeprefix("www.") == host.removeprefix("www.")
        and 1 <= depth <= _DEEPEST_SECTION
        and not parts.query
        and shape_of(url) is None
        and not is_of_other_kind(url, host=host_of(url))
    )


def paging_of(section: str, links: tuple[Link, ...], next_url: str | None = None) -> Paging | None:
    """How a section's second page is addressed, where it links to it in one of the ways that sites have."""
    linked = {link.url for link in links} | ({next_url} if next_url else set())
    pagings = (Paging(page=template) for template in _PAGINGS)
    return next((paging for paging in pagings if paging.page_url(section, 2) in linked), None)


def _read_sitemap(answer: FetchedPage) -> FoundList:
    sitemap = parse_sitemap(answer.body, url=answer.final_url)
    is_news = any(link.published or link.title for link in sitemap.links)
    kind: Kind = "sitemap index" if sitemap.sitemaps else "news sitemap" if is_news else "sitemap"
    return FoundList(
        url=answer.final_url,
        kind=kind,
        links=sitemap.links,
        sitemaps=sitemap.sitemaps,
        problem=sitemap.problem or "",
        answer=answer,
    )


def _read_page(answer: FetchedPage) -> FoundList:
    url = answer.final_url
    try:
        section = parse_section(answer.body, url=url)
    except SourceError as error:
        return FoundList(url=url, kind="page", problem=str(error), answer=answer)
    paging = paging_of(url, section.links, section.next_url)
    problem = section.problem or ""
    return FoundList(url=url, kind="page", links=section.links, paging=paging, problem=problem, answer=answer)


def _anchors(page: Page) -> Iterator[Element]:
    return islice(page.root.iter("a"), _MOST_ANCHORS)


def _is_in_menu(anchor: Element) -> bool:
    return any(
        element.tag in ("nav", "header") or _MENU.search(f"{element.get('class', '')} {element.get('id', '')}")
        for element in anchor.iterancestors()
        if element.tag not in ("body", "html")
    )
