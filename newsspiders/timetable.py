"""Timetable: which sites are crawled, how often each, and when it is its turn again. Reads no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from scrapy.settings import BaseSettings

from extractors.names import hint
from newsspiders.configuration.kinds import duration, durations

_EARLY_SHARE, _EARLY_MOST = 0.1, timedelta(minutes=4)
"""Of an interval, and at most: a site whose turn comes so soon is taken now, for a timer may be early, and a run begins
after it. At most is less than the five minutes between two rounds: a daily site would wander from round to round.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """How often each site is crawled."""

    sites: tuple[str, ...]
    every: timedelta
    others: Mapping[str, timedelta] = field(default_factory=dict)
    """Site -> how often, where that is not `every`."""

    @classmethod
    def of(cls, settings: BaseSettings, *, known: Iterable[str]) -> Self:
        """The timetable of CRAWL_SITES and CRAWL_EVERY, of the sites that are known.

        :raises ValueError: naming the setting, and what to write.
        """
        known = sorted(known)
        sites = tuple(dict.fromkeys(name.strip() for name in settings.getlist("CRAWL_SITES") if name.strip()))
        try:
            intervals = durations(settings["CRAWL_EVERY"] or "")
        except ValueError as error:
            raise ValueError(f"CRAWL_EVERY is {settings['CRAWL_EVERY']!r}; {error}") from None
        every, *named = (part.strip() for part in intervals.split(","))
        others = {name.strip(): duration(raw) for name, _, raw in (one.partition("=") for one in named)}
        for setting, names in (("CRAWL_SITES", sites), ("CRAWL_EVERY", tuple(others))):
            for name in names:
                if name not in known:
                    raise ValueError(f"{setting} names {name!r}, which is no site; {hint(name, known)}")
        return cls(sites=sites or tuple(known), every=duration(every), others=others)

    def interval(self, site: str) -> timedelta:
        """How often a site is crawled."""
        return self.others.get(site, self.every)

    def turn(self, site: str) -> timedelta | None:
        """How often its turn comes; None of a site that has none, for it is crawled by hand alone."""
        return self.interval(site) if site in self.sites else None

    def next_due(self, site: str, *, last: datetime | None, now: datetime) -> datetime:
        """When a site's turn comes, `last` being when its last run began (None: never); `now` where it has come.

        A last run in the future is one that a wrong clock has dated: it is no reason to wait.
        """
        if last is None or last > now:
            return now
        return max(now, last + self.interval(site))

    def is_due(self, site: str, *, last: datetime | None, now: datetime) -> bool:
        """Whether a site's turn has come, or is so near that a timer is not to wait for it."""
        early = min(self.interval(site) * _EARLY_SHARE, _EARLY_MOST)
        return self.next_due(site, last=last, now=now) - early <= now

    def offset(self, site: str) -> timedelta:
        """Where in its interval a site begins: spread evenly, in whole minutes, and the same each time for the same
        sites.

        >>> table = Timetable(sites=("a", "b", "c"), every=timedelta(minutes=30))
        >>> [table.offset(site).seconds // 60 for site in table.sites]
        [0, 10, 20]
        """
        alike = [name for name in self.sites if self.interval(name) == self.interval(site)]
        step = self.interval(site) / len(alike)
        return timedelta(minutes=(alike.index(site) * step) // timedelta(minutes=1))
