"""When a URL is due again: its state before a visit + what came of the visit -> its state after. Reads no clock."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from newsspiders.failures import Failure
from newsspiders.items import Fetch
from newsspiders.states import UrlState

_GONE_AT_ONCE = 410
_GONE_WHEN_REPEATED = 404
_ROBOTS_AGAIN = timedelta(days=7)
_JITTER_MAX = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The rules of revisits and of second tries, from the settings of the same names."""

    revisit_after_seconds: tuple[int, ...]
    """After the first visit of an article, the second, …; after the last it is not visited again."""
    revisit_age_max_seconds: int
    """Articles published longer ago are not visited again."""
    retry_seconds: int
    """After a first failure; doubled with each in a row."""
    retry_max_seconds: int
    failures_max: int
    """A URL that failed so often in a row is given up."""
    jitter: Callable[[], float] = random.random
    """0 to 1: second tries of many URLs spread over half their waiting time."""

    @classmethod
    def of(cls, settings: Any) -> Schedule:
        """The schedule of a run.

        :raises ValueError: a setting is wrong; says which and what to write.
        """
        schedule = cls(
            revisit_after_seconds=tuple(
                _number("REVISIT_AFTER_SECONDS", seconds) for seconds in settings.getlist("REVISIT_AFTER_SECONDS")
            ),
            revisit_age_max_seconds=_number("REVISIT_AGE_MAX_SECONDS", settings["REVISIT_AGE_MAX_SECONDS"]),
            retry_seconds=_number("URL_RETRY_SECONDS", settings["URL_RETRY_SECONDS"]),
            retry_max_seconds=_number("URL_RETRY_MAX_SECONDS", settings["URL_RETRY_MAX_SECONDS"]),
            failures_max=_number("URL_FAILURES_MAX", settings["URL_FAILURES_MAX"]),
        )
        if any(seconds <= 0 for seconds in schedule.revisit_after_seconds):
            raise ValueError("REVISIT_AFTER_SECONDS holds a number below 1; write seconds: 900,7200,86400")
        return schedule

    @property
    def longest(self) -> timedelta:
        """No URL is made due later than after so long: one that is was put down while the clock was ahead."""
        retry_seconds = max(self.retry_seconds, self.retry_max_seconds) * _JITTER_MAX
        return max(timedelta(seconds=max(retry_seconds, *self.revisit_after_seconds, 0)), _ROBOTS_AGAIN)

    def after_article(self, state: UrlState, fetch: Fetch, *, published: datetime | None) -> UrlState:
        """The page was an article, new or known, changed or not; a 304 counts too."""
        visits = state.visits + 1
        published = published or state.published
        return replace(
            state,
            published=published,
            last_fetched=fetch.fetched_at,
            etag=fetch.etag,
            last_modified=fetch.last_modified,
            status=fetch.status,
            outcome="article",
            failures=0,
            visits=visits,
            next_due=self._revisit(visits, since=published or state.first_seen, now=fetch.fetched_at),
            feed_text=None,  # the article has it now
        )

    def after_other_page(self, state: UrlState, fetch: Fetch, *, published: datetime | None = None) -> UrlState:
        """The page was read and is not wanted: no article; or, with `published`, one outside of since and until."""
        return replace(
            state,
            published=published or state.published,
            last_fetched=fetch.fetched_at,
            etag=None,
            last_modified=None,
            status=fetch.status,
            outcome="out-of-range" if published else "not-article",
            failures=0,
            visits=state.visits + 1,
            next_due=None,
        )

    def after_redirect(self, state: UrlState, fetch: Fetch) -> UrlState:
        """The page has moved to an address that is a page of its own here."""
        return replace(self.after_other_page(state, fetch), outcome="moved")

    def after(self, state: UrlState, failure: Failure, *, now: datetime) -> UrlState:
        """No page came. Only a failure of the page itself counts against its URL."""
        match failure.scope:
            case "unasked":
                return state
            case "robots":
                return self.after_refusal(state, now=now)
            case "host":
                return self.after_hosts_failure(state, status=failure.status, now=now)
            case "page":
                return self.after_failure(state, status=failure.status, now=now)

    def after_failure(self, state: UrlState, *, status: int | None, now: datetime) -> UrlState:
        """No page came, or one that cannot be used. An article that is stored stays one."""
        failures = state.failures + 1
        is_gone = status == _GONE_AT_ONCE or (status == _GONE_WHEN_REPEATED and failures > 1)
        is_over = is_gone or failures >= self.failures_max
        waits = min(self.retry_seconds * 2 ** (failures - 1), self.retry_max_seconds) * (0.75 + self.jitter() / 2)
        return replace(
            state,
            last_fetched=now,
            status=status,
            outcome=state.outcome if state.outcome == "article" else "gone" if is_gone else "failed",
            failures=failures,
            next_due=None if is_over else now + timedelta(seconds=waits),
        )

    def after_hosts_failure(self, state: UrlState, *, status: int | None, now: datetime) -> UrlState:
        """The host is not well: nothing is said against the page, which is asked for again, but not at once."""
        waits = self.retry_seconds * (0.75 + self.jitter() / 2)
        return replace(state, last_fetched=now, status=status, next_due=now + timedelta(seconds=waits))

    def after_refusal(self, state: UrlState, *, now: datetime) -> UrlState:
        """robots.txt forbids the page: asked again in a week at the earliest, for robots.txt may change."""
        return replace(state, last_fetched=now, outcome="failed", next_due=now + _ROBOTS_AGAIN)

    def _revisit(self, visits: int, *, since: datetime, now: datetime) -> datetime | None:
        if visits > len(self.revisit_after_seconds):
            return None
        due = now + timedelta(seconds=self.revisit_after_seconds[visits - 1])
        return due if (due - since).total_seconds() <= self.revisit_age_max_seconds else None


def _number(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise ValueError(f"{name} is {value!r}; write a number") from None
