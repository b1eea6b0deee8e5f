"""Finding a site's lists: which addresses a survey asks for, one after the other, and what came of each.

What the site names itself comes first: feeds in its pages' heads, sitemaps in its robots.txt, sections in its menu.
Only where it names none are the usual addresses tried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from protego import Protego

from extractors.errors import NotHtmlError
from extractors.page import Page
from newsspiders.authoring.fetching import FetchedPage
from newsspiders.discovery import order_archives
from newsspiders.discovery.links import absolute_url
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

    home: FetchedPage
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


async def find_lists(start: str, *, ask: Ask) -> Findings:
    """What a site lists its articles in, from its front page or a section on."""
    home = await ask(urljoin(start, "/"))
    page = page_or_none(home)
    if page is None:
        return Findings(home=home)
    feeds = await _find_feeds(page, ask=ask)
    sitemaps = await _find_sitemaps(home.final_url, ask=ask)
    own = [start] if is_section(start, host=urlsplit(home.final_url).hostname or "") else []
    sections = [read_list(await ask(url)) for url in dict.fromkeys((*own, *sections_of(page)[:MOST_SECTIONS]))]
    asked = (*feeds, *(inner for one in sitemaps for inner in one.lists), *sections)
    return Findings(
        home=home,
        feeds=tuple(one for one in feeds if one.kind == "feed" and one.links),
        sitemaps=tuple(one for one in sitemaps if one.kind != "page" and any(inner.links for inner in one.lists)),
        sections=tuple(one for one in (read_list(home), *sections) if one.kind == "page" and one.links),
        untold=tuple(one for one in asked if not one.links or one.kind == "page" and one not in sections),
    )


def page_or_none(answer: FetchedPage) -> Page | None:
    """The page of an answer; None where nothing came, or no HTML."""
    if answer.problem:
        return None
    try:
        return Page(answer.body, url=answer.final_url)
    except NotHtmlError:
        return None


def sitemaps_of(robots: bytes, *, url: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names."""
    named = Protego.parse(robots.decode("utf-8", "replace")).sitemaps
    return tuple(dict.fromkeys(one for href in named if (one := absolute_url(href, base=url))))


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


async def _find_sitemaps(home: str, *, ask: Ask) -> list[FoundList]:
    """The sitemaps that robots.txt names, else the one at the first usual address that has one."""
    robots = await ask(urljoin(home, "/robots.txt"))
    named = () if robots.problem else sitemaps_of(robots.body, url=robots.final_url)
    found: list[FoundList] = []
    for urls in (named[:MOST_SITEMAPS], *((urljoin(home, path),) for path in SITEMAP_PATHS)):
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
