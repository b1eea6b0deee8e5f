"""History: what the store knows of the sites over a period, site by site and step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from newsspiders.drift.profile import RunProfile
from newsspiders.overview.status import SiteStatus
from newsspiders.report.figures import Figures, Tally, total
from newsspiders.report.period import Period
from newsspiders.states import RunRecord
from newsspiders.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """What a site gave."""

    status: SiteStatus
    """How it stands now."""
    steps: tuple[Figures, ...]
    """One for each of the period."""

    @property
    def name(self) -> str:
        """Of the site."""
        return self.status.site

    @property
    def total(self) -> Figures:
        """All steps together."""
        return total(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What all sites of a report gave."""

    period: Period
    sites: tuple[SiteHistory, ...]
    """By name."""

    @property
    def steps(self) -> tuple[Figures, ...]:
        """All sites together."""
        return tuple(total(site.steps[step] for site in self.sites) for step in range(len(self.period.steps)))


class _Reading:
    """What is read, one by one."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self._tallies: defaultdict[str, dict[int, Tally]] = defaultdict(dict)
        self._carried: dict[tuple[str, str], RunProfile | None] = {}

    def add_article(self, site: str, first_seen: datetime, published: datetime | None) -> None:
        if tally := self._tally(site, first_seen):
            tally.add_article(first_seen, published)

    def add_run(self, run: RunRecord) -> None:
        if run.finished_at is not None and (tally := self._tally(run.spider, run.started_at)):
            tally.add_run(run)

    def add_profile(self, began: datetime, spider: str, asked: str, verdict: str, profile: RunProfile) -> None:
        """The profile of a run; the newer ones last. One too short to be judged is contained in the next."""
        carried = self._carried.get((spider, asked))
        is_carried = carried is not None and carried.rules == profile.rules and carried.runs < profile.runs
        self._carried[spider, asked] = profile if verdict == "few" else None
        if tally := self._tally(spider, began):
            tally.add_profile(profile, carried=carried if is_carried else None)

    def history(self, statuses: Iterable[SiteStatus]) -> History:
        by_name = sorted(statuses, key=lambda status: status.site)
        return History(period=self._period, sites=tuple(map(self._site, by_name)))

    def _site(self, status: SiteStatus) -> SiteHistory:
        tallies = self._tallies[status.site]
        nothing = Figures()
        steps = range(len(self._period.steps))
        return SiteHistory(
            status=status,
            steps=tuple(tallies[step].figures if step in tallies else nothing for step in steps),
        )

    def _tally(self, site: str, moment: datetime) -> Tally | None:
        step = self._period.step_of(moment)
        return None if step is None else self._tallies[site].setdefault(step, Tally())


def read_history(
    session: Session, period: Period, *, statuses: Collection[SiteStatus], sites: Collection[str] = ()
) -> History:
    """Of the sites that stand so. With `sites`, nothing of others is read: faster for a few, and slower for all, as
    SQLite then looks up each article.
    """
    reading, since = _Reading(period), period.since
    with closing(session.first_seen_since(since, sites=sites)) as articles:
        for site, first_seen, published in articles:
            reading.add_article(site, first_seen, published)
    with closing(session.iter_runs(since, spiders=sites)) as runs:
        for run in runs:
            reading.add_run(run)
    with closing(session.iter_profiles(since, spiders=sites)) as profiles:
        for began, record in profiles:
            if profile := RunProfile.from_dict(record.profile):
                reading.add_profile(began, record.spider, record.asked, record.verdict, profile)
    return reading.history(statuses)
