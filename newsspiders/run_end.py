"""RunEnd: what is known of a run that has ended; `run_ended` is the signal that brings it, when the run's record is
written and its store still open. (Scrapy's engine_stopped is not sent for a run that ends before it begins.)
"""

from __future__ import annotations

from dataclasses import dataclass

from newsspiders.drift.findings import Finding

run_ended = object()
"""Receivers take `spider` and `end`; the run waits for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """How a run ended."""

    reason: str
    """Scrapy's: `finished`, `shutdown`, or one of `health.BROKEN_ENDS`."""
    unhealthy: str | None
    """What is wrong; None when the run was healthy."""
    findings: tuple[Finding, ...] = ()
    """In what its pages departed from those of earlier runs."""
    summary: str
    """Its numbers, in a line."""
    is_recorded: bool
    """Whether its record was written."""
