"""Lookout: whose turn comes while a round runs.

The next round begins when this one is over, and one site may take long: the others are not to wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from newsspiders.rounds.history import History
from newsspiders.rounds.plan import plan
from newsspiders.store import StoreError
from newsspiders.timetable import Timetable


class Lookout:
    """Looks at the timetable again and again; `on_problem` is told once that the store can't be read."""

    def __init__(
        self,
        timetable: Timetable,
        sites: Collection[str],
        *,
        history: History,
        on_problem: Callable[[str], object],
    ) -> None:
        """`sites` are those that may have another turn."""
        self._timetable = timetable
        self._sites = sites
        self._history = history
        self._on_problem = on_problem
        self._taken: dict[str, datetime] = {}
        self._is_told = False

    def takes(self, site: str) -> None:
        """A site has its turn, whatever becomes of it: one that leaves no record of its run is not taken for ever."""
        self._taken[site] = datetime.now(UTC)

    def due(self, busy: Collection[str]) -> list[str]:
        """The sites whose turn has come, but for the busy ones. Whoever looks so often need not take one early."""
        sites = [site for site in self._sites if site not in busy]
        if not sites:
            return []
        try:
            known = self._history.last_runs(create=False)
        except StoreError as error:
            if not self._is_told:
                self._on_problem(f"whose turn has come meanwhile can't be read: {error}")
            self._is_told = True
            return []
        now = datetime.now(UTC)
        last = {site: run.started_at for site, run in known.items() if run.started_at <= now}
        for site, taken in dict(self._taken).items():  # a copy: others are taken meanwhile
            last[site] = max(taken, last.get(site, taken))
        turns = plan(self._timetable, sites, last=last, now=now)
        return [turn.site for turn in turns if turn.next_due <= now]
