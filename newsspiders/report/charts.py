"""Charts: numbers of the steps of a period, as bars, stacked bars, lines and sparklines. pygal draws them."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from markupsafe import Markup
from pygal.style import Style

from newsspiders.report.drawing import drawn

# It is for maps, and of a kind that Python 3.12 has no longer: until then each import that fails warns of it.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

_LABEL = 12
"""Units of the chart, which is never shown smaller than it is: as many pixels, on a phone."""
_STYLE = Style(label_font_size=_LABEL, major_label_font_size=_LABEL)
_PLAIN = {"js": (), "css": (), "style": _STYLE, "show_legend": False, "margin": 0, "no_data_text": ""}
_CHART = {**_PLAIN, "width": 320, "height": 150, "margin_top": 8, "margin_right": 2, "min_scale": 2, "max_scale": 4}
_SPARK = {**_PLAIN, "width": 120, "height": 24, "spacing": 0, "show_x_labels": False, "show_y_labels": False}
_DECIMALS = 9
"""Of a number that is drawn."""

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The steps of all charts of a report."""

    names: Sequence[str]
    """Of each step: `Saturday 7 March`."""
    labels: Mapping[int, str]
    """What stands below some of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What stands beside a chart, and how its numbers are told."""

    words: Callable[[float], str]
    most: float | None = None
    """The upper end, where it is the same for all charts."""
    marks: Sequence[tuple[float, str]] = ()
    """Numbers with their words, on a scale on which each is several times the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The numbers of one kind, one a step; None where there is none."""

    name: str
    values: Values
    color: int = 0
    """Of the page's palette."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", _visible(self.values))


def bars(series: Sequence[Series], *, axis: Axis, scale: Scale, says: str) -> Markup:
    """Bars, of several series stacked."""
    whole = {"range": (0, scale.most), "y_labels": [0, scale.most / 2, scale.most]} if scale.most else {}
    chart = pygal.StackedBar(**_CHART, **whole, **_axes(axis, scale), classes=_colors(series))
    for one in series:
        chart.add(None, [value or 0 for value in one.values])
    return _drawn(chart, series, axis=axis, scale=scale, says=says)


def lines(series: Sequence[Series], *, axis: Axis, scale: Scale, says: str) -> Markup:
    """Lines, broken where there is no number; where the scale has marks, numbers are 1 or more."""
    place = math.log if scale.marks else float
    chart = pygal.Line(
        **_CHART,
        **_axes(axis, scale),
        **_limits(series, scale),
        classes=_colors(series),
        dots_size=1.5,
        allow_interruptions=True,
    )
    for one in series:
        chart.add(None, [None if value is None else place(value) for value in one.values])
    return _drawn(chart, series, axis=axis, scale=scale, says=says)


def spark(values: Values, *, says: str, most: float | None = None) -> Markup:
    """A line without axes, filled down to zero; `most` is the upper end where it is the same for all."""
    values = _visible(values)
    top = most or max((value for value in values if value), default=0) or 1
    chart = pygal.Line(**_SPARK, range=(0, top), show_dots=False, fill=True, classes=("spark",))
    chart.add(None, values)
    return drawn(chart, says=says, labels={}, hints=())


def _visible(values: Values) -> Values:
    """What is too small to be seen is zero: pygal divides by the power of ten below the highest number."""
    return [None if value is None else round(value, _DECIMALS) for value in values]


def _drawn(chart: Any, series: Sequence[Series], *, axis: Axis, scale: Scale, says: str) -> Markup:
    hints = [f"{name}: {_numbers(series, step, scale)}" for step, name in enumerate(axis.names)]
    return drawn(chart, says=says, labels=axis.labels, hints=hints)


def _numbers(series: Sequence[Series], step: int, scale: Scale) -> str:
    """The numbers of a step in words; of several series those that are not zero."""
    told = [(one.name, one.values[step]) for one in series]
    words = [f"{name} {scale.words(value)}" for name, value in told if value or (value is not None and len(told) == 1)]
    return ", ".join(words) or "none"


def _axes(axis: Axis, scale: Scale) -> dict[str, Any]:
    names = [str(number) for number in range(len(axis.names))]
    return {"x_labels": names, "truncate_label": -1, "value_formatter": scale.words}


def _colors(series: Sequence[Series]) -> tuple[str, ...]:
    return ("chart", *(f"s{index}-c{one.color}" for index, one in enumerate(series)))


def _limits(series: Sequence[Series], scale: Scale) -> dict[str, Any]:
    """From zero on; with marks, those that the numbers lie between."""
    numbers = [value for one in series for value in one.values if value is not None] or [1]
    if not scale.marks:
        return {"range": (0, max(numbers) * 1.1 or 1)}
    below = [mark for mark in scale.marks if mark[0] <= min(numbers)][-1:]
    within = [mark for mark in scale.marks if min(numbers) < mark[0] < max(numbers)]
    above = [mark for mark in scale.marks if mark[0] >= max(numbers)][:1]
    labels: list[dict[str, Any]] = [
        {"value": math.log(value), "label": label} for value, label in dict.fromkeys((*below, *within, *above))
    ]
    return {"y_labels": labels, "range": (labels[0]["value"], labels[-1]["value"] + 0.1)}
