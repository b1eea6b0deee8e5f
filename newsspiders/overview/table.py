"""What `scrapy status` shows: what to look at, then a row a site. Data in, rich renderables out; prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from newsspiders.overview.ages import age, span
from newsspiders.overview.status import SiteStatus

_WIDE, _ROOMY = 100, 110
_SPARKS = "▁▂▃▄▅▆▇█"
_SPARKLINE = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    title: str
    cell: Callable[[SiteStatus], str]
    is_number: bool = True
    only_wide: bool = False
    """Left out of a narrow terminal."""


def render(statuses: Sequence[SiteStatus], *, width: int) -> RenderableType:
    """All of it, for a terminal of this width."""
    looks = [status for status in statuses if status.troubles]
    parts: list[RenderableType] = []
    if looks:
        head = Text(f"Look at {len(looks)} of {len(statuses)}; scrapy doctor SITE finds the cause:", style="bold")
        parts += [head, *map(_look, looks), Text()]
    columns = [column for column in _COLUMNS if width >= _WIDE or not column.only_wide]
    table = Table(box=None, pad_edge=False, collapse_padding=width < _ROOMY, header_style="bold")
    for column in columns:
        table.add_column(
            column.title, justify="right" if column.is_number else "left", no_wrap=True, overflow="ellipsis"
        )
    for status in statuses:
        table.add_row(*(Text(column.cell(status)) for column in columns), style="red" if status.troubles else None)
    parts += [table, *_resting(statuses)]
    return Group(*parts)


def sparkline(counts: Sequence[int], *, longest: int = _SPARKLINE) -> str:
    """Counts as bars, the oldest first; more of them than the longest line takes are averaged.

    >>> sparkline([0, 4, 8]), sparkline([0, 0]), sparkline([8, 8, 0, 0], longest=2)
    ('·▄█', '··', '█·')
    """
    parts = min(longest, len(counts))
    edges = [index * len(counts) // parts for index in range(parts + 1)]
    means = [sum(counts[begin:end]) / (end - begin) for begin, end in zip(edges, edges[1:], strict=False)]
    top = max(means, default=0)
    return "".join(_SPARKS[max(0, round(mean / top * len(_SPARKS)) - 1)] if mean else "·" for mean in means)


def _look(status: SiteStatus) -> RenderableType:
    """A site and its troubles, one a line."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=max(16, len(status.site)), no_wrap=True)
    grid.add_column(overflow="fold")
    for number, trouble in enumerate(status.troubles):
        grid.add_row(Text("" if number else status.site), Text(trouble.words))
    return grid


def _resting(statuses: Sequence[SiteStatus]) -> Iterator[RenderableType]:
    for status in statuses:
        for host in status.resting:
            until = age(host.not_before, now=status.now).removeprefix("in ") if host.not_before else "a while"
            yield Text(f"\n{host.host} is left alone for {until} ({host.reason})")


def _last_run(status: SiteStatus) -> str:
    if status.run is None:
        return "never"
    if status.run_state == "running":
        return f"running {age(status.run.started_at, now=status.now)}".replace(" ago", "")
    return f"{status.run_state} {age(status.run.finished_at or status.run.started_at, now=status.now)}"


def _newest(status: SiteStatus) -> str:
    return age(status.arrivals.last, now=status.now) if status.arrivals.last else "never"


def _next(status: SiteStatus) -> str:
    if status.next_due is None or status.run_state == "running":
        return "-"
    if status.is_overdue:
        return "overdue"
    return "now" if status.next_due <= status.now else f"in {span(status.next_due - status.now)}"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


_COLUMNS = (
    _Column(title="site", cell=lambda status: status.site, is_number=False),
    _Column(title="last run", cell=_last_run, is_number=False),
    _Column(title="newest", cell=_newest, is_number=False),
    _Column(title="a day", cell=lambda status: f"{status.new_per_day:.{1 if status.new_per_day < 10 else 0}f}"),
    _Column(title="by day", cell=lambda status: sparkline(status.new_by_day), is_number=False, only_wide=True),
    _Column(title="failed", cell=lambda status: _share(status.counts.failure_rate)),
    _Column(title="warned", cell=lambda status: _share(status.counts.warning_rate), only_wide=True),
    _Column(title="queue", cell=lambda status: str(status.queue), only_wide=True),
    _Column(title="next", cell=_next, is_number=False),
)
