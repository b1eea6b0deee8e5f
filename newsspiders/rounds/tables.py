"""How a round is told: while it runs, and when it is over. Prints nothing itself."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import get_args

from rich.console import Group
from rich.table import Table
from rich.text import Text

from newsspiders.rounds.plan import Turn
from newsspiders.rounds.results import End, Result
from newsspiders.run_counts import RunCounts

_ORDER = {end: number for number, end in enumerate(get_args(End))}


def running_table(running: Mapping[str, float], *, done: int, of: int) -> Group:
    """The sites that are being crawled, and since when on the monotonic clock."""
    table = Table(box=None, show_header=False)
    table.add_column("site")
    table.add_column("time", justify="right")
    for site, since in running.items():
        table.add_row(site, duration(time.monotonic() - since))
    return Group(Text(f"{done} of {of} done"), table)


def results_table(results: Sequence[Result]) -> Table:
    """A row a turn; those to look at come first."""
    table = Table(box=None, pad_edge=False)
    for name in ("site", "end", "time", "articles", "new", ""):
        table.add_column(name, justify="right" if name in ("time", "articles", "new") else "left", overflow="fold")
    for one in sorted(results, key=lambda one: (not one.needs_look, _ORDER[one.end], one.site)):
        counts = (str(one.counts.articles), str(one.counts.new))
        end = Text(one.end, style="red" if one.needs_look else "")
        table.add_row(one.site, end, duration(one.seconds), *counts, Text(one.reason))
    return table


def summary_line(results: Sequence[Result], *, seconds: float) -> str:
    """The whole round in one line."""
    ends = Counter(one.end for one in results)
    told = ", ".join(f"{ends[end]} {end}" for end in get_args(End) if ends[end])
    counts = sum((one.counts for one in results), RunCounts())
    count = len({one.site for one in results})
    sites = f"{count} site{'s' * (count != 1)}" + f", {len(results)} turns" * (count != len(results))
    is_late = ends["not-started"] and not ends["stopped"]
    more = "; for the others: a higher --jobs or --minutes" if is_late else ""
    return f"crawlall: {sites} in {duration(seconds)}: {told}; {counts.articles} articles, {counts.new} new{more}"


def look_lines(results: Sequence[Result]) -> list[str]:
    """A line for each site that somebody should look at, and each reason."""
    return list(dict.fromkeys(f"{one.site}: {one.end}: {one.reason}" for one in results if one.needs_look))


def is_remarkable(results: Sequence[Result]) -> bool:
    """Whether a round is told even where nothing is said of what went well."""
    return any(one.needs_look or one.end == "not-started" for one in results)


def turns_table(turns: Sequence[Turn]) -> Table:
    """Whose turn it is, and when that of the others comes."""
    table = Table(box=None, pad_edge=False)
    for name in ("site", "turn", "last run"):
        table.add_column(name, no_wrap=True)
    for turn in turns:
        when = "now" if turn.is_due else _moment(turn.next_due)
        table.add_row(turn.site, when, _moment(turn.last) if turn.last else "never")
    return table


def duration(seconds: float) -> str:
    """A time for people.

    >>> duration(4.2), duration(192), duration(7500)
    ('4 s', '3:12 min', '2:05 h')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02} h"


def _moment(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
