"""Result: how the crawl of one site went, from the end of its process and from the records in the store."""

from __future__ import annotations

import socket
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from newsspiders.rounds.processes import Exit
from newsspiders.run_counts import RunCounts
from newsspiders.states import RunRecord

End = Literal["healthy", "unhealthy", "crashed", "timed-out", "stopped", "running-elsewhere", "not-started"]

_UNHEALTHY = 1
"""The exit code of a crawl that somebody should look at; it is that of one which another run kept out, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one turn of a site went."""

    site: str
    end: End
    reason: str = ""
    """In a few words, where there is something to say."""
    code: int | None = None
    signal: str | None = None
    seconds: float = 0.0
    counts: RunCounts = RunCounts()

    @property
    def needs_look(self) -> bool:
        """Whether somebody should look. One that did not finish in its time and yet says itself that it is healthy has
        much to do, and goes on next time.
        """
        return self.end in ("unhealthy", "crashed") or (self.end == "timed-out" and self.code != 0)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "site": self.site,
            "end": self.end,
            "needs_look": self.needs_look,
            "reason": self.reason,
            "code": self.code,
            "signal": self.signal,
            "seconds": round(self.seconds, 1),
            "articles": self.counts.articles,
            "new": self.counts.new,
        }


def judge(
    exits: Collection[Exit], *, runs: Mapping[str, Sequence[RunRecord]], known: Mapping[str, RunRecord]
) -> list[Result]:
    """What became of each. `runs` are the newest runs of the sites, `known` the last one of each before the round."""
    here = socket.gethostname()
    ours = {(one.pid, here) for one in exits}
    results = []
    for one in exits:
        before = known[one.name].id if one.name in known else 0
        since = [run for run in runs.get(one.name, ()) if run.id > before]
        own = next((run for run in since if (run.pid, run.host) == (one.pid, here)), None)
        other = next((run for run in since if (run.pid, run.host) not in ours), None)
        end, reason = _end(one, own=own, other=other)
        results.append(
            Result(
                site=one.name,
                end=end,
                reason=reason,
                code=one.code,
                signal=one.signal,
                seconds=one.seconds,
                counts=RunCounts.of(own.counts) if own else RunCounts(),
            )
        )
    return results


def _end(one: Exit, *, own: RunRecord | None, other: RunRecord | None) -> tuple[End, str]:
    if one.told == "skip":
        return "running-elsewhere", one.last_line
    if one.pid is None:
        return _not_started(one)
    if one.told == "stop":
        return "stopped", _why(one, own=own)
    if one.told == "time":
        return "timed-out", _why(one, own=own) or "its time was over; its next run goes on where it was"
    if one.code == 0:
        return "healthy", ""
    if one.code == _UNHEALTHY and own is None and other is not None:
        return "running-elsewhere", f"pid {other.pid} on {other.host}, since {other.started_at:%Y-%m-%d %H:%M} UTC"
    return "unhealthy" if one.code == _UNHEALTHY else "crashed", _why(one, own=own)


def _not_started(one: Exit) -> tuple[End, str]:
    if one.told == "time":
        return "not-started", "the time of all was over"
    if one.told == "stop":
        return "not-started", "crawlall was stopped"
    return "crashed", one.last_line


def _why(one: Exit, *, own: RunRecord | None) -> str:
    """Why it did not end well, in a few words; empty when it did."""
    if one.code == 0:
        return ""
    if one.code == _UNHEALTHY and own is not None and own.summary:
        return own.summary
    if one.signal == "SIGKILL":
        words = "killed, as it did not end when told to" if one.told else "killed by SIGKILL: was there no memory left?"
    else:
        words = f"killed by {one.signal}" if one.signal else f"exit code {one.code}, and no record of how it ended"
    return f"{words}; its last line: {one.last_line}" if one.last_line else words
