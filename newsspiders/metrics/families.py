"""Families: facts -> metrics, by Prometheus' conventions. A run that goes on has counters (`newsspiders_run_…_total`);
one that ended has gauges (`newsspiders_last_run_…`), for its counts begin anew with the next run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from newsspiders.metrics.facts import RunFacts, SiteFacts
from newsspiders.run_counts import RunCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A count, or several by a label: `prefixes` are those of the names in a run's counts, and what becomes of them."""

    name: str
    help: str
    key: str = ""
    label: str = ""
    prefixes: Mapping[str, str] | None = None
    always: tuple[str, ...] = ()
    """Values of the label that are told even when they are zero."""

    def values(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Value of the label -> count; without a label, one."""
        if self.prefixes is None:
            return {"": counts.get(self.key, 0)}
        found = dict.fromkeys(self.always, 0)
        for name, count in counts.items():
            for prefix, begin in self.prefixes.items():
                if name.startswith(prefix):
                    found[begin + name.removeprefix(prefix)] = count
        return found


_COUNTS = (
    _Count(
        name="articles",
        help="Articles by what they meant for the store.",
        label="change",
        prefixes={"stored/": ""},
        always=("new", "changed", "unchanged"),
    ),
    _Count(
        name="failed_pages",
        help="Pages of articles that did not come or gave none.",
        label="reason",
        prefixes={"failed/": "", "http_error/": "http_"},
    ),
    _Count(name="warnings", help="Warnings of extraction.", label="code", prefixes={"warnings/": ""}),
    _Count(name="removed_pieces", help="Pieces of text that were removed from articles.", key="removed"),
    _Count(name="drift_findings", help="In what the pages depart from those of earlier runs.", key="drift"),
    _Count(name="requests", help="Requests that were sent.", key="requests"),
    _Count(name="response_bytes", help="Bytes of answers as they came.", key="bytes"),
)


def live_families(site: str, *, started_at: datetime, counts: Mapping[str, int]) -> Iterator[Metric]:
    """Of a run that goes on."""
    yield _gauge("run_start_timestamp_seconds", "When the run began.", site, started_at.timestamp())
    for count in _COUNTS:
        family = CounterMetricFamily(f"newsspiders_run_{count.name}", count.help, labels=_labels(count))
        for value, number in count.values(counts).items():
            family.add_metric([site, value] if count.label else [site], number)
        yield family


def run_families(run: RunFacts) -> Iterator[Metric]:
    """Of a run that ended."""
    seconds = max(0.0, (run.ended_at - run.started_at).total_seconds())  # a clock may be set back in between
    yield _gauge("last_run_start_timestamp_seconds", "When the last run began.", run.site, run.started_at.timestamp())
    yield _gauge("last_run_end_timestamp_seconds", "When the last run ended.", run.site, run.ended_at.timestamp())
    yield _gauge("last_run_duration_seconds", "How long the last run took.", run.site, seconds)
    yield _gauge("last_run_healthy", "1 when the last run was healthy, else 0.", run.site, int(run.is_healthy))
    why = GaugeMetricFamily("newsspiders_last_run_info", "Why the last run ended.", labels=("site", "reason"))
    why.add_metric([run.site, run.reason], 1)
    yield why
    for count in _COUNTS:
        family = GaugeMetricFamily(f"newsspiders_last_run_{count.name}", count.help, labels=_labels(count))
        for value, number in count.values(run.counts).items():
            family.add_metric([run.site, value] if count.label else [run.site], number)
        yield family
    rate = RunCounts.of(run.counts).failure_rate
    if rate is not None:
        yield _gauge("last_run_failure_ratio", "The share of the last run's pages that failed.", run.site, rate)
    if run.interval is not None:
        words = "How often the site is to be crawled."
        yield _gauge("crawl_interval_seconds", words, run.site, run.interval.total_seconds())


def site_families(site: str, facts: SiteFacts) -> Iterator[Metric]:
    """Of what the store knows of a site; what there never was is left out."""
    healthy, new = facts.last_healthy_end, facts.last_new_article
    if healthy is not None:
        words = "When the last healthy run ended."
        yield _gauge("last_healthy_run_end_timestamp_seconds", words, site, healthy.timestamp())
    if new is not None:
        words = "When the last new article was stored."
        yield _gauge("last_new_article_timestamp_seconds", words, site, new.timestamp())
    yield _gauge("stored_articles", "Articles in the store.", site, facts.stored_articles)
    words = "Without a new article for longer than this, the site is silent."
    yield _gauge("silence_limit_seconds", words, site, facts.silent_after.total_seconds())


SITE_FAMILIES = frozenset(
    f"newsspiders_{name}"
    for name in (
        "last_healthy_run_end_timestamp_seconds",
        "last_new_article_timestamp_seconds",
        "stored_articles",
        "silence_limit_seconds",
    )
)
"""Names of the families of `site_families`."""


def _gauge(name: str, words: str, site: str, value: float) -> Metric:
    family = GaugeMetricFamily(f"newsspiders_{name}", words, labels=("site",))
    family.add_metric([site], value)
    return family


def _labels(count: _Count) -> tuple[str, ...]:
    return ("site", count.label) if count.label else ("site",)
