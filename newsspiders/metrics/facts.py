"""What is told of a run and its site, before it is put into Prometheus' words. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from newsspiders.overview.silence import LOOKED_BACK, silent_after
from newsspiders.states import Arrivals
from newsspiders.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """One run that ended."""

    site: str
    started_at: datetime
    ended_at: datetime
    reason: str
    """`finished`, `store_error`, `already_running`, …"""
    is_healthy: bool
    interval: timedelta | None
    """How often the site is to be crawled; None: its turn never comes."""
    counts: Mapping[str, int]
    """As in its record."""

    @property
    def was_turned_away(self) -> bool:
        """Whether it met another of its site, which goes on."""
        return self.reason == "already_running"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What only the store knows of a site."""

    last_healthy_end: datetime | None
    last_new_article: datetime | None
    stored_articles: int
    silent_after: timedelta

    @classmethod
    def of(cls, session: Session, site: str, *, now: datetime) -> Self:
        """As it is now."""
        found = session.arrivals(now=now, days=LOOKED_BACK.days, sites=(site,)).get(site, Arrivals())
        return cls(
            last_healthy_end=session.last_healthy_end(site),
            last_new_article=found.last,
            stored_articles=found.stored,
            silent_after=silent_after(found.hours),
        )
