"""Troubles: what of a site somebody should look at, in a few words, and the command that helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from newsspiders.drift.findings import name_findings
from newsspiders.report.history import History, SiteHistory
from newsspiders.report.words import count, moment

_MISSED = 20
"""Articles that a site would have had at its pace since its last: silence, and no slow day."""
_DAY = timedelta(days=1)
"""No run lasts longer; and no silence shorter than that is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is the matter with a site."""

    site: str
    words: str
    command: str


def troubles(history: History) -> tuple[Trouble, ...]:
    """What needs a look, one for a site at most."""
    found = (_of_site(site, history) for site in history.sites)
    return tuple(trouble for trouble in found if trouble)


def _of_site(site: SiteHistory, history: History) -> Trouble | None:
    told = (
        name_findings(site.alarms),
        _unhealthy(site),
        _hanging(site, now=history.period.now),
        _silence(site, history),
    )
    accept = f"; if this is how the site is now: scrapy drift {site.name} --accept" if site.alarms else ""
    words = "; ".join(filter(None, told))
    return Trouble(site=site.name, words=words, command=f"scrapy doctor {site.name}{accept}") if words else None


def _unhealthy(site: SiteHistory) -> str:
    run = site.last_run
    if run is None or run.is_healthy is not False:
        return ""
    is_told = site.alarms and (run.summary or "").startswith("drift")
    return "" if is_told else f"the last run, {moment(run.started_at)}: {run.summary or run.reason or 'no reason'}"


def _hanging(site: SiteHistory, *, now: datetime) -> str:
    run = site.last_begun
    if run is None or run.finished_at is not None or now - run.started_at < _DAY:
        return ""
    return f"the run of {moment(run.started_at)} has no end: it was killed, or hangs"


def _silence(site: SiteHistory, history: History) -> str:
    """No run, or no new article for longer than the site's pace explains."""
    period = history.period
    run = site.last_begun
    if run is None:
        return "never crawled"
    if run.started_at < period.since:
        return f"no run since {moment(run.started_at)}"
    if site.last_new is None:
        return f"no new article in {count(period.days, 'day')}"
    silent_days = (period.now - site.last_new) / _DAY
    pace = site.total.articles / max((site.last_new - period.since) / _DAY, 1)
    is_silent = silent_days >= 1 and silent_days * pace >= _MISSED
    return f"no new article since {moment(site.last_new)}" if is_silent else ""
