"""Charts: what pygal draws, made fit for the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from newsspiders.report.charts import Axis, Scale, Series, bars, lines, spark
from newsspiders.report.words import minutes, number, percent
from tests.newsspiders.report.histories import MISCHIEF

COUNTS = Scale(words=number)
SPANS = Scale(words=minutes, marks=((1, "1 min"), (60, "1 h"), (2880, "2 d")))


def axis(steps: int) -> Axis:
    return Axis(names=[f"day {step}" for step in range(steps)], labels={0: "first", steps - 1: "last"})


def hints(svg: str) -> list[str]:
    return re.findall("<path[^>]*><title>([^<]*)</title>", svg)


def bar_count(svg: str) -> list[int]:
    """Bars of each series."""
    return [d.count("M") for d in re.findall('<path d="([^"]*)" class="bar"', svg)]


def test_bars() -> None:
    svg = bars(
        [Series(name="new", values=[3, 0, 1200]), Series(name="old", values=[1, 0, 0], color=4)],
        axis=axis(3),
        scale=COUNTS,
        says="Articles a day: 401",
    )
    assert svg.startswith('<svg class="chart s0-c0 s1-c4" viewBox="0 0 320 150" role="img"><title>Articles a day: 401<')
    assert hints(svg) == ["day 0: new 3, old 1", "day 1: none", "day 2: new 1,200"]
    assert bar_count(svg) == [2, 1]
    assert re.findall('<text[^>]*class="(?:first|last)">([^<]*)', svg) == ["first", "last"]


def test_nothing_of_pygal_is_left_that_loads_runs_or_styles() -> None:
    svg = bars([Series(name="new", values=[1, 2])], axis=axis(2), scale=COUNTS, says="")
    svg += lines([Series(name="new", values=[1, 2])], axis=axis(2), scale=SPANS, says="")
    svg += spark([1, 2], says="")
    assert not re.search(r"script|<style|style=|http|href|<!--|\bid=|<desc|<defs", svg)


def test_lines_break_where_there_is_no_number() -> None:
    svg = lines([Series(name="half within", values=[5, 7, None, 9, 11])], axis=axis(5), scale=SPANS, says="")
    assert svg.count('class="line reactive nofill"') == 2
    assert hints(svg)[1:4] == ["day 1: half within 7\xa0min", "day 2: none", "day 3: half within 9\xa0min"]
    assert re.findall('<text[^>]*class="">([^<]*)', svg) == ["1 min", "1 h"]


def test_a_share_of_all_reaches_the_upper_mark() -> None:
    svg = bars([Series(name="rule", values=[1])], axis=axis(1), scale=Scale(words=percent, most=1), says="")
    assert re.findall(r"<text[^>]*>([^<]*%)", svg) == ["0\xa0%", "50\xa0%", "100\xa0%"]


def test_equal_sparks_are_short() -> None:
    assert len(spark([1] * 90, says="")) < 300
    assert "M" in spark([None, 0.5, None], says="", most=1) + spark([0, 0], says="")


_VALUES = st.lists(st.none() | st.integers(0, 10**6) | st.floats(0, 3000), min_size=1, max_size=9)
_NAMES = st.text(max_size=20) | st.just(MISCHIEF)


@settings(deadline=None)
@example([5e-324], "", "")
@given(_VALUES, _NAMES, _NAMES)
def test_whatever_the_numbers_and_names_it_is_one_harmless_svg(
    values: Sequence[float | None], name: str, says: str
) -> None:
    steps = Axis(names=[name] * len(values), labels={0: name})
    series = [Series(name=name, values=values), Series(name="b", values=values, color=5)]
    drawn = [bars(series, axis=steps, scale=COUNTS, says=says), spark(values, says=says)]
    drawn += [spark(values, says=says, most=1), bars(series, axis=steps, scale=Scale(words=percent, most=1), says=says)]
    if any(value is not None for value in values):
        spans = [Series(name=name, values=[None if value is None else min(value + 1, 2880) for value in values])]
        drawn += [lines(series, axis=steps, scale=COUNTS, says=says), lines(spans, axis=steps, scale=SPANS, says=says)]
    for svg in drawn:
        root = etree.fromstring(svg)
        assert {node.tag for node in root.iter()} <= {"svg", "title", "g", "path", "text", "circle"}
        numbers = " ".join(value for node in root.iter() for key, value in node.items() if key in ("d", "x", "y"))
        assert "nan" not in numbers.lower()
        assert "inf" not in numbers.lower()
    columns = [node for node in etree.fromstring(drawn[0]).iter("path") if len(node)]
    assert len(columns) == len(values)


@pytest.mark.parametrize("steps", [1, 2, 92])
def test_each_step_has_its_column(steps: int) -> None:
    svg = bars([Series(name="", values=[1] * steps)], axis=axis(steps), scale=COUNTS, says="")
    assert len(hints(svg)) == steps
    assert bar_count(svg) == [steps]
