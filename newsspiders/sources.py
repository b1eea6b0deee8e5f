"""Sources: the lists of links of one run, asked in the order of its walk; what they list goes into the store and,
where it is due, on to the frontier.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from extractors.metadata import canonicalise
from extractors.site import Site
from extractors.urls import is_on_site
from newsspiders.arguments import Arguments
from newsspiders.backfill import ArchiveWalk
from newsspiders.discovery import Discovery, Link
from newsspiders.frontier import Frontier
from newsspiders.items import Fetch
from newsspiders.outcome import Outcome, SourceOutcome
from newsspiders.states import Discovered, DueKey, DuePage, SourceState, UrlState
from newsspiders.store import Session
from newsspiders.urls import page_key
from newsspiders.walk import Answer, Source, Walk

T = TypeVar("T")

_LEFTOVERS_AT_ONCE = 200


class Ask(Protocol):
    """Runs a job on the store; None when the store failed (and the run ends)."""

    def __call__(self, job: Callable[[Session], T], /) -> Awaitable[T | None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A source to ask now."""

    source: Source
    known: SourceState | None = None
    """Its last answer, where this run may rely on it."""


class Sources:
    """The sources of one run."""

    def __init__(
        self,
        *,
        site: Site,
        discovery: Discovery,
        arguments: Arguments,
        outcome: Outcome,
        frontier: Frontier,
        ask: Ask,
        now: datetime,
        longest_wait: timedelta,
        pages_max: int,
        empty_days_max: int,
    ) -> None:
        self._site = site
        self._discovery = discovery
        self._arguments = arguments
        self._outcome = outcome
        self._frontier = frontier
        self._ask = ask
        self._now = now
        self._farthest = now + longest_wait
        self._pages_max = pages_max
        self._empty_days_max = empty_days_max
        self._walk: Walk | ArchiveWalk | None = None
        self._reaches_back: set[str] = set()
        self._after: DueKey | None = None
        self._has_leftovers = True

    async def open(self) -> None:
        """Begin the walk; a backfill first takes up what it left."""
        if not self._arguments.backfill:
            self._walk = Walk(
                self._discovery, self._arguments, zone=self._site.zone, now=self._now, pages_max=self._pages_max
            )
            return
        walk = ArchiveWalk(
            self._discovery,
            self._arguments,
            zone=self._site.zone,
            now=self._now,
            empty_days_max=self._empty_days_max,
        )
        cursor = await self._ask(lambda session: session.cursor(self._site.name, walk.name))
        walk.start(cursor)
        if walk.is_done:
            walked = self._outcome.source("backfill", kind="archive")
            walked.is_unchanged, walked.note = True, "walked to its end by an earlier run"
        self._walk = walk
        await self.queue_leftovers()

    async def take(self) -> Asking | None:
        """The next source, less those known to be unchanged; None when all were asked."""
        while self._walk is not None and (source := self._walk.take()):
            if source.number > 1 and source.section in self._reaches_back:
                continue
            known = await self._last_answer(source.url)
            if known is not None and _is_unchanged(source, known):
                self._outcome.source(source.url, kind=source.kind).is_unchanged = True
                continue
            self._outcome.source(source.url, kind=source.kind).problem = "no answer"
            return Asking(source=source, known=known)
        return None

    async def answered(self, source: Source, answer: Answer, *, fetch: Fetch | None = None) -> None:
        """Put what a source lists into the store and the frontier, and go where it leads. `fetch` is missing when
        no answer came.
        """
        outcome = self._outcome.source(source.url, kind=source.kind)
        outcome.problem, outcome.is_unchanged = answer.problem, answer.is_unchanged
        outcome.note = answer.cut or ""
        outcome.links += len(answer.links) + len(answer.sitemaps)
        states = self._states(answer.links, outcome=outcome, discovered_from=source.section or source.url)
        found = await self._discover(list(states.values()), state=self._state_to_keep(source, answer, fetch))
        if found is None or self._walk is None:
            return
        self._frontier.add(found.due)
        outcome.dropped["known already"] += found.known
        answer = replace(
            answer,
            wanted=len(found.due),
            articles=frozenset(states),
            is_past_since=any(self._is_older(link) for link in answer.links),
        )
        if cursor := self._walk.answered(source, answer):
            await self._ask(lambda session: session.put_cursor(self._site.name, cursor))

    async def queue(self, links: Iterable[Link], *, is_forced: bool = False) -> int:
        """Put links of no source into the store and the frontier; how many are asked for."""
        states = {state.key: state for state in map(self._state, links)}
        found = await self._discover(list(states.values()), is_forced=is_forced)
        if found is None:
            return 0
        # What is asked for by name is wanted whole, changed or not.
        due = [replace(state, etag=None, last_modified=None) for state in found.due] if is_forced else found.due
        return self._frontier.add(due)

    async def queue_leftovers(self) -> bool:
        """Queue some of what earlier runs left, and of what is to be looked at again; False when there is none (left):
        each is looked at once a run, for what could not be asked is as due as before.
        """
        while self._has_leftovers:
            page = await self._ask(self._due_page)
            if page is None:
                return False
            self._after, self._has_leftovers = page.after, page.after is not None
            if self._frontier.add(page.states):
                return True
        return False

    def add_sitemaps(self, urls: Iterable[str]) -> bool:
        """Ask these sitemaps too, once a run; whether any are new to it."""
        if not isinstance(self._walk, Walk) or self._arguments.sections:
            return False
        return self._walk.add_sitemaps(urls)

    def reaches_back(self, section: str) -> None:
        """An article of this section is older than `since`: its later pages hold nothing newer."""
        self._reaches_back.add(section)

    async def _last_answer(self, url: str) -> SourceState | None:
        """What is known of a source, where this run may rely on it."""
        known = await self._ask(lambda session: session.source(url))
        return known if known is not None and self._was_read_as_far(known) else None

    def _due_page(self, session: Session) -> DuePage:
        arguments = self._arguments
        return session.due(
            self._site.name,
            before=self._now,
            farthest=self._farthest,
            limit=_LEFTOVERS_AT_ONCE,
            after=self._after,
            since=arguments.since,
            until=arguments.until,
            sources=arguments.sections or None,
        )

    async def _discover(
        self, states: list[UrlState], *, state: SourceState | None = None, is_forced: bool = False
    ) -> Discovered | None:
        def job(session: Session) -> Discovered:
            found = session.discover(
                self._site.name,
                states,
                now=self._now,
                farthest=self._farthest,
                since=self._arguments.since,
                until=self._arguments.until,
                force=is_forced,
            )
            if state is not None:
                session.put_source(self._site.name, state)
            return found

        return await self._ask(job)

    def _states(self, links: Iterable[Link], *, outcome: SourceOutcome, discovered_from: str) -> dict[str, UrlState]:
        """The pages that links lead to, by key; why the others are left out is counted."""
        states: dict[str, UrlState] = {}
        for link in links:
            if reason := self._refusal(link):
                outcome.dropped[reason] += 1
                continue
            state = self._state(replace(link, source=discovered_from))
            states.setdefault(state.key, state)
        return states

    def _state(self, link: Link) -> UrlState:
        return UrlState(
            key=page_key(link.url, self._site),
            url=canonicalise(link.url, self._site if self._site.addresses.is_later_page(link.url) else None),
            discovered_from=link.source,
            first_seen=self._now,
            published=link.published,
            modified=link.modified,
            title=link.title,
            feed_text=link.content,
            next_due=self._now,
        )

    def _state_to_keep(self, source: Source, answer: Answer, fetch: Fetch | None) -> SourceState | None:
        """What the next run may rely on: a list that was read whole and leads to no further lists, for those a
        killed run may not have read.
        """
        is_whole = self._arguments.until is None and not self._arguments.backfill
        is_leaf = source.kind != "section" and not answer.sitemaps
        if fetch is None or not is_whole or not is_leaf:
            return None
        return SourceState(
            url=source.url,
            kind=source.kind,
            last_fetched=fetch.fetched_at,
            etag=fetch.etag,
            last_modified=fetch.last_modified,
            floor=self._arguments.since,
            status=fetch.status,
            failures=0,
            problem=answer.problem,
        )

    def _refusal(self, link: Link) -> str | None:
        """Why a link is not followed; None when it is."""
        if not is_on_site(link.url, domains=self._site.domains):
            return "on other sites"
        if not self._discovery.is_article(link.url):
            return "not of an article's form"
        if self._is_older(link):
            return "older than since"
        if link.earliest and self._arguments.is_too_late(link.earliest):
            return "later than until"
        return None

    def _is_older(self, link: Link) -> bool:
        return link.latest is not None and self._arguments.is_too_early(link.latest)

    def _was_read_as_far(self, known: SourceState) -> bool:
        """Whether a source's last answer was put into the store as far back as this run wants to go."""
        if self._arguments.backfill or known.problem is not None:
            return False
        if known.last_fetched is None or known.last_fetched > self._now:  # by a clock that was ahead
            return False
        since = self._arguments.since
        return known.floor is None or (since is not None and since >= known.floor)


def _is_unchanged(source: Source, known: SourceState) -> bool:
    """Whether the index that lists a sitemap says that it is as it was when it was read."""
    modified = source.listed.modified if source.listed else None
    return modified is not None and known.last_fetched is not None and modified < known.last_fetched
