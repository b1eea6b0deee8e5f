"""Sections: the charts and tables of one site, or of all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from newsspiders.drift.profile import NOT_FOUND
from newsspiders.drift.tally import WATCHED
from newsspiders.report.charts import Axis, Scale, Series, bars, lines, spark
from newsspiders.report.figures import Counts, Figures, total
from newsspiders.report.period import Period
from newsspiders.report.words import count, day, minutes, number, percent, step

OTHERS = "others"
_KINDS = 5
"""Of origins and of failures, with a color of their own."""
_ROWS = 8
_LABELS = 4
_FELL = 0.1
"""A share that is less by so much of late is pointed at."""
_ENOUGH = 20
"""Articles."""
_MARKS = tuple((value, minutes(value)) for value in (1, 5, 15, 60, 240, 1440, 2880))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart with its words."""

    title: str
    note: str
    svg: Markup | None
    """None: nothing to draw, the note says so."""
    legend: tuple[tuple[int, str], ...] = ()
    """Color and name of each series, where there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table."""

    name: str
    spark: Markup
    number: str
    note: str = ""
    fell: str = ""
    """What the number is now, where it fell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A name, its history and a number, line by line."""

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All that is shown of one site, or of all."""

    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]


class Sections:
    """Makes the sections of one report, in which a color means the same everywhere."""

    def __init__(self, period: Period, everything: Figures) -> None:
        self._period = period
        self._days = [period.length(number) for number in range(len(period.steps))]
        names = [step(first, days) for first, days in zip(period.steps, self._days, strict=True)]
        self._axis = Axis(names=names, labels=_labels(period))
        self._origins = _commonest(everything.found)
        self._failures = _commonest(everything.failures)

    def section(self, steps: Sequence[Figures]) -> Section:
        """The section of what was counted, step by step."""
        every = total(steps)
        charts = (
            self._articles(steps, every),
            self._delays(steps, every),
            self._found(steps, every),
            self._failed(steps, every),
            self._lengths(steps, every),
            self._runs(steps, every),
        )
        tables = (_fields(steps, every), _removals(steps, every), _warnings(steps, every))
        return Section(charts=charts, tables=tuple(table for table in tables if table.rows))

    def spark(self, steps: Sequence[Figures]) -> Markup:
        """New articles a day, small."""
        return spark(self._daily(steps, lambda one: one.articles), says="New articles a day")

    def _articles(self, steps: Sequence[Figures], every: Figures) -> Chart:
        series = [Series(name="new", values=self._daily(steps, lambda one: one.articles))]
        mean = f"{number(every.articles / self._period.days)} on average" if every.articles else "none"
        return self._bars("New articles a day", mean, series if every.articles else [])

    def _delays(self, steps: Sequence[Figures], every: Figures) -> Chart:
        title = "From published to stored"
        half, most = every.delay(0.5), every.delay(0.9)
        if half is None or most is None:
            return Chart(title=title, note="no article with a fresh date", svg=None)
        series = [
            Series(
                name=name,
                values=[None if (told := one.delay(share)) is None else max(told, 1) for one in steps],
                color=color,
            )
            for name, share, color in (("half within", 0.5, 0), ("9 of 10 within", 0.9, 1))
        ]
        note = f"half within {minutes(half)}, 9 of 10 within {minutes(most)}"
        svg = lines(series, axis=self._axis, scale=Scale(words=minutes, marks=_MARKS), says=f"{title}: {note}")
        return Chart(title=title, note=note, svg=svg, legend=_legend(series))

    def _found(self, steps: Sequence[Figures], every: Figures) -> Chart:
        series = _stacked([one.found for one in steps], self._origins)
        whole = [sum(one.found.values()) for one in steps]
        shares = [
            Series(
                name=one.name,
                values=[(value or 0) / of if of else 0 for value, of in zip(one.values, whole, strict=True)],
                color=one.color,
            )
            for one in series
        ]
        note = _mix(every.found) or "no page was read"
        return self._bars("Where fields were found", note, shares, scale=Scale(words=percent, most=1))

    def _failed(self, steps: Sequence[Figures], every: Figures) -> Chart:
        series = _stacked([one.failures for one in steps], self._failures)
        rate = every.pages.failure_rate
        note = f"{percent(rate)} of the pages asked for" if rate else "none"
        return self._bars("Failed pages a day", note, [self._a_day(one) for one in series])

    def _lengths(self, steps: Sequence[Figures], every: Figures) -> Chart:
        title = "Words of an article"
        if every.length is None:
            return Chart(title=title, note="no page was read", svg=None)
        series = [Series(name="in the middle", values=[one.length for one in steps])]
        note = f"{number(every.length)} in the middle"
        return Chart(
            title=title,
            note=note,
            svg=lines(series, axis=self._axis, scale=Scale(words=number), says=f"{title}: {note}"),
        )

    def _runs(self, steps: Sequence[Figures], every: Figures) -> Chart:
        series = [
            Series(name="healthy", values=self._daily(steps, lambda one: one.runs - one.unhealthy)),
            Series(name="not healthy", values=self._daily(steps, lambda one: one.unhealthy), color=1),
        ]
        note = f"{number(every.unhealthy)} of {number(every.runs)} not healthy" if every.runs else "none"
        return self._bars("Runs a day", note, series if every.runs else [])

    def _bars(self, title: str, note: str, series: Sequence[Series], *, scale: Scale | None = None) -> Chart:
        if not series:
            return Chart(title=title, note=note, svg=None)
        svg = bars(series, axis=self._axis, scale=scale or Scale(words=number), says=f"{title}: {note}")
        return Chart(title=title, note=note, svg=svg, legend=_legend(series))

    def _daily(self, steps: Sequence[Figures], what: Callable[[Figures], int]) -> list[float]:
        """The mean a day, step by step."""
        return [what(one) / days for one, days in zip(steps, self._days, strict=True)]

    def _a_day(self, series: Series) -> Series:
        values = [(value or 0) / days for value, days in zip(series.values, self._days, strict=True)]
        return Series(name=series.name, values=values, color=series.color)


def _fields(steps: Sequence[Figures], every: Figures) -> Table:
    """How many articles have each field, and where it was found."""
    shares = {name: share for name in WATCHED if (share := every.coverage(name))}
    never = [name for name in WATCHED if every.coverage(name) == 0]
    recent, rows = _recent(steps), []
    for name, share in shares.items():
        history = [one.coverage(name) for one in steps]
        last = recent.coverage(name) or 0
        found = {origin: hits for origin, hits in every.origins[name].items() if origin != NOT_FOUND}
        rows.append(
            Row(
                name=name,
                spark=spark(history, says=f"{name}: share of articles", most=1),
                number=percent(share),
                note=_mix(found),
                fell=percent(last) if last < share - _FELL else "",
            )
        )
    note = f"Found in no article: {', '.join(never)}." if never and rows else ""
    head = ("field", "history", "found", "where")
    return Table(title="Fields: the articles that have them", head=head, rows=tuple(rows), note=note)


def _recent(steps: Sequence[Figures]) -> Figures:
    """The last steps, as many as it takes for a share to mean something."""
    taken: list[Figures] = []
    for one in reversed(steps):
        taken.append(one)
        if sum(figures.read for figures in taken) >= _ENOUGH:
            break
    return total(taken)


def _removals(steps: Sequence[Figures], every: Figures) -> Table:
    return _counted("Removed text, by rule", "rule", [one.pieces for one in steps], every.pieces, "pieces")


def _warnings(steps: Sequence[Figures], every: Figures) -> Table:
    return _counted("Warnings", "warning", [one.warnings for one in steps], every.warnings, "articles")


def _counted(title: str, kind: str, steps: Sequence[Counts], every: Counts, unit: str) -> Table:
    """The commonest of a kind with their history."""
    common = _commonest(every, most=_ROWS)
    rows = tuple(
        Row(
            name=name,
            spark=spark([one.get(name, 0) for one in steps], says=f"{name}: {unit}"),
            number=number(every[name]),
        )
        for name in common
    )
    more = len(every) - len(common)
    note = f"And {count(more, kind)} more: {number(sum(every.values()) - sum(every[name] for name in common))} {unit}."
    return Table(title=title, head=(kind, "history", unit), rows=rows, note=note if more else "")


def _stacked(steps: Sequence[Counts], named: Sequence[str]) -> list[Series]:
    """A series for each name and one for all else; those without a count are left out."""
    series = [
        Series(name=name, values=[one.get(name, 0) for one in steps], color=color) for color, name in enumerate(named)
    ]
    rest = [sum(hits for name, hits in one.items() if name not in named) for one in steps]
    return [one for one in (*series, Series(name=OTHERS, values=rest, color=_KINDS)) if any(one.values)]


def _commonest(counts: Mapping[str, int], *, most: int = _KINDS) -> tuple[str, ...]:
    """Their names; the same of the same counts, in whatever order they came."""
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:most])


def _mix(counts: Counts) -> str:
    """`rule 97 %, meta 3 %`."""
    whole = sum(counts.values())
    named = [
        f"{name} {percent(counts[name] / whole)}" for name in _commonest(counts, most=3) if counts[name] * 200 >= whole
    ]
    return ", ".join(named)


def _legend(series: Sequence[Series]) -> tuple[tuple[int, str], ...]:
    return tuple((one.color, one.name) for one in series) if len(series) > 1 else ()


def _labels(period: Period) -> Mapping[int, str]:
    """The days below some of the steps, evenly spread."""
    last = len(period.steps) - 1
    wanted = {round(last * number / (_LABELS - 1)) for number in range(_LABELS)}
    return {number: day(period.steps[number]) for number in sorted(wanted)}
