"""Stores of sites that were crawled for a while, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from newsspiders.drift.findings import Finding
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.verdict import Judged
from newsspiders.overview.gather import gather
from newsspiders.overview.status import SiteStatus
from newsspiders.report.figures import Figures
from newsspiders.report.history import History, SiteHistory, read_history
from newsspiders.report.period import Period
from newsspiders.states import ProfileRecord, RunRecord, Verdict
from newsspiders.store import Session
from newsspiders.timetable import Timetable
from tests.newsspiders.articles import make_item

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
PERIOD = Period(now=NOW, days=10)
FINDING = Finding(code="field-missing:lead", about="lead", field="lead", was="98%", now="3%", pages=30)
MISCHIEF = "<script>document.title='ran'</script>\"'><img src=x onerror=\"document.title='ran'\">&amp;"


def ago(**span: float) -> datetime:
    """So long before now."""
    return NOW - timedelta(**span)


def add_article(session: Session, number: int, *, seen: datetime, published: datetime | None, site: str) -> None:
    """An article that was first seen then."""
    url = f"https://{site}.example/{number}"
    session.save(make_item(url=url, canonical_url=url, site=site, published=published, fetched_at=seen))


def add_run(
    session: Session,
    spider: str,
    *,
    began: datetime,
    counts: Mapping[str, int] | None = None,
    is_healthy: bool | None = True,
    summary: str = "2 articles",
) -> int:
    """A run; with `is_healthy=None` one without an end."""
    run_id = session.start_run(spider=spider, arguments={}, pid=7, host="here", now=began)
    if is_healthy is not None:
        session.finish_run(
            run_id,
            now=began + timedelta(minutes=2),
            reason="finished",
            is_healthy=is_healthy,
            summary=summary,
            counts=counts or {},
            sources=[{"kind": "feed", "url": "https://x.example/rss"}],
        )
    return run_id


def add_profile(
    session: Session,
    spider: str,
    profile: RunProfile,
    *,
    began: datetime,
    verdict: Verdict = "usual",
    findings: tuple[Finding, ...] = (),
    asked: str = "",
) -> None:
    """A run with what its pages gave."""
    run_id = add_run(session, spider, began=began)
    record = Judged(profile=profile, verdict=verdict, findings=findings).as_record(asked=asked)
    session.put_profile(ProfileRecord(run_id=run_id, spider=spider, **record))


def a_profile(articles: int = 4, **changes: Any) -> RunProfile:
    """Of pages that all have a title by rule, a lead but for one, and a removed piece."""
    values: dict[str, Any] = {
        "rules": {"title": "abc"},
        "origins": {"title": {"rule": articles}, "lead": {"meta": articles - 1, "none": 1}, "tags": {"none": articles}},
        "pieces": {"zce/drop:.related": articles},
        "warnings": {"date-missing": 1, "body-rule-missed:a": 1, "body-rule-missed:b": 1},
        "words": {60: articles},
    }
    return RunProfile(articles=articles, **{**values, **changes})


def a_site(name: str = "cri", *, days: Mapping[int, Figures] | None = None, **status: Any) -> SiteHistory:
    """A site without a trouble that gave this on days of PERIOD."""
    run = RunRecord(
        id=1, spider=name, started_at=ago(hours=1), finished_at=ago(minutes=50), pid=1, host="", is_healthy=True
    )
    values: dict[str, Any] = {"site": name, "now": NOW, "days": 1, "run": run, "interval": timedelta(hours=1)}
    steps = tuple((days or {}).get(step, Figures()) for step in range(len(PERIOD.steps)))
    return SiteHistory(status=SiteStatus(**{**values, **status}), steps=steps)


def read(session: Session, *sites: str) -> History:
    """The history of these sites, or of all."""
    table = Timetable(sites=(), every=timedelta(hours=1))
    statuses = gather(session, sites=sites, timetable=table, now=NOW, days=1, lives=lambda run: False)
    return read_history(session, PERIOD, statuses=statuses, sites=sites)
