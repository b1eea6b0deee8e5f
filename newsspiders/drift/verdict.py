"""Verdict: what is thought of a run, after the runs before it. Short runs are added up until there is enough to judge.

`few`       too few pages yet: its counts are carried into the next run, and an alarm that stands goes on standing
`usual`     as the runs before it, or there is no history yet: it is history for the next
`drift`     it departs from its history, and does not become history
`accepted`  it departed, and somebody said that this is how it is now: history for what departed begins with it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from newsspiders.drift.compare import Past, compare
from newsspiders.drift.findings import Finding
from newsspiders.drift.profile import RunProfile
from newsspiders.states import ProfileRecord, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A run, judged."""

    profile: RunProfile
    """Of this run, and of the short ones before it that were not judged themselves."""
    verdict: Verdict
    findings: tuple[Finding, ...] = ()

    def as_record(self, *, asked: str) -> dict[str, Any]:
        """JSON-ready, for the store; see `judged_of`."""
        findings = tuple(finding.as_dict() for finding in self.findings)
        return {"asked": asked, "verdict": self.verdict, "profile": self.profile.as_dict(), "findings": findings}

    @property
    def past(self) -> Past:
        """As a part of a history."""
        is_accepted = self.verdict == "accepted"
        return Past(
            profile=self.profile,
            accepted=frozenset(finding.about for finding in self.findings if is_accepted),
        )


def judge(own: RunProfile, *, last: Sequence[Judged], history: Sequence[Judged], pages_min: int) -> Judged:
    """A run, judged by the runs that were asked for the same; both lists have the newest first.

    `last` are the last runs, whatever was thought of them, back to one that was judged; `history` those that were as
    they should be.
    """
    carried = last[0] if last and last[0].verdict == "few" and last[0].profile.rules == own.rules else None
    profile = carried.profile + own if carried else own
    if profile.pages < pages_min:
        return Judged(profile=profile, verdict="few", findings=standing(last, rules_of=own))
    findings = compare(profile, [judged.past for judged in history])
    return Judged(profile=profile, verdict="drift" if findings else "usual", findings=findings)


def standing(last: Iterable[Judged], *, rules_of: RunProfile | None = None) -> tuple[Finding, ...]:
    """The findings of the last run that was judged, when it drifted; none when the rules were changed since."""
    for judged in last:
        if judged.verdict != "few":
            is_over = rules_of is not None and judged.profile.rules != rules_of.rules
            return judged.findings if judged.verdict == "drift" and not is_over else ()
    return ()


def judged_of(record: ProfileRecord) -> Judged | None:
    """What the store has; None when another version wrote it in a form that can't be compared."""
    profile = RunProfile.from_dict(record.profile)
    if profile is None:
        return None
    findings = tuple(Finding.from_dict(finding) for finding in record.findings)
    return Judged(profile=profile, verdict=record.verdict, findings=findings)
