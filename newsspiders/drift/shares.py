"""Whether a share has fallen for good: k of n articles now, against the runs before.

The share of a run is taken as drawn from a beta distribution around that of all runs before (so K of n is drawn from a
beta-binomial one). How wide that is, the runs before tell by how much they differ from each other: what always varies
may go on varying. It is never taken as narrow as dice, for days differ. A share has fallen when such a draw would be
so low once in 10,000 times, and when it fell by a quarter of all articles: rare events of no weight stay rare events.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LEAST_HISTORY = 20
"""So many articles before a share of them says anything."""
LEAST_FALL = 0.25
CHANCE = 1e-4
"""Some sixty shares of a run are looked at: this keeps false alarms below one run in a hundred."""

_MANY = 5
_LEAST_SPREAD = 0.05
"""The correlation of two articles of a run. With 0.05 a share of 90% is one of 70% in one run of twenty."""


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    of: int

    @property
    def part(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def rest(self) -> Share:
        """Those that are not among the hits: they fall where the hits rise."""
        return Share(self.of - self.hits, self.of)


def pooled(shares: Iterable[Share]) -> Share:
    """All in one.

    >>> pooled([Share(1, 2), Share(3, 3)])
    Share(hits=4, of=5)
    """
    known = list(shares)
    return Share(sum(one.hits for one in known), sum(one.of for one in known))


def has_fallen(now: Share, before: Sequence[Share]) -> bool:
    """Whether a share lies so far below what it was that neither chance nor its usual ups and downs explain it."""
    usual = without_oddest(before)
    was = pooled(usual)
    if was.of < LEAST_HISTORY or not now.of or was.part - now.part < LEAST_FALL:
        return False
    weight = min(was.of, 1 / spread(usual) - 1)
    return chance_of_at_most(now, a=was.part * weight + 0.5, b=(1 - was.part) * weight + 0.5) < CHANCE


def without_oddest(runs: Sequence[Share]) -> Sequence[Share]:
    """The runs but for the one that is least like all together, where there are some: one odd day in the history
    makes no other like it usual.

    >>> without_oddest([Share(9, 9), Share(8, 9), Share(2, 9), Share(9, 9), Share(9, 9)])
    [Share(hits=9, of=9), Share(hits=8, of=9), Share(hits=9, of=9), Share(hits=9, of=9)]
    """
    if len(runs) < _MANY:
        return runs
    was = pooled(runs)
    oddest = max(range(len(runs)), key=lambda number: runs[number].of * (runs[number].part - was.part) ** 2)
    return [*runs[:oddest], *runs[oddest + 1 :]]


def spread(runs: Sequence[Share]) -> float:
    """How much alike the articles of one run are: 0 when runs differ as throws of dice do, 1 when each run is all or
    nothing. Estimated by moments (Kleinman 1973), and never below what is taken for granted.

    >>> spread([Share(30, 30), Share(0, 30), Share(30, 30), Share(0, 30)]) > 0.9
    True
    >>> spread([Share(15, 30), Share(16, 30), Share(14, 30)])
    0.05
    """
    was = pooled(runs)
    expected = was.part * (1 - was.part)
    others = [(run.of, 1 - run.of / was.of) for run in runs if run.of]
    room = sum((of - 1) * rest for of, rest in others)
    if not expected or not room:
        return _LEAST_SPREAD
    seen = sum(run.of * (run.part - was.part) ** 2 for run in runs)
    estimate = (seen / expected - sum(rest for _, rest in others)) / room
    return min(max(estimate, _LEAST_SPREAD), 0.99)


def chance_of_at_most(share: Share, *, a: float, b: float) -> float:
    """The probability of so few hits or fewer, beta-binomial.

    >>> round(chance_of_at_most(Share(2, 9), a=1, b=1), 6)  # each number of hits is as probable as another
    0.3
    """
    hits, of = share
    whole = _log_beta(a, b)
    return math.fsum(
        math.exp(_log_choose(of, k) + _log_beta(k + a, of - k + b) - whole) for k in range(min(hits, of) + 1)
    )


def _log_choose(of: int, k: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
