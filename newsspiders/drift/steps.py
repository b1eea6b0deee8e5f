"""Steps: sizes as whole numbers on a scale, so that those of many articles are a few counts; quantiles of these."""

from __future__ import annotations

import math
from collections.abc import Mapping

Steps = Mapping[int, int]
"""Step -> articles of that size."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

_DOUBLED = 8
_PERCENT = 5


def step_of_words(words: int) -> int:
    """The step of a length, on a scale on which each step is 9% longer than the one before.

    >>> [step_of_words(words) for words in (0, 99, 199, 399)]
    [0, 53, 61, 69]
    """
    return round(_DOUBLED * math.log2(1 + words))


def words_of_step(step: int) -> int:
    """The length that a step stands for.

    >>> words_of_step(53)
    98
    """
    return round(2 ** (step / _DOUBLED) - 1)


def step_of_share(part: int, whole: int) -> int:
    """The step of a share, in steps of 5%.

    >>> step_of_share(1, 10), step_of_share(0, 0)
    (2, 0)
    """
    return round(100 * part / whole / _PERCENT) if whole else 0


def percent_of_step(step: int) -> int:
    """The share that a step stands for, in percent."""
    return step * _PERCENT


def quantile(sizes: Steps, share: float) -> int:
    """The step on which or below which such a share of what was counted lies.

    >>> quantile({2: 5, 7: 5}, 0.5), quantile({2: 5, 7: 5}, 0.51)
    (2, 7)
    """
    wanted, passed = share * sum(sizes.values()), 0
    for step in sorted(sizes):
        passed += sizes[step]
        if passed >= wanted:
            return step
    raise ValueError("no quantile of nothing")
