"""Counting in bounded memory: which of any number of things came often, and which articles are copies of others."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.text import is_prose

_CAPACITY = 250_000
_COPIES = 1 << 20


class Tally:
    """How often things came, by the algorithm of Misra and Gries: when there are too many different ones, each loses
    one, and those that have none left are forgotten. No count is too high, and none more than `error` too low.
    """

    def __init__(self, *, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._counts: Counter[int] = Counter()
        self.error = 0

    def add(self, things: Iterable[str]) -> None:
        """Count each of these once more."""
        self._counts.update(map(hash, things))
        while len(self._counts) > self._capacity:
            self._counts = Counter({thing: count - 1 for thing, count in self._counts.items() if count > 1})
            self.error += 1

    def count(self, thing: str) -> int:
        """How often a thing came, at least."""
        return self._counts[hash(thing)]

    def frequent(self, least: int, *, limit: int) -> frozenset[int]:
        """Hashes of what came that often: all of it, or the most frequent. Some may have come a little less often.

        Below twice the error, what came can't be told from what was forgotten.
        """
        found = ((count, thing) for thing, count in self._counts.items() if count >= self.certain(least) - self.error)
        return frozenset(thing for _, thing in heapq.nlargest(limit, found))

    def certain(self, least: int) -> int:
        """That many, or the smallest number from which on nothing was missed."""
        return max(least, 2 * self.error)


class Copies:
    """Tells articles whose text came before under another title or address: they repeat no line.

    What makes two articles one is their two longest paragraphs. It remembers the last million.
    """

    def __init__(self) -> None:
        self._seen = array("q", bytes(8 * _COPIES))

    def is_copy(self, blocks: Sequence[str], *, title: str) -> bool:
        """Whether such an article came before."""
        longest = heapq.nlargest(2, filter(is_prose, blocks), key=len)
        # A text that is nothing but furniture is one the site's rules fail on, not a copy.
        mark = hash(tuple(longest)) if len(longest) == 2 else hash((title, *blocks))
        place = mark % _COPIES
        if self._seen[place] == mark:
            return True
        self._seen[place] = mark
        return False
