"""All tools over all pages, each timed beside lxml's parse of the same page; means over pages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from benchmarks.accuracy.corpora import Page
from benchmarks.accuracy.scoring import MEASURES, PageScore, Score, score_page
from benchmarks.accuracy.texts import harmonic
from benchmarks.accuracy.tools import Extracted, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One tool on one page."""

    found: Extracted | None
    """None where it failed."""
    failure: str = ""
    score: PageScore
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """One page and what each tool made of it, by the tool's name."""

    page: Page
    parse_seconds: float
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One tool over some pages."""

    means: Mapping[str, Score]
    failures: int
    milliseconds: float
    """The median of its pages."""
    parse_ratio: float
    """That, as a multiple of lxml's parse of the same pages."""


def run_tools(
    pages: Sequence[Page], tools: Sequence[Tool], *, progress: Callable[[Sequence[Page]], Iterable[Page]] = iter
) -> list[PageResult]:
    """What each tool makes of each page. The first page is read twice: what is loaded at first use is not timed."""
    for tool in tools:
        read_page(pages[0], tool, pages[0].html())
    return [_page_result(page, tools) for page in progress(pages)]


def read_page(page: Page, tool: Tool, html: bytes) -> Reading:
    """What one tool makes of one page. What it may raise is a failure of this page."""
    found, failure = None, ""
    start = time.perf_counter()
    try:
        found = tool.run(page, html)
    except tool.failures as error:
        failure = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - start
    if found and not found.body:
        found, failure = None, "no text"
    return Reading(found=found, failure=failure, score=score_page(found, page.gold, gives=tool.gives), seconds=seconds)


def summarise(results: Sequence[PageResult], tool: str) -> Summary:
    """The means of one tool: of each measure over the pages where it is scored."""
    readings = [result.readings[tool] for result in results]
    means = {measure.name: _mean(reading.score.values[measure.name] for reading in readings) for measure in MEASURES}
    means["text_f1"] = harmonic(means["text_precision"] or 0.0, means["text_recall"] or 0.0)
    median = statistics.median(reading.seconds for reading in readings)
    return Summary(
        means=means,
        failures=sum(reading.found is None for reading in readings),
        milliseconds=median * 1000,
        parse_ratio=median / max(1e-9, statistics.median(result.parse_seconds for result in results)),
    )


def groups_of(results: Sequence[PageResult], by: str) -> dict[str, list[PageResult]]:
    """Site or language -> its pages, by name."""
    groups: dict[str, list[PageResult]] = {}
    for result in results:
        groups.setdefault(getattr(result.page, by), []).append(result)
    return dict(sorted(groups.items()))


def _page_result(page: Page, tools: Sequence[Tool]) -> PageResult:
    html = page.html()
    start = time.perf_counter()
    etree.fromstring(html, etree.HTMLParser(encoding="utf-8"))
    parse_seconds = time.perf_counter() - start
    readings = {tool.name: read_page(page, tool, html) for tool in tools}
    return PageResult(page=page, parse_seconds=parse_seconds, readings=readings)


def _mean(scores: Iterable[Score]) -> Score:
    known = [score for score in scores if score is not None]
    return statistics.mean(known) if known else None
