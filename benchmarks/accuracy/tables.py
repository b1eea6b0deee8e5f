"""The means as tables: with rich on a terminal, plain when piped; and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.accuracy.run import PageResult, Summary, groups_of, summarise
from benchmarks.accuracy.scoring import MEASURES, Measure, Score
from benchmarks.accuracy.tools import Tool

ABSENT = "–"
_PLAIN_WIDTH = 200


def console_for_output() -> Console:
    """Standard output: a terminal's width and colours there; wide, without either, when piped."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PLAIN_WIDTH, no_color=True)


def print_means(results: Sequence[PageResult], tools: Sequence[Tool], console: Console) -> None:
    """One table: a row a measure, a column a tool."""
    summaries = {tool.name: summarise(results, tool.name) for tool in tools}
    table = _table("", tools, console)
    for measure in MEASURES:
        scores = [summaries[tool.name].means[measure.name] for tool in tools]
        table.add_row(measure.title, *_cells(scores, measure), end_section=measure.name in ("text_exact", "captions"))
    table.add_row("failures", *(str(summaries[tool.name].failures) for tool in tools), end_section=True)
    table.add_row("ms a page, median", *(f"{summaries[tool.name].milliseconds:.1f}" for tool in tools))
    table.add_row("times lxml's parse", *(f"{summaries[tool.name].parse_ratio:.1f}" for tool in tools))
    console.print(Text(f"{len(results)} pages, means", style="italic"))
    console.print(table)


def print_groups(results: Sequence[PageResult], tools: Sequence[Tool], console: Console, *, by: str) -> None:
    """A table a measure: a row a site or language, a column a tool."""
    groups = groups_of(results, by)
    summaries = {name: {tool.name: summarise(pages, tool.name) for tool in tools} for name, pages in groups.items()}
    for measure in MEASURES:
        table = _table(by, tools, console)
        for name, of_tool in summaries.items():
            scores = [of_tool[tool.name].means[measure.name] for tool in tools]
            printable = "".join(letter if letter.isprintable() else "?" for letter in name)
            table.add_row(Text(f"{printable} ({len(groups[name])})"), *_cells(scores, measure))
        console.print(Text(f"\n{measure.title}: {measure.meaning}", style="italic"), soft_wrap=True)
        console.print(table)


def shown(score: Score, measure: Measure) -> str:
    """A score as people read it; a dash where nothing is scored."""
    if score is None:
        return ABSENT
    return f"{score:.3f}" if measure.is_share else f"{score:.2f}"


def best_of(scores: Sequence[Score], measure: Measure) -> Score:
    """The best score, where there are several to choose from."""
    known = [score for score in scores if score is not None]
    if len(known) < 2:
        return None
    return max(known) if measure.is_share else min(known)


def as_json(results: Sequence[PageResult], tools: Sequence[Tool]) -> str:
    """Everything as one JSON document."""
    groups = {
        by: {name: _summaries(pages, tools) for name, pages in groups_of(results, by).items()}
        for by in ("language", "site")
    }
    document = {
        "tools": [{"name": tool.name, "title": tool.title, "version": tool.version} for tool in tools],
        "measures": {measure.name: measure.meaning for measure in MEASURES},
        "all": _summaries(results, tools),
        **groups,
        "pages": [_page(result) for result in results],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _table(first: str, tools: Sequence[Tool], console: Console) -> Table:
    table = Table(box=SIMPLE_HEAD if console.is_terminal else None)
    table.add_column(first, no_wrap=True)
    for tool in tools:
        name = "-\n".join(tool.name.rsplit("-", 1)) if console.is_terminal else tool.name
        table.add_column(name, justify="right", overflow="fold")
    return table


def _cells(scores: Sequence[Score], measure: Measure) -> list[str]:
    best = best_of(scores, measure)
    texts = [shown(score, measure) for score in scores]
    return [
        f"[bold]{text}[/]" if score is not None and score == best else text
        for score, text in zip(scores, texts, strict=True)
    ]


def _summaries(results: Sequence[PageResult], tools: Sequence[Tool]) -> dict[str, Any]:
    summaries: Mapping[str, Summary] = {tool.name: summarise(results, tool.name) for tool in tools}
    return {"pages": len(results), **{name: asdict(summary) for name, summary in summaries.items()}}


def _page(result: PageResult) -> dict[str, Any]:
    readings = {
        name: {
            "scores": dict(reading.score.values),
            "wrong": [asdict(mismatch) for mismatch in reading.score.mismatches],
            "leaks": list(reading.score.leaks),
            "failure": reading.failure or None,
            "milliseconds": reading.seconds * 1000,
        }
        for name, reading in result.readings.items()
    }
    page = result.page
    return {"name": page.name, "url": page.gold.url, "site": page.site, "language": page.language, "tools": readings}
