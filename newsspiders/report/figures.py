"""Figures: what one site or several gave, in a step of the history or in several; Tally, which counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsspiders.drift.profile import NOT_FOUND, RunProfile
from newsspiders.drift.steps import Steps, quantile, words_of_step
from newsspiders.run_counts import RunCounts, failures
from newsspiders.states import RunRecord

FRESH = timedelta(days=2)
"""What was published longer before it was stored is of an archive, and says nothing of how soon articles are stored."""

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted."""

    articles: int = 0
    """Stored for the first time."""
    delays: Steps = field(default_factory=dict)
    """Minutes from publication until stored -> articles, of those that were fresh."""
    runs: int = 0
    """That ended."""
    unhealthy: int = 0
    """Of them."""
    pages: RunCounts = field(default_factory=RunCounts)
    failures: Counts = field(default_factory=dict)
    """Reason -> pages."""
    read: int = 0
    """Articles whose pages were read, known ones too; what follows is of these."""
    origins: Mapping[str, Counts] = field(default_factory=dict)
    """Field -> origin, or `none` -> articles."""
    pieces: Counts = field(default_factory=dict)
    """Rule -> pieces of text that it removed."""
    warnings: Counts = field(default_factory=dict)
    """Warning, without its detail -> articles."""
    words: Steps = field(default_factory=dict)
    """Length of the body, in steps -> articles."""

    def delay(self, share: float) -> int | None:
        """The minutes within which such a share of the fresh articles was stored; None where there was none."""
        return quantile(self.delays, share) if self.delays else None

    @property
    def length(self) -> int | None:
        """The words of an article, in the middle; None where there was none."""
        return words_of_step(quantile(self.words, 0.5)) if self.words else None

    def coverage(self, name: str) -> float | None:
        """The share of articles that have a field; None where none was read."""
        counts = self.origins.get(name, {})
        total = sum(counts.values())
        return 1 - counts.get(NOT_FOUND, 0) / total if total else None

    @property
    def found(self) -> Counts:
        """Origin -> fields of articles that came from there."""
        found: Counter[str] = Counter()
        for counts in self.origins.values():
            found.update(counts)
        del found[NOT_FOUND]
        return found


class Tally:
    """Counts one by one; `figures` are those of all that was added."""

    def __init__(self) -> None:
        self._articles = self._runs = self._unhealthy = self._read = 0
        self._pages = RunCounts()
        self._delays: Counter[int] = Counter()
        self._words: Counter[int] = Counter()
        self._failures: Counter[str] = Counter()
        self._pieces: Counter[str] = Counter()
        self._warnings: Counter[str] = Counter()
        self._origins: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add_article(self, first_seen: datetime, published: datetime | None) -> None:
        """An article that is stored."""
        self._articles += 1
        if published is not None and timedelta(0) <= first_seen - published <= FRESH:
            self._delays[round((first_seen - published) / timedelta(minutes=1))] += 1

    def add_run(self, run: RunRecord) -> None:
        """A run that ended."""
        self._runs += 1
        self._unhealthy += run.is_healthy is False
        self._pages += RunCounts.of(run.counts)
        self._failures.update(failures(run.counts))

    def add_profile(self, profile: RunProfile, *, carried: RunProfile | None = None) -> None:
        """What the pages of a run gave; without what was carried into it from the runs before."""
        self._add_profile(profile, 1)
        if carried is not None:
            self._add_profile(carried, -1)

    def add(self, figures: Figures) -> None:
        """What was counted elsewhere."""
        self._articles += figures.articles
        self._runs += figures.runs
        self._unhealthy += figures.unhealthy
        self._pages += figures.pages
        self._read += figures.read
        self._delays.update(figures.delays)
        self._words.update(figures.words)
        self._failures.update(figures.failures)
        self._pieces.update(figures.pieces)
        self._warnings.update(figures.warnings)
        for name, counts in figures.origins.items():
            self._origins[name].update(counts)

    @property
    def figures(self) -> Figures:
        """All that was added."""
        return Figures(
            articles=self._articles,
            delays=+self._delays,
            runs=self._runs,
            unhealthy=self._unhealthy,
            pages=self._pages,
            failures=+self._failures,
            read=self._read,
            origins={name: +counts for name, counts in self._origins.items()},
            pieces=+self._pieces,
            warnings=+self._warnings,
            words=+self._words,
        )

    def _add_profile(self, profile: RunProfile, sign: int) -> None:
        self._read += sign * profile.articles
        for name, counts in profile.origins.items():
            _count(self._origins[name], counts, sign)
        _count(self._pieces, profile.pieces, sign)
        _count(self._words, profile.words, sign)
        for warning, count in profile.warnings.items():
            self._warnings[warning.partition(":")[0]] += sign * count


def total(figures: Iterable[Figures]) -> Figures:
    """All of them together."""
    tally = Tally()
    for one in figures:
        tally.add(one)
    return tally.figures


def _count(counter: Counter[str] | Counter[int], counts: Mapping[str, int] | Mapping[int, int], sign: int) -> None:
    for key, count in counts.items():
        counter[key] += sign * count  # type: ignore[index]  # both are of the same keys
