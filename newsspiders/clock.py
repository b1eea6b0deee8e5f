"""Whether the machine's clock can be trusted: compared with what the store was told by earlier runs. Reads no clock."""

from __future__ import annotations

from datetime import datetime, timedelta

_APART = timedelta(hours=1)
"""Clocks of several hosts on one store may differ by less."""


def why_clock_is_wrong(now: datetime, *, last_run: datetime | None) -> str | None:
    """What speaks against the clock, in a sentence; None where nothing does.

    >>> from datetime import UTC
    >>> why_clock_is_wrong(datetime(2026, 3, 7, tzinfo=UTC), last_run=datetime(2026, 3, 9, tzinfo=UTC))
    'the clock says 2026-03-07 00:00 UTC, and the run before this one was at 2026-03-09 00:00 UTC'
    """
    if last_run is None or last_run - now < _APART:
        return None
    return f"the clock says {now:%Y-%m-%d %H:%M} UTC, and the run before this one was at {last_run:%Y-%m-%d %H:%M} UTC"
