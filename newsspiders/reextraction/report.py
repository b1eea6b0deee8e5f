"""Report: what a run changed, per site and field, with a few examples; of the same size however large the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from newsspiders.archive.members import Damage
from newsspiders.reextraction.changes import FIELDS, FieldChange
from newsspiders.reextraction.settling import Settled

COUNTS = ("captures", "articles", "changed", "new", "lost", "moved", "joined")
LOST_MAX = 1000
DAMAGES_MAX = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One change of one field."""

    url: str
    change: FieldChange


@dataclass(slots=True, kw_only=True)
class SiteReport:
    """What changed of one site."""

    captures: int = 0
    """Pages that were read."""
    articles: int = 0
    """Of these, articles."""
    changed: int = 0
    """Stored articles and revisions that read differently now."""
    new: int = 0
    """Captures that were saved because the store had no article of them, or an earlier text only."""
    lost: int = 0
    """Stored articles and revisions that can not be read any more; the store keeps them."""
    moved: int = 0
    """Articles that have another canonical URL now."""
    joined: int = 0
    """Of these, those that became one with the article that was there."""
    fields: Counter[str] = field(default_factory=Counter)
    """Field -> in how many of the changed ones it differs."""
    examples: dict[str, list[Example]] = field(default_factory=dict)

    def changed_fields(self) -> list[str]:
        """The fields that changed, in the article's order."""
        return [name for name in FIELDS if self.fields[name]]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        counts = {name: getattr(self, name) for name in COUNTS}
        return {**counts, "fields": {name: self._field_dict(name) for name in self.changed_fields()}}

    def _field_dict(self, name: str) -> dict[str, Any]:
        examples = self.examples.get(name, [])
        shown = [{"url": one.url, "before": one.change.before, "after": one.change.after} for one in examples]
        return {"changed": self.fields[name], "examples": shown}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A stored article that can not be read any more."""

    site: str
    url: str
    reason: str


class Report:
    """The report of one run, while it grows."""

    def __init__(self, *, examples_max: int) -> None:
        self._examples_max = examples_max
        self._sites: dict[str, SiteReport] = {}
        self.lost: list[Lost] = []
        """The first LOST_MAX."""
        self.damages: list[Damage] = []
        """The first DAMAGES_MAX."""
        self.damaged = 0

    def add(self, settled: Iterable[Settled]) -> None:
        """Count what became of some readings."""
        for one in settled:
            site = self._sites.setdefault(one.site, SiteReport())
            site.captures += 1
            site.articles += one.kind not in ("lost", "unread")
            site.changed += one.kind == "changed"
            site.new += one.kind == "new"
            site.lost += one.kind == "lost"
            site.moved += one.is_moved
            site.joined += one.is_joined
            for change in one.changes:
                site.fields[change.field] += 1
                examples = site.examples.setdefault(change.field, [])
                if len(examples) < self._examples_max:
                    examples.append(Example(url=one.url, change=change))
            if one.kind == "lost" and len(self.lost) < LOST_MAX:
                self.lost.append(Lost(site=one.site, url=one.url, reason=one.reason))

    def add_damages(self, damages: Iterable[Damage]) -> None:
        """Count what could not be read."""
        for damage in damages:
            self.damaged += 1
            if len(self.damages) < DAMAGES_MAX:
                self.damages.append(damage)

    @property
    def sites(self) -> dict[str, SiteReport]:
        """Site name -> its report, by name."""
        return dict(sorted(self._sites.items()))

    def total(self, name: str) -> int:
        """A count of SiteReport, over all sites."""
        return sum(getattr(site, name) for site in self._sites.values())

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        damages = [{"file": str(one.path), "offset": one.offset, "reason": one.reason} for one in self.damages]
        return {
            "sites": {name: site.as_dict() for name, site in self.sites.items()},
            "lost": [asdict(lost) for lost in self.lost],
            "damaged": {"count": self.damaged, "first": damages},
        }
