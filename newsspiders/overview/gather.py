"""Gather: what the store knows of the sites -> SiteStatus, those first that somebody should look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from scrapy.settings import BaseSettings

from extractors.sites import all_sites
from extractors.urls import is_on_site
from newsspiders.drift.findings import Finding
from newsspiders.overview.liveness import is_alive
from newsspiders.overview.silence import LOOKED_BACK
from newsspiders.overview.status import SiteStatus
from newsspiders.run_counts import RunCounts
from newsspiders.states import Arrivals, HostState, ProfileRecord, RunRecord
from newsspiders.store import Session, Store
from newsspiders.timetable import Timetable


def look(
    session: Session, *, store: Store, settings: BaseSettings, names: Sequence[str], now: datetime, days: int
) -> list[SiteStatus]:
    """How these sites stand; without names, those of CRAWL_SITES; without both, all that the store knows.

    :raises ValueError: the timetable of the settings can't be used.
    """
    timetable = Timetable.of(settings, known=all_sites())
    chosen = timetable.sites if settings.getlist("CRAWL_SITES") else ()
    return gather(
        session,
        sites=tuple(dict.fromkeys(names)) or chosen,
        timetable=timetable,
        now=now,
        days=days,
        lives=lambda run: is_alive(run, store=store),
    )


def gather(
    session: Session,
    *,
    sites: Collection[str],
    timetable: Timetable,
    now: datetime,
    days: int,
    lives: Callable[[RunRecord], bool],
) -> list[SiteStatus]:
    """These sites; without any, those that the store knows."""
    arrived = session.arrivals(now=now, days=max(days, LOOKED_BACK.days), sites=sites)
    runs = session.last_runs()
    resting = [host for host in session.troubled_hosts() if _is_resting(host, now=now)]
    queue = session.count_due(before=now, sites=sites)
    counts = _counts(session, now - timedelta(days=days), sites=sites)
    drift = _alarms(session.last_judged(sites))
    told = [
        SiteStatus(
            site=site,
            now=now,
            days=days,
            run=(run := runs.get(site)),
            is_alive=run is not None and run.finished_at is None and lives(run),
            arrivals=arrived.get(site, Arrivals()),
            counts=counts.get(site, RunCounts()),
            drift=drift.get(site, ()),
            interval=timetable.turn(site),
            next_due=_next_due(site, run, timetable=timetable, now=now),
            queue=queue.get(site, 0),
            resting=tuple(_hosts_of(site, resting)),
        )
        for site in sorted(set(sites) or {*arrived, *runs})
    ]
    return sorted(told, key=lambda status: not status.troubles)


def _next_due(site: str, run: RunRecord | None, *, timetable: Timetable, now: datetime) -> datetime | None:
    if site not in timetable.sites:
        return None
    return timetable.next_due(site, last=run.started_at if run else None, now=now)


def _counts(session: Session, since: datetime, *, sites: Collection[str]) -> dict[str, RunCounts]:
    added: dict[str, RunCounts] = {}
    for site, counts in session.counts_since(since, spiders=sites):
        added[site] = added.get(site, RunCounts()) + RunCounts.of(counts)
    return added


def _alarms(judged: Iterable[ProfileRecord]) -> dict[str, tuple[Finding, ...]]:
    """Each once, be it found in several kinds of runs."""
    found: dict[str, dict[str, Finding]] = {}
    for record in judged:
        if record.verdict == "drift":
            told = (Finding.from_dict(finding) for finding in record.findings)
            found.setdefault(record.spider, {}).update({finding.words: finding for finding in told})
    return {spider: tuple(findings.values()) for spider, findings in found.items()}


def _is_resting(host: HostState, *, now: datetime) -> bool:
    return bool(host.openings) and host.not_before is not None and host.not_before > now


def _hosts_of(site: str, hosts: Iterable[HostState]) -> Iterable[HostState]:
    known = all_sites().get(site)
    return (host for host in hosts if known and is_on_site(f"https://{host.host}", domains=known.domains))
