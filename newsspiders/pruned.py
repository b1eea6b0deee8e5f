"""What stands in the place of removals that were pruned, so that nothing says that nothing was removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extractors.article import Removal

PRUNED = "store/pruned"
"""The rule of the one entry."""


def pruned_removals(pieces: int, *, on: date) -> list[dict[str, str | None]]:
    """The removals of an article whose pieces were pruned on a day.

    >>> pruned_removals(7, on=date(2026, 3, 7))[0]["reason"]
    '7 pieces were removed; their text was pruned on 2026-03-07'
    """
    were = "piece was removed; its" if pieces == 1 else "pieces were removed; their"
    return [Removal(rule=PRUNED, reason=f"{pieces} {were} text was pruned on {on}", text="").as_dict()]


def is_pruned(removed: Sequence[Mapping[str, Any]]) -> bool:
    """Whether these removals are such an entry."""
    return any(removal.get("rule") == PRUNED for removal in removed)
