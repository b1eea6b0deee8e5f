"""What a finished run did: one line for the log, a table for the terminal. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from newsspiders.drift.findings import Finding
from newsspiders.health import STOPPED
from newsspiders.outcome import Outcome, pages_without_article

_SOURCES_SHOWN = 12
STOPPED_WORDS = "stopped before it was done"


def summarise(stats: Mapping[str, Any], *, reason: str = "finished") -> str:
    """One line of a run's stats; what is zero is left out. `reason` is why it ended.

    >>> summarise({"news/articles": 2, "news/stored/new": 2, "news/removed": 7, "news/http_error/404": 1})
    '2 articles (2 new); 7 pieces removed; not articles: 1 HTTP 404'
    """
    found = stats.get("news/articles", 0)
    stored = [f"{count} {change}" for change, count in _under(stats, "news/stored/").items()]
    parts = [f"{found} article{'s' * (found != 1)}" + (f" ({', '.join(stored)})" if stored else "")]
    if looked_at := stats.get("news/unchanged/not_modified"):
        parts.append(f"{looked_at} not modified")
    if removed := stats.get("news/removed"):
        parts.append(f"{removed} pieces removed")
    if warnings := _under(stats, "news/warnings/"):
        parts.append("warnings: " + ", ".join(f"{count} {code}" for code, count in warnings.items()))
    if lost := pages_without_article(stats):
        parts.append("not articles: " + ", ".join(f"{count} {why}" for why, count in lost.items()))
    if seconds := stats.get("elapsed_time_seconds"):
        parts.append(f"{seconds:.1f} s")
    if reason == STOPPED:
        parts.append(STOPPED_WORDS)
    return "; ".join(parts)


def counts(stats: Mapping[str, Any]) -> dict[str, int]:
    """The project's own stats of a run, for its record: `{"stored/new": 12, …}`."""
    own = {name.removeprefix("news/"): count for name, count in stats.items() if name.startswith("news/")}
    return {
        **own,
        "requests": stats.get("downloader/request_count", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
    }


def summary_table(
    name: str,
    outcome: Outcome,
    stats: Mapping[str, Any],
    *,
    unhealthy: str | None,
    reason: str = "finished",
    findings: Sequence[Finding] = (),
) -> Table:
    """The run as a table: what was stored, what was not and why, what departs from earlier runs, what each source
    gave."""
    seconds = stats.get("elapsed_time_seconds")
    title = f"{name}: {_end(unhealthy, reason)}" + (f", {seconds:.1f} s" if seconds else "")
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column("what")
    table.add_column("count", justify="right")
    for change, count in _under(stats, "news/stored/").items():
        table.add_row(f"articles {change}", str(count))
    if looked_at := stats.get("news/unchanged/not_modified"):
        table.add_row("articles not modified since the last visit", str(looked_at))
    for code, count in _under(stats, "news/warnings/").items():
        table.add_row(f"warning {code}", str(count))
    for why, count in pages_without_article(stats).items():
        table.add_row(f"no article: {why}", str(count))
    for finding in findings:
        table.add_row(f"drift {finding.code}", f"{finding.was} -> {finding.now}")
    table.add_section()
    for url, source in list(outcome.sources.items())[:_SOURCES_SHOWN]:
        table.add_row(f"{source.kind} {url}", source.describe())
    if len(outcome.sources) > _SOURCES_SHOWN:
        table.add_row("more sources", str(len(outcome.sources) - _SOURCES_SHOWN))
    return table


def _end(unhealthy: str | None, reason: str) -> str:
    """How the run went, in a few words."""
    if unhealthy:
        return f"look at this: {unhealthy}"
    return STOPPED_WORDS if reason == STOPPED else "healthy"


def _under(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return {name.removeprefix(prefix): count for name, count in stats.items() if name.startswith(prefix)}
