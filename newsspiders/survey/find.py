"""Finding a site's lists: which addresses a survey asks for, one after the other, and what came of each.

What the site names itself comes first: feeds in its pages' heads, sitemaps in its robots.txt, sections in its menu.
Only where it names none are the usual addresses tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from extractors.errors import NotHtmlError
from extractors.page import Page
from extractors.urls import host_of
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery import order_archives
from newsspiders.survey.asking import Ask
from newsspiders.survey.lists import FoundList, feeds_of, is_section, read_list, sections_of

FEED_PATHS = ("/rss/home.rss", "/rss", "/feed/", "/rss.xml", "/rss_feed/", "/feed.xml")
SITEMAP_PATHS = ("/sitemap.xml", "/news-sitemap.xml", "/sitemap_index.xml", "/sitemap-news.xml")
MOST_FEEDS = 6
MOST_SITEMAPS = 4
MOST_SECTIONS = 10
_KINDS_OF_SITEMAPS = 3
"""Of one index: news beside sections, tags and pictures."""
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was asked for, and what came."""

    host: str
    """The site's main one."""
    problem: str = ""
    """Why no page came at all."""
    feeds: tuple[FoundList, ...] = ()
    sitemaps: tuple[FoundList, ...] = ()
    """Those that were named or tried."""
    sections: tuple[FoundList, ...] = ()
    untold: tuple[FoundList, ...] = field(default=(), repr=False)
    """What was asked for and gave no list, with the reason."""

    @property
    def lists(self) -> tuple[FoundList, ...]:
        """All that list pages; instead of an index the sitemaps of it that were looked into."""
        return tuple(inner for one in (*self.feeds, *self.sitemaps, *self.sections) for inner in one.lists)


async def find_lists(starts: Sequence[str], *, ask: Ask) -> Findings:
    """What a site lists its articles in, from its front page and some pages of it on.

    Where the front page does not come, its menu and the feeds it names are looked for on the first page that does.
    """
    answers = [await ask(url) for url in dict.fromkeys((urljoin(starts[0], "/"), *starts))]
    came = [(answer, page) for answer in answers if (page := page_or_none(answer)) is not None]
    if not came:
        problems = (f"{one.final_url}: {one.problem or 'is no HTML'}" for one in answers)
        return Findings(host=host_of(answers[0].final_url), problem="; ".join(problems))
    first, front = came[0]
    host = host_of(first.final_url)
    tried = [*await _find_feeds(front, ask=ask), *await _find_sitemaps(first, ask=ask)]
    own = [one for one in answers if one is answers[0] or is_section(one.final_url, host=host)]
    sections = [read_list(one) for one in own]
    sections += [read_list(await ask(url)) for url in sections_of(front)[:MOST_SECTIONS]]
    by_url = {one.url: one for one in (*sections, *(one for one in tried if one.kind != "page" or not one.links))}
    return sort_lists(by_url.values(), host=host)


def sort_lists(found: Iterable[FoundList], *, host: str) -> Findings:
    """Lists by their kind; those without a link are told apart."""
    found = tuple(found)
    useful = tuple(one for one in found if any(inner.links for inner in one.lists))
    return Findings(
        host=host,
        feeds=tuple(one for one in useful if one.kind == "feed"),
        sitemaps=tuple(one for one in useful if one.kind not in ("feed", "page")),
        sections=tuple(one for one in useful if one.kind == "page"),
        untold=tuple(inner for one in found for inner in one.lists if not inner.links),
    )


def page_or_none(answer: FetchedPage) -> Page | None:
    """The page of an answer; None where nothing came, or no HTML."""
    if answer.problem:
        return None
    try:
        return Page(answer.body, url=answer.final_url)
    except NotHtmlError:
        return None


def stem_of(url: str) -> str:
    """What sitemaps of one kind share: the file's name without its numbers.

    >>> stem_of("https://x.vn/sitemaps/news-2026-3.xml")
    '/sitemaps/news'
    """
    path = urlsplit(url).path
    return re.split(r"[-_/]?\d", path, maxsplit=1)[0].removesuffix(".gz").removesuffix(".xml")


async def _find_feeds(home: Page, *, ask: Ask) -> list[FoundList]:
    """The feeds that the front page names, else those at the first usual address that has some or lists some."""
    found: list[FoundList] = []
    for urls in (feeds_of(home)[:MOST_FEEDS], *((urljoin(home.url, path),) for path in FEED_PATHS)):
        for url in urls:
            answer = await ask(url)
            found.append(read_list(answer))
            contents = page_or_none(answer) if found[-1].kind == "page" else None
            if contents is not None:
                found += [read_list(await ask(one)) for one in feeds_of(contents)[:MOST_FEEDS]]
        if any(one.kind == "feed" for one in found):
            break
    return list({one.url: one for one in found}.values())


async def _find_sitemaps(front: FetchedPage, *, ask: Ask) -> list[FoundList]:
    """The sitemaps that robots.txt names, else the one at the first usual address that has one."""
    found: list[FoundList] = []
    for urls in (front.sitemaps[:MOST_SITEMAPS], *((urljoin(front.final_url, path),) for path in SITEMAP_PATHS)):
        found += [await _look_into(read_list(await ask(url)), ask=ask) for url in urls]
        if any(one.kind != "page" for one in found):
            break
    return found


async def _look_into(found: FoundList, *, ask: Ask) -> FoundList:
    """An index with the newest sitemap of each kind that it lists; any other list as it is."""
    newest: dict[str, str] = {}
    for link in order_archives(found.sitemaps, zone=_UTC):
        newest.setdefault(stem_of(link.url), link.url)
    inner = [read_list(await ask(url)) for url in list(newest.values())[:_KINDS_OF_SITEMAPS]]
    return replace(found, inner=tuple(inner))
