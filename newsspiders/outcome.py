"""Outcome: what became of a run's sources and pages, and the one line that says why nothing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_LISTED = 4


@dataclass(slots=True)
class SourceOutcome:
    """What one feed, sitemap or section page gave."""

    kind: str
    """feed, sitemap, section or archive."""
    links: int = 0
    """Links it lists."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Reason -> links that were not followed."""
    problem: str | None = None
    """Why it gave nothing at all: `HTTP 404`, `forbidden by robots.txt`, `no feed but an HTML page`."""
    is_unchanged: bool = False
    """It lists what it listed when it was last read."""
    note: str = ""
    """What else there is to say of it."""

    def describe(self) -> str:
        """The outcome in a few words."""
        if self.problem:
            return self.problem
        if self.is_unchanged:
            return self.note or "unchanged"
        if not self.links:
            return "lists nothing"
        dropped = ", ".join(f"{count} {reason}" for reason, count in self.dropped.most_common() if count)
        return f"{self.links} links" + (f": {dropped}" if dropped else "") + (f"; {self.note}" if self.note else "")


@dataclass(slots=True)
class Outcome:
    """What one run met, source by source."""

    sources: dict[str, SourceOutcome] = field(default_factory=dict)
    """URL -> outcome, in the order they were asked."""

    @property
    def has_links(self) -> bool:
        """Whether any source listed anything, now or when it was last read."""
        return any(source.links or source.is_unchanged for source in self.sources.values())

    @property
    def is_unreadable(self) -> bool:
        """Whether there were sources and none of them could be read."""
        return bool(self.sources) and all(source.problem for source in self.sources.values())

    def source(self, url: str, *, kind: str) -> SourceOutcome:
        """The outcome of a source; made when it is new."""
        return self.sources.setdefault(url, SourceOutcome(kind=kind))

    def why_nothing(self, stats: Mapping[str, object]) -> str:
        """Why a run found no article: what its pages gave, then what each source gave."""
        parts = [f"{count} {reason}" for reason, count in pages_without_article(stats).items()]
        alike: dict[tuple[str, str], list[str]] = {}
        for url, source in self.sources.items():
            alike.setdefault((source.kind, source.describe()), []).append(url)
        for (kind, words), (first, *others) in [*alike.items()][:_LISTED]:
            parts.append(f"{kind} {first}{f' and {len(others)} more' if others else ''}: {words}")
        if left := sum(map(len, [*alike.values()][_LISTED:])):
            parts.append(f"and {left} more {'source' if left == 1 else 'sources'}")
        return "; ".join(parts) or "no source was asked"

    def as_list(self) -> list[dict[str, Any]]:
        """JSON-ready, for the run record."""
        return [
            {
                "kind": source.kind,
                "url": url,
                "links": source.links,
                "dropped": {reason: count for reason, count in source.dropped.items() if count},
                "outcome": source.describe(),
            }
            for url, source in self.sources.items()
        ]


def pages_without_article(stats: Mapping[str, object]) -> dict[str, int]:
    """Why pages gave no article -> how many, from a run's stats.

    >>> pages_without_article({"news/skipped/not_article": 2, "news/http_error/404": 1, "news/articles": 9})
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
