"""Walk: which list of links a run asks next, decided from what the last one answered. Fetches nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from newsspiders.arguments import Arguments
from newsspiders.discovery import OLDEST_MONTH, Discovery, Link, month_before, month_url, order_archives
from newsspiders.states import Cursor

SourceKind = Literal["feed", "sitemap", "section"]

_DEEPEST_INDEX = 3
_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list of links to ask."""

    kind: SourceKind
    url: str
    depth: int = 0
    """How many sitemap indexes led here."""
    listed: Link | None = None
    """The entry of the index that lists this sitemap."""
    section: str = ""
    """The section whose page this is."""
    number: int = 1
    """Which page of the section, or of its day; which part of the month's sitemap."""
    day: date | None = None
    """The day whose archive this is."""
    month: date | None = None
    """The month whose sitemap this is, where it was not an index that listed it: its first day."""
    zone: str | None = None
    """The section's number in the site's own system, where later pages need it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source listed."""

    links: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    next_url: str | None = None
    """The next page of a section, as the page itself links to it."""
    zone: str | None = None
    wanted: int = 0
    """How many of the links are worth a request: new, or known and due."""
    articles: frozenset[str] = frozenset()
    """The keys of all links of an article's form, known or not."""
    is_past_since: bool = False
    """Whether it reaches back before the run's `since`."""
    is_unchanged: bool = False
    """Whether it lists what it listed when it was last read."""
    problem: str | None = None
    """Why there is no answer."""
    cut: str | None = None
    """What of the list was not read."""
    is_missing: bool = False
    """The problem is that there is no such list: HTTP 404."""

    @property
    def is_there(self) -> bool:
        """Whether there is such a list, and something in it."""
        return bool(self.links) or self.is_unchanged


class Walk:
    """The sources of a usual run: feeds, sitemaps, section pages, newest first, each as far back as it brings
    something new. With `sections=` only those section pages; with `since=` and `until=` the archives of those days.
    """

    def __init__(
        self, discovery: Discovery, arguments: Arguments, *, zone: ZoneInfo, now: datetime, pages_max: int
    ) -> None:
        self._discovery = discovery
        self._arguments = arguments
        self._zone = zone
        self._pages_max = pages_max
        self._newest_month = month_of(min(arguments.until or now, now) - _MOMENT, zone=zone)
        self._waiting: deque[Source] = deque(self._first_sources())
        self._asked: set[str] = set()

    def take(self) -> Source | None:
        """The next source; None when there is none (left)."""
        while self._waiting:
            source = self._waiting.popleft()
            if source.url not in self._asked:
                self._asked.add(source.url)
                return source
        return None

    def answered(self, source: Source, answer: Answer) -> Cursor | None:
        """Follow what a source led to. (The cursor is for walks that have one.)"""
        if answer.problem is None or answer.is_missing:
            self._waiting.extendleft(reversed(self._followers(source, answer)))
        return None

    def add_sitemaps(self, urls: Iterable[str]) -> bool:
        """Ask sitemaps that only robots.txt names; whether any of them was not asked yet."""
        new = [url for url in urls if url not in self._asked]
        self._waiting.extend(Source(kind="sitemap", url=url) for url in new)
        return bool(new)

    def _first_sources(self) -> list[Source]:
        discovery, wanted = self._discovery, self._arguments.sections
        sections = [Source(kind="section", url=url, section=url) for url in wanted or discovery.sections]
        if wanted:
            return [*self._day_sources(), *sections]
        feeds = [Source(kind="feed", url=url) for url in discovery.feeds]
        sitemaps = [Source(kind="sitemap", url=url) for url in discovery.sitemaps]
        return [*feeds, *(sitemaps or self._first_month()), *self._day_sources(), *sections]

    def _day_sources(self) -> list[Source]:
        """The archives of the days asked for, newest first; none where the site has none or the span is open."""
        since, until = self._arguments.since, self._arguments.until
        if since is None or until is None:
            return []
        found: list[Source] = []
        last, day = (moment.astimezone(self._zone).date() for moment in (since, until - timedelta(seconds=1)))
        while day >= last:
            found += day_sources(day, self._discovery, wanted=self._arguments.sections)
            day -= _DAY
        return found

    def _followers(self, source: Source, answer: Answer) -> list[Source]:
        if source.month:
            return self._months(source, answer)
        if answer.is_missing:
            return self._first_month() if source.url in self._discovery.sitemaps else []
        if source.kind == "sitemap":
            return self._archives(source, answer)
        if source.kind == "section" and answer.wanted and not answer.is_past_since and source.number < self._pages_max:
            return list(filter(None, [next_page(source, answer, self._discovery)]))
        return []

    def _archives(self, source: Source, answer: Answer) -> list[Source]:
        """The sitemaps of an index that reach into the span asked for, else the newest few."""
        since, until = self._arguments.since, self._arguments.until
        listed = wanted_sitemaps(source, answer, self._discovery)
        chosen = archives_before(until, listed, since=since, zone=self._zone)
        if since is None and until is None:
            chosen = chosen[: self._discovery.newest_sitemaps]
        return [archive_source(link, source) for link in chosen]

    def _first_month(self) -> list[Source]:
        """Where no index is known, or there is none."""
        return list(filter(None, [month_source(self._newest_month, self._discovery)]))

    def _months(self, source: Source, answer: Answer) -> list[Source]:
        """What comes after a month's sitemap, as far back as the span asked for, else no more than the newest month."""
        since, until = self._arguments.since, self._arguments.until
        oldest = month_of(since, zone=self._zone) if since else OLDEST_MONTH
        follower = next_month_source(source, answer, self._discovery, newest=self._newest_month, oldest=oldest)
        if follower and since is None and until is None:
            goes_on = answer.wanted if follower.month == source.month else not answer.is_there
            return [follower] if goes_on else []
        return [follower] if follower else []


