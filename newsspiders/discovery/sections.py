"""Section pages: HTML -> links, and the way to the next page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from extractors.errors import NotHtmlError
from extractors.page import Page
from extractors.urls import host_of
from newsspiders.discovery.cards import Cards
from newsspiders.discovery.links import UTC_ZONE, Link, SourceError, absolute_url, clean_title, describe_body
from newsspiders.discovery.paging import Paging

MAX_LINKS = 10_000
"""Of one page; real ones have some hundreds."""

_MAX_ANCHORS = 50_000
_TITLE_PIECES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a section page links to."""

    links: tuple[Link, ...] = ()
    next_url: str | None = None
    """What the page itself names as the next one, on the same host."""
    zone: str | None = None
    """The section's number in its CMS, where `paging` says how to find it."""
    problem: str | None = None
    """What of the page was not read; None when all was."""


def parse_section(
    body: bytes,
    *,
    url: str,
    paging: Paging | None = None,
    cards: Cards | None = None,
    zone: ZoneInfo = UTC_ZONE,
    month_first: bool = False,
) -> Section:
    """The links of an HTML page, each once, in page order, titled by the longest text that links to it and dated
    by its card. Dates without a zone are the site's (`zone`).

    :raises SourceError: the bytes are no HTML.
    """
    try:
        page = Page(body, url=url)
    except NotHtmlError as error:
        raise SourceError(f"no page but {describe_body(body)}") from error
    titles, problem = _titles_by_url(page)
    dates = cards.dates(page, zone=zone, month_first=month_first) if cards else {}
    links = []
    for target, title in titles.items():
        published, is_day = dates.get(target, (None, False))
        links.append(Link(url=target, published=published, published_is_day=is_day, title=title or None, source=url))
    return Section(
        links=tuple(links),
        next_url=_next_url(page),
        zone=paging.find_zone(page) if paging else None,
        problem=problem,
    )


def _titles_by_url(page: Page) -> tuple[dict[str, str], str | None]:
    """The page's links with their texts, and what was left out."""
    titles: dict[str, str] = {}
    for count, anchor in enumerate(page.root.iter("a")):
        if len(titles) == MAX_LINKS or count == _MAX_ANCHORS:
            return titles, f"has more than {MAX_LINKS:,} links; the rest was not read"
        target = absolute_url(anchor.get("href"), base=page.base_url)
        if target:
            text = "".join(islice(anchor.itertext(), _TITLE_PIECES))
            title = clean_title(text) or clean_title(anchor.get("title")) or ""
            titles[target] = max(titles.get(target, ""), title, key=len)
    return titles, None


def _next_url(page: Page) -> str | None:
    """The target of `rel=next`, if it is another page of the same host."""
    for element in islice(page.root.iter("link", "a"), _MAX_ANCHORS):
        if "next" in (element.get("rel") or "").lower().split():
            target = absolute_url(element.get("href"), base=page.base_url)
            if target and target != page.url and host_of(target) == host_of(page.url):
                return target
    return None
