"""Plan of a round: whose turn it is, who waits longest, and whose does not come yet. Reads no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from newsspiders.timetable import Timetable

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A site, and when it is its turn."""

    site: str
    last: datetime | None
    """When its last run began; None: never."""
    next_due: datetime
    is_due: bool


def plan(timetable: Timetable, sites: Iterable[str], *, last: Mapping[str, datetime], now: datetime) -> list[Turn]:
    """The turns of these sites, that of the site that waits longest first."""
    turns = [_turn(site, timetable, last=last.get(site), now=now) for site in sites]
    return sorted(turns, key=lambda turn: _due_since(turn, timetable, now=now))


def _turn(site: str, timetable: Timetable, *, last: datetime | None, now: datetime) -> Turn:
    return Turn(
        site=site,
        last=last,
        next_due=timetable.next_due(site, last=last, now=now),
        is_due=timetable.is_due(site, last=last, now=now),
    )


def _due_since(turn: Turn, timetable: Timetable, *, now: datetime) -> datetime:
    """The moment it waits since; `next_due` itself says `now` for all that have come."""
    if turn.last is None or turn.last > now:
        return _NEVER
    return turn.last + timetable.interval(turn.site)
