"""Outcome: what became of a run's sources and pages, and the one line that says why nothing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_TROUBLE = ("news/failed/", "news/http_error/", "spider_exceptions/")
_LISTED = 4


@dataclass(slots=True)
class SourceOutcome:
    """What one feed, sitemap or section page gave."""

    kind: str
    """feed, sitemap or section."""
    links: int = 0
    """Links it lists."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Reason -> links that were not followed."""
    problem: str | None = None
    """Why it gave nothing at all: `HTTP 404`, `forbidden by robots.txt`, `no feed but an HTML page`."""

    def describe(self) -> str:
        """The outcome in a few words."""
        if self.problem:
            return self.problem
        if not self.links:
            return "lists nothing"
        dropped = ", ".join(f"{count} {reason}" for reason, count in self.dropped.most_common() if count)
        return f"{self.links} links" + (f": {dropped}" if dropped else "")


@dataclass(slots=True)
class Outcome:
    """What one run met, source by source."""

    sources: dict[str, SourceOutcome] = field(default_factory=dict)
    """URL -> outcome, in the order they were asked."""

    def source(self, url: str, *, kind: str) -> SourceOutcome:
        """The outcome of a source; made when it is new."""
        return self.sources.setdefault(url, SourceOutcome(kind=kind))

    def is_trouble(self, stats: Mapping[str, object]) -> bool:
        """Whether a run that stored nothing failed, rather than found nothing new."""
        return any(source.problem for source in self.sources.values()) or any(
            name.startswith(_TROUBLE) for name in stats
        )

    def why_nothing(self, stats: Mapping[str, object]) -> str:
        """Why a run found no article: what its pages gave, then what each source gave."""
        parts = [f"{count} {reason}" for reason, count in pages_lost(stats).items()]
        told = [f"{source.kind} {url}: {source.describe()}" for url, source in self.sources.items()]
        if len(told) > _LISTED:
            told = [*told[:_LISTED], f"and {len(told) - _LISTED} more sources"]
        return "; ".join([*parts, *told]) or "no source was asked"


def pages_lost(stats: Mapping[str, object]) -> dict[str, int]:
    """Why pages gave no article -> how many, from a run's stats.

    >>> pages_lost({"news/skipped/not_article": 2, "news/http_error/404": 1, "news/articles": 9})
    {'not article': 2, 'HTTP 404': 1}
    """
    lost: dict[str, int] = {}
    crashed = stats.get("spider_exceptions/count")
    if isinstance(crashed, int):
        lost["crash (see the log)"] = crashed
    for name, count in stats.items():
        for prefix, label in (("news/skipped/", ""), ("news/failed/", ""), ("news/http_error/", "HTTP ")):
            if name.startswith(prefix) and isinstance(count, int):
                lost[label + name.removeprefix(prefix).replace("_", " ")] = count
    return lost
