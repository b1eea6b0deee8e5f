"""Period: the days of a report, cut into steps that a chart has room for. Days are of UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_DAILY_MAX = 92
"""Days; more of them than that would be bars of less than three pixels on a phone."""
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The last `days` days, today among them."""

    now: datetime
    days: int

    @property
    def first(self) -> date:
        """The first day."""
        return self.today - timedelta(days=self.days - 1)

    @property
    def today(self) -> date:
        """The last day, which is not over."""
        return self.now.astimezone(UTC).date()

    @property
    def since(self) -> datetime:
        """Where it begins."""
        return datetime.combine(self.first, time.min, UTC)

    @property
    def step_days(self) -> int:
        """The length of a step, 1 or 7; the last one may be shorter."""
        return 1 if self.days <= _DAILY_MAX else _WEEK

    @property
    def steps(self) -> tuple[date, ...]:
        """The first days of the steps.

        >>> len(Period(now=datetime(2026, 3, 7, tzinfo=UTC), days=100).steps)
        15
        """
        return tuple(self.first + timedelta(days=day) for day in range(0, self.days, self.step_days))

    def length(self, step: int) -> int:
        """How many days a step has."""
        return min(self.step_days, self.days - step * self.step_days)

    def step_of(self, moment: datetime) -> int | None:
        """The step in which a moment lies; None of one outside."""
        day = (moment.astimezone(UTC).date() - self.first).days
        return day // self.step_days if 0 <= day < self.days else None
