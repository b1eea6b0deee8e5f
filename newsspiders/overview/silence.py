"""Silence: for how long a site's new articles may stay away before somebody should look. Pure.

A night, a weekend and an outage are gaps too. So the usual gap is the third longest of the last four weeks: weekends
come four times and count, one or two outages don't. Silent is a site for longer than twice that, but never less than a
day nor more than the four weeks, which hold where there are too few articles to know.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from itertools import pairwise

LOOKED_BACK = timedelta(days=28)
_SHORTEST = timedelta(days=1)
_TIMES = 2
_RANK = 3


def usual_gap(hours_ago: Collection[int]) -> timedelta | None:
    """The third longest time between hours in which articles came, of the last four weeks; None of too few.

    >>> usual_gap([0, 1, 2, 10, 12, 100])
    datetime.timedelta(seconds=7200)
    """
    recent = sorted(hour for hour in hours_ago if timedelta(hours=hour) < LOOKED_BACK)
    gaps = sorted((later - sooner for sooner, later in pairwise(recent)), reverse=True)
    return timedelta(hours=gaps[_RANK - 1]) if len(gaps) >= _RANK else None


def silent_after(hours_ago: Collection[int]) -> timedelta:
    """How long after its last new article a site is silent."""
    gap = usual_gap(hours_ago)
    return max(_SHORTEST, min(gap * _TIMES, LOOKED_BACK)) if gap is not None else LOOKED_BACK
