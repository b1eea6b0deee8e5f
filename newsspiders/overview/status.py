"""SiteStatus: how one site stands, and whether somebody should look. Plain frozen data; reads no clock, no store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from newsspiders.drift.findings import Finding, name_findings
from newsspiders.overview.ages import age, span
from newsspiders.overview.silence import silent_after
from newsspiders.run_counts import RunCounts
from newsspiders.states import Arrivals, HostState, RunRecord

RunState = Literal["healthy", "unhealthy", "running", "killed"]
TroubleCode = Literal["unhealthy", "killed", "drift", "silent", "overdue", "never-crawled", "clock"]

OVERDUE_INTERVALS = 3
"""After its last run began: it was due after one, and two more have passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One reason to look at a site."""

    code: TroubleCode
    words: str
    """For people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStatus:
    """One site."""

    site: str
    now: datetime
    days: int
    """That `new_by_day` and `counts` are of."""
    run: RunRecord | None = None
    """Its last one."""
    is_alive: bool = False
    """Whether that run, when it has no end, still runs."""
    arrivals: Arrivals = field(default_factory=Arrivals)
    counts: RunCounts = field(default_factory=RunCounts)
    drift: tuple[Finding, ...] = ()
    """The alarms that stand."""
    interval: timedelta | None
    """How often it is crawled; None of a site that is on no timetable."""
    next_due: datetime | None = None
    queue: int = 0
    """URLs that are due."""
    resting: tuple[HostState, ...] = ()
    """Its hosts that are left alone for now."""

    @property
    def run_state(self) -> RunState | None:
        """How the last run ended; None when there was none."""
        if self.run is None:
            return None
        if self.run.finished_at is None:
            return "running" if self.is_alive else "killed"
        return "healthy" if self.run.is_healthy else "unhealthy"

    @property
    def new_by_day(self) -> tuple[int, ...]:
        """New articles of the last 24 hours, the 24 before, …; the oldest first."""
        counts = [0] * self.days
        for hour, count in self.arrivals.hours.items():
            if hour < self.days * 24:
                counts[-1 - hour // 24] += count
        return tuple(counts)

    @property
    def new_per_day(self) -> float:
        """New articles a day."""
        return sum(self.new_by_day) / self.days

    @property
    def silent_after(self) -> timedelta:
        """How long after its last new article it is silent."""
        return silent_after(self.arrivals.hours)

    @property
    def is_overdue(self) -> bool:
        """Whether its turn came and went, twice."""
        if self.run is None or self.interval is None or self.run_state == "running":
            return False
        return self.now - self.run.started_at > OVERDUE_INTERVALS * self.interval

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Why somebody should look; empty when all is well."""
        by_words = {trouble.words: trouble for trouble in self._troubles()}  # an unhealthy run may be so by drift
        return tuple(by_words.values())

    def _troubles(self) -> Iterator[Trouble]:
        run, last = self.run, self.arrivals.last
        if run is None:
            if self.interval is not None:
                yield Trouble(code="never-crawled", words="never crawled")
        elif run.started_at > self.now:
            words = f"the last run is dated {span(run.started_at - self.now)} from now; is the clock right?"
            yield Trouble(code="clock", words=words)
        if run is not None and self.run_state == "unhealthy":
            yield Trouble(code="unhealthy", words=run.summary or run.reason or "unhealthy")
        if run is not None and self.run_state == "killed":
            yield Trouble(code="killed", words=f"the last run was killed (pid {run.pid} on {run.host})")
        if self.drift:
            yield Trouble(code="drift", words=name_findings(self.drift))
        if self.is_overdue and run is not None and self.interval is not None:
            words = f"overdue: crawled {age(run.started_at, now=self.now)}, to be crawled every {span(self.interval)}"
            yield Trouble(code="overdue", words=words)
        if last is not None and self.interval is not None and self.now - last > self.silent_after:
            words = f"no new article for {span(self.now - last)}; up to {span(self.silent_after)} is usual"
            yield Trouble(code="silent", words=words)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; the names are documented in docs/watching.md."""
        return {
            "site": self.site,
            "needs_look": bool(self.troubles),
            "troubles": [{"code": trouble.code, "words": trouble.words} for trouble in self.troubles],
            "last_run": self._run_as_dict(),
            "last_new_at": _iso(self.arrivals.last),
            "articles": self.arrivals.stored,
            "new_per_day": round(self.new_per_day, 2),
            "new_by_day": list(self.new_by_day),
            "failure_rate": _rounded(self.counts.failure_rate),
            "warning_rate": _rounded(self.counts.warning_rate),
            "drift": [finding.as_dict() for finding in self.drift],
            "interval_seconds": self.interval and self.interval.total_seconds(),
            "next_due_at": _iso(self.next_due),
            "is_overdue": self.is_overdue,
            "silent_after_seconds": self.silent_after.total_seconds(),
            "queue": self.queue,
            "resting_hosts": [
                {"host": host.host, "until": _iso(host.not_before), "reason": host.reason} for host in self.resting
            ],
        }

    def _run_as_dict(self) -> Mapping[str, Any] | None:
        run = self.run
        if run is None:
            return None
        return {
            "id": run.id,
            "state": self.run_state,
            "why": run.summary if self.run_state == "unhealthy" else None,
            "started_at": _iso(run.started_at),
            "finished_at": _iso(run.finished_at),
            "host": run.host,
            "pid": run.pid,
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
