"""ArchiveWalk: the whole archive of a site backwards in time, piece by piece, with a cursor after each.

The archive is what the site offers: dated sitemaps; else the pages of each day; else a section's pages as far as
they go. A cursor says down to where it was walked, so that a run that was killed or had its `limit` goes on there.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsspiders.arguments import Arguments
from newsspiders.discovery import OLDEST_MONTH, Discovery, date_span, month_before
from newsspiders.states import Cursor
from newsspiders.walk import (
    Answer,
    Source,
    archive_source,
    archives_before,
    day_sources,
    month_of,
    month_source,
    next_month_source,
    next_page,
    wanted_sitemaps,
)

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


class ArchiveWalk:
    """The sources of `backfill=true`. Asks for nothing that the cursor says was walked.

    A piece counts as walked when all it lists is in the store, to be fetched; a piece that could not be read ends
    the walk for this run, and the next one begins with it. One that does not exist (HTTP 404) holds nothing.
    """

    def __init__(
        self,
        discovery: Discovery,
        arguments: Arguments,
        *,
        zone: ZoneInfo,
        now: datetime,
        empty_days_max: int,
    ) -> None:
        self._discovery = discovery
        self._arguments = arguments
        self._zone = zone
        self._until = min(arguments.until or now, now)
        self._empty_days_max = empty_days_max
        self._cursor: Cursor | None = None
        self._waiting: deque[Source] = deque()
        self._seen: set[str] = set()
        self._empty_days = 0
        self._has_day_links = False
        self._resume_after = 0

    @property
    def name(self) -> str:
        """The cursor's name: the archive, its sections and where the walk began."""
        wanted = self._arguments.sections
        if self._uses_sitemaps:
            archive = (*self._discovery.sitemaps, *filter(None, [self._discovery.month_sitemaps]))
        else:
            archive = ("days" if self._has_days else "pages", *wanted)
        begin = self._arguments.until.astimezone(self._zone).date().isoformat() if self._arguments.until else "now"
        return f"{' '.join(archive)} until {begin}"

    @property
    def is_done(self) -> bool:
        """Whether an earlier run walked the archive to its end."""
        return self._cursor is not None and self._cursor.is_done

    def start(self, cursor: Cursor | None) -> None:
        """Begin where the cursor stands; without one, at `until`."""
        self._cursor = cursor
        if self.is_done:
            return
        if self._uses_sitemaps:
            self._waiting.extend(Source(kind="sitemap", url=url) for url in self._discovery.sitemaps)
            if not self._waiting:
                self._queue_month()
        elif self._has_days:
            before = date.fromisoformat(cursor.position) if cursor else None
            last = (self._until - timedelta(seconds=1)).astimezone(self._zone).date()
            self._queue_day(min(last, before - _DAY) if before else last)
        else:
            self._queue_pages(cursor)

    def take(self) -> Source | None:
        """The next source; None when the walk is over or has stopped."""
        return self._waiting.popleft() if self._waiting else None

    def answered(self, source: Source, answer: Answer) -> Cursor | None:
        """Go on from a source; the cursor to keep, when a piece of the archive was walked to its end."""
        if answer.problem and not answer.is_missing:
            self._waiting.clear()
            return None
        if source.month:
            return self._after_month(source, answer, month=source.month)
        if source.kind == "sitemap":
            return self._after_sitemap(source, answer)
        return self._after_page(source, answer)

    @property
    def _uses_sitemaps(self) -> bool:
        return bool(self._discovery.sitemaps or self._discovery.month_sitemaps) and not self._arguments.sections

    @property
    def _has_days(self) -> bool:
        return bool(self._discovery.day_lists(self._arguments.sections))

    @property
    def _sections(self) -> tuple[str, ...]:
        return self._arguments.sections or self._discovery.sections

    @property
    def _walked_to(self) -> datetime:
        """The moment down to which earlier runs walked the sitemaps; `until`, if none did."""
        return datetime.fromisoformat(self._cursor.position) if self._cursor else self._until

    @property
    def _oldest_month(self) -> date:
        since = self._arguments.since
        return month_of(since, zone=self._zone) if since else OLDEST_MONTH

    def _after_sitemap(self, source: Source, answer: Answer) -> Cursor | None:
        if answer.sitemaps:
            listed = wanted_sitemaps(source, answer, self._discovery)
            chosen = archives_before(self._walked_to, listed, since=self._arguments.since, zone=self._zone)
            dated = [link for link in chosen if date_span(link.url, zone=self._zone)]
            self._waiting.extendleft(archive_source(link, source) for link in reversed(dated))
            return None
        span = date_span(source.url, zone=self._zone)
        if span is None:
            if answer.is_missing and not self._waiting:
                self._queue_month()  # no such index
            return None
        if self._waiting and self._reaches_into(self._waiting[0], span[0]):
            return None  # another part of the same days
        is_last = not self._waiting and self._arguments.since is None
        return Cursor(walk=self.name, position=span[0].astimezone(UTC).isoformat(), is_done=is_last)

    def _reaches_into(self, source: Source, begin: datetime) -> bool:
        span = date_span(source.url, zone=self._zone)
        return span is not None and span[1] >= begin

    def _queue_month(self) -> None:
        month = month_of(self._walked_to - _MOMENT, zone=self._zone)
        if month >= self._oldest_month:
            self._waiting.extend(filter(None, [month_source(month, self._discovery)]))

    def _after_month(self, source: Source, answer: Answer, *, month: date) -> Cursor | None:
        """All parts of a month are one piece. A list that says again what the one before said is the end: that site
        answers to any address.
        """
        if answer.articles and answer.articles <= self._seen:
            answer = replace(answer, links=(), is_unchanged=False)
        self._seen = set(answer.articles)
        newest = month_of(self._until - _MOMENT, zone=self._zone)
        follower = next_month_source(source, answer, self._discovery, newest=newest, oldest=self._oldest_month)
        if follower:
            self._waiting.append(follower)
        has_more_parts = follower is not None and follower.month == month
        is_nothing_known = not answer.is_there and source.number == 1 and month >= month_before(newest)
        if has_more_parts or is_nothing_known:
            return None
        position = datetime.combine(month, time.min, self._zone).astimezone(UTC).isoformat()
        return Cursor(walk=self.name, position=position, is_done=follower is None and self._arguments.since is None)

    def _after_page(self, source: Source, answer: Answer) -> Cursor | None:
        is_new = bool(answer.articles - self._seen)
        self._seen |= answer.articles
        follower = None
        if is_new:
            # A section's own page comes first in any case: it may hold what the addresses of later pages need.
            source = replace(source, number=max(source.number, self._resume_after))
            follower = next_page(source, answer, self._discovery)
            self._resume_after = 0
        if follower is not None:
            self._waiting.appendleft(follower)
        if source.day is None:
            return self._page_cursor(source, is_over=follower is None)
        self._has_day_links |= is_new
        if self._waiting:
            return None
        return self._finish_day(source.day)

    def _finish_day(self, day: date) -> Cursor:
        """All sections of the day were read: go on to the day before, unless the archive seems to have ended."""
        self._empty_days = 0 if self._has_day_links else self._empty_days + 1
        is_over = self._empty_days >= self._empty_days_max
        if not is_over:
            self._queue_day(day - _DAY)
        return Cursor(walk=self.name, position=day.isoformat(), is_done=is_over)

    def _queue_day(self, day: date) -> None:
        since = self._arguments.since
        if since and day < since.astimezone(self._zone).date():
            return
        self._seen.clear()
        self._has_day_links = False
        self._waiting.extend(day_sources(day, self._discovery, wanted=self._arguments.sections))

    def _queue_pages(self, cursor: Cursor | None) -> None:
        """Section by section; the cursor is `<number of the page read last> <its section>`."""
        sections = list(self._sections)
        if cursor:
            number, _, section = cursor.position.partition(" ")
            if section in sections:
                self._resume_after = int(number) - 1  # that page again: new articles have pushed older ones there
                sections = sections[sections.index(section) :]
        self._waiting.extend(Source(kind="section", url=section, section=section) for section in sections)

    def _page_cursor(self, source: Source, *, is_over: bool) -> Cursor:
        is_done = is_over and not self._waiting
        number, section = source.number, source.section
        if is_over and self._waiting:
            number, section = 1, self._waiting[0].section
        return Cursor(walk=self.name, position=f"{number} {section}", is_done=is_done)
