"""Occasions: whether a run is one to tell somebody of, from the runs before it alone. Reads no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Literal, TypeAlias

Occasion: TypeAlias = Literal["broke", "changed", "still", "well"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A run that has ended."""

    at: datetime
    trouble: str | None
    """What is wrong, in words; None when it was healthy."""

    @property
    def kind(self) -> str | None:
        """The same for troubles that differ in numbers or details.

        >>> Ended(at=datetime.max, trouble="5 pages failed, 3 gave an article").kind
        '# pages failed, # gave an article'
        >>> Ended(at=datetime.max, trouble="drift: body-shorter").kind
        'drift'
        """
        return None if self.trouble is None else re.sub(r"\d+", "#", self.trouble.partition(":")[0])


def occasion(run: Ended, before: Sequence[Ended], *, again: timedelta) -> Occasion | None:
    """What there is to tell of a run; None for nothing. `before` are the runs before it, newest first: all of the time
    `again`, and one at least where there is one.

    `still` comes once in each stretch of `again` (of a day: after midnight, UTC) that finds a trouble unchanged since
    half of that time.
    """
    last = before[0] if before else None
    if last is None or last.trouble is None:
        return "broke" if run.trouble is not None else None
    if run.trouble is None:
        return "well"
    standing = takewhile(lambda one: one.trouble is not None, before)
    # A run in the future is one that a wrong clock has dated.
    recent = [one for one in standing if one is last or timedelta() <= run.at - one.at < again]
    alike = [one for one in recent if one.kind == run.kind]
    if not alike:
        return "changed"
    is_next_stretch = _stretch(run.at, again) > _stretch(last.at, again)
    return "still" if is_next_stretch and run.at - alike[-1].at >= again / 2 else None


def _stretch(moment: datetime, length: timedelta) -> int:
    return int(moment.timestamp() // length.total_seconds())