def month_of(moment: datetime, *, zone: ZoneInfo) -> date:
    """The first day of the month that holds a moment."""
    return moment.astimezone(zone).date().replace(day=1)


def month_source(month: date, discovery: Discovery, number: int = 1) -> Source | None:
    """The sitemap of a month, or a part of it; None where the site has no such sitemaps."""
    url = month_url(discovery.month_sitemaps, month, number) if discovery.month_sitemaps else None
    return Source(kind="sitemap", url=url, month=month, number=number) if url else None


def next_month_source(
    source: Source, answer: Answer, discovery: Discovery, *, newest: date, oldest: date
) -> Source | None:
    """The next part of a month's sitemap, else the month before; None at the end of the archive: a month that is not
    there. Only the newest may just not be there yet.
    """
    assert source.month is not None
    if answer.is_there and (part := month_source(source.month, discovery, source.number + 1)):
        return part
    before = month_before(source.month)
    is_end = not answer.is_there and source.number == 1 and source.month < newest
    return None if is_end or before < oldest else month_source(before, discovery)


def next_page(source: Source, answer: Answer, discovery: Discovery) -> Source | None:
    """The page of a section (or of a day in it) after this one, by the site's paging, else by the page's own link."""
    paging, number, zone = discovery.paging, source.number + 1, answer.zone or source.zone
    if source.day is not None:
        url = paging.day_url(source.section, source.day, number) if paging else None
    else:
        url = (paging.page_url(source.section, number, zone=zone) if paging else None) or answer.next_url
    if url is None:
        return None
    return Source(kind="section", url=url, section=source.section, number=number, day=source.day, zone=zone)


def day_sources(day: date, discovery: Discovery, *, wanted: Sequence[str]) -> list[Source]:
    """The first page of what was published on a day, in each section or on the whole site; none where there is no such
    archive.
    """
    urls = (
        {name: discovery.paging.day_url(name, day) for name in discovery.day_lists(wanted)} if discovery.paging else {}
    )
    return [Source(kind="section", url=url, section=name, day=day) for name, url in urls.items() if url]


def wanted_sitemaps(source: Source, answer: Answer, discovery: Discovery) -> tuple[Link, ...]:
    """The sitemaps of an index that are followed: of the site's form, and not too deep."""
    if source.depth >= _DEEPEST_INDEX:
        return ()
    return tuple(link for link in answer.sitemaps if discovery.is_sitemap(link.url))


def archive_source(link: Link, index: Source) -> Source:
    """The sitemap that an index lists."""
    return Source(kind="sitemap", url=link.url, depth=index.depth + 1, listed=link)


def archives_before(
    until: datetime | None, listed: Iterable[Link], *, since: datetime | None, zone: ZoneInfo
) -> tuple[Link, ...]:
    """The sitemaps that can hold something from `since` on and before `until`, newest first."""
    return order_archives(listed, zone=zone, since=since, until=until - _MOMENT if until else None)
