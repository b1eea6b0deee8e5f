"""History: what the store knows of the sites over a period, site by site and step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from newsspiders.drift.findings import Finding
from newsspiders.drift.profile import RunProfile
from newsspiders.report.figures import Figures, Tally, total
from newsspiders.report.period import Period
from newsspiders.states import RunRecord
from newsspiders.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """What a site gave."""

    name: str
    steps: tuple[Figures, ...]
    """One for each of the period."""
    last_new: datetime | None = None
    """When the newest article was stored, of those of the period."""
    last_run: RunRecord | None = None
    """The newest that ended, be it before the period."""
    last_begun: RunRecord | None = None
    """The newest, ended or not."""
    alarms: tuple[Finding, ...] = ()
    """That stand."""

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
        self._last_new: dict[str, datetime] = {}
        self._last_run: dict[str, RunRecord] = {}
        self._last_begun: dict[str, RunRecord] = {}
        self._carried: dict[tuple[str, str], RunProfile | None] = {}
        self._alarms: defaultdict[str, list[Finding]] = defaultdict(list)

    def add_article(self, site: str, first_seen: datetime, published: datetime | None) -> None:
        if tally := self._tally(site, first_seen):
            tally.add_article(first_seen, published)
            self._last_new[site] = max(first_seen, self._last_new.get(site, first_seen))

    def add_run(self, run: RunRecord) -> None:
        """A run; the newer ones last."""
        self._last_begun[run.spider] = run
        if run.finished_at is None:
            return
        self._last_run[run.spider] = run
        if tally := self._tally(run.spider, run.started_at):
            tally.add_run(run)

    def add_profile(self, began: datetime, spider: str, asked: str, verdict: str, profile: RunProfile) -> None:
        """The profile of a run; the newer ones last. One too short to be judged is contained in the next."""
        carried = self._carried.get((spider, asked))
        is_carried = carried is not None and carried.rules == profile.rules and carried.runs < profile.runs
        self._carried[spider, asked] = profile if verdict == "few" else None
        if tally := self._tally(spider, began):
            tally.add_profile(profile, carried=carried if is_carried else None)

    def add_alarm(self, spider: str, finding: Finding) -> None:
        self._alarms[spider].append(finding)

    def history(self, names: Sequence[str]) -> History:
        found = sorted(set(names or {*self._tallies, *self._last_begun}))
        return History(period=self._period, sites=tuple(self._site(name) for name in found))

    def _site(self, name: str) -> SiteHistory:
        tallies = self._tallies[name]
        nothing = Figures()
        steps = range(len(self._period.steps))
        return SiteHistory(
            name=name,
            steps=tuple(tallies[step].figures if step in tallies else nothing for step in steps),
            last_new=self._last_new.get(name),
            last_run=self._last_run.get(name),
            last_begun=self._last_begun.get(name),
            alarms=tuple({finding.words: finding for finding in self._alarms[name]}.values()),
        )

    def _tally(self, site: str, moment: datetime) -> Tally | None:
        step = self._period.step_of(moment)
        return None if step is None else self._tallies[site].setdefault(step, Tally())


def read_history(session: Session, period: Period, *, sites: Sequence[str] = ()) -> History:
    """Of these sites, or of all that were ever crawled or have an article of the period."""
    reading, since = _Reading(period), period.since
    for run in session.last_runs().values():
        if run.started_at < since and (not sites or run.spider in sites):
            reading.add_run(run)
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
    for record in session.standing_alarms(sites):
        for finding in record.findings:
            reading.add_alarm(record.spider, Finding.from_dict(finding))
    return reading.history(sites)
