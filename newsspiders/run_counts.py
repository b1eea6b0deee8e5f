"""RunCounts: what the counts of a run's record say, by the names that people use for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

_FAILED = ("failed/", "http_error/")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """The counts of one run, or of several: `one + other`."""

    articles: int = 0
    """That a page gave, new or known."""
    new: int = 0
    """Stored for the first time."""
    changed: int = 0
    """Whose title, lead or text is another one than before."""
    looked_at: int = 0
    """That were not modified since the last visit."""
    failed: int = 0
    """Pages of articles that did not come, or gave none."""
    warnings: int = 0
    """Of extraction; an article may have several."""
    requests: int = 0
    bytes: int = 0

    @classmethod
    def of(cls, counts: Mapping[str, Any]) -> Self:
        """Of `RunRecord.counts`."""
        numbers = {name: count for name, count in counts.items() if isinstance(count, int)}
        return cls(
            articles=numbers.get("articles", 0),
            new=numbers.get("stored/new", 0),
            changed=numbers.get("stored/changed", 0),
            looked_at=numbers.get("unchanged/not_modified", 0),
            failed=sum(count for name, count in numbers.items() if name.startswith(_FAILED)),
            warnings=sum(count for name, count in numbers.items() if name.startswith("warnings/")),
            requests=numbers.get("requests", 0),
            bytes=numbers.get("bytes", 0),
        )

    @property
    def failure_rate(self) -> float | None:
        """The share of pages that failed; None where none was asked for."""
        asked = self.articles + self.looked_at + self.failed
        return self.failed / asked if asked else None

    @property
    def warning_rate(self) -> float | None:
        """Warnings an article; None where there is none."""
        return self.warnings / self.articles if self.articles else None

    def __add__(self, other: RunCounts) -> RunCounts:
        return RunCounts(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})


def failures(counts: Mapping[str, Any]) -> dict[str, int]:
    """Why pages failed -> how many, of `RunRecord.counts`.

    >>> failures({"articles": 9, "http_error/404": 1, "failed/empty_body": 2})
    {'HTTP 404': 1, 'empty body': 2}
    """
    return {
        name.replace("http_error/", "HTTP ").removeprefix("failed/").replace("_", " "): count
        for name, count in counts.items()
        if name.startswith(_FAILED) and isinstance(count, int)
    }
