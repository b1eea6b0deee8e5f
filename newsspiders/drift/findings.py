"""Finding: one way in which a run departs from the runs before it, as data and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One way in which a run departs from the runs before it."""

    code: str
    """`page-lost:empty-body`, `field-missing:published`, `origin-shift:title`, `warning:body-rule-missed`,
    `body-shorter`, `body-longer`, `removed-more`, `removed-less`, `rule-unused:body:div.text`,
    `rule-unused:zce/drop:.related`."""
    about: str
    """What departs; who accepts the finding says that this is now as it should be."""
    field: str | None = None
    """The field of the article or of its rules."""
    selector: str | None = None
    """The selector of that field that matches no more."""
    was: str
    now: str
    pages: int
    """How many were looked at now."""

    @property
    def words(self) -> str:
        """For people."""
        return f"{self.code}: was {self.was}, now {self.now} of {self.pages}"

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Finding:
        """The finding of `as_dict`."""
        return cls(**{one.name: stored[one.name] for one in fields(cls)})


def name_findings(findings: Sequence[Finding]) -> str:
    """The findings in a few words; empty when there are none."""
    named = ", ".join(finding.code for finding in findings[:_NAMED])
    more = len(findings) - _NAMED
    return f"drift: {named}" + (f" and {more} more" if more > 0 else "") if findings else ""
