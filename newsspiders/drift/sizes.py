"""Whether sizes have moved: most of them far off what was usual, or all of them a little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import ge, le
from typing import Literal

from newsspiders.drift.shares import Share, has_fallen
from newsspiders.drift.steps import Steps, quantile


def added(sizes: Sequence[Steps]) -> Steps:
    """All in one."""
    total: Counter[int] = Counter()
    for one in sizes:
        total.update(one)
    return total


def moved(now: Steps, before: Sequence[Steps], *, near: int, far: int) -> Literal["down", "up"] | None:
    """Where the sizes have gone to: many of them by `far` steps from the median there was, or their median by `near`
    steps and most of them out of the quarter that is on that side.

    >>> moved({40: 15}, [{60: 30, 61: 30}], near=3, far=8), moved({58: 15}, [{60: 30, 61: 30}], near=3, far=8)
    ('down', None)
    """
    was = added(before)
    if not was or not now:
        return None
    middle, middle_now = quantile(was, 0.5), quantile(now, 0.5)

    def left(is_kept: Callable[[int, int], bool], bound: int) -> bool:
        return has_fallen(_within(now, is_kept, bound), [_within(one, is_kept, bound) for one in before])

    if left(ge, middle - far) or (middle_now <= middle - near and left(ge, quantile(was, 0.25))):
        return "down"
    if left(le, middle + far) or (middle_now >= middle + near and left(le, quantile(was, 0.75))):
        return "up"
    return None


def _within(sizes: Steps, is_kept: Callable[[int, int], bool], bound: int) -> Share:
    return Share(sum(count for step, count in sizes.items() if is_kept(step, bound)), sum(sizes.values()))
