"""Runs made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from newsspiders.metrics.facts import RunFacts
from tests.newsspiders.articles import MOMENT


def make_run(**changes: Any) -> RunFacts:
    """A run of two minutes with changes."""
    run = RunFacts(
        site="cri",
        started_at=MOMENT,
        ended_at=MOMENT + timedelta(minutes=2),
        reason="finished",
        is_healthy=True,
        interval=timedelta(minutes=30),
        counts={},
    )
    return replace(run, **changes)
