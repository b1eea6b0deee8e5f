"""One HTML page to look at: means, a mosaic of all pages, and each page's text as each tool kept it. Needs no network.

The pages' text is hostile; everything goes through `markup.element`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy.marking import mark_text
from benchmarks.accuracy.markup import Html, element, join
from benchmarks.accuracy.report_style import POLICY, SCRIPT, STYLE
from benchmarks.accuracy.run import PageResult, Reading, Summary, summarise
from benchmarks.accuracy.scoring import MEASURES, Measure, Score
from benchmarks.accuracy.tables import ABSENT, best_of, shown
from benchmarks.accuracy.tools import Tool

_NEW_GROUPS = ("body_precision", "text_precision", "types", "title", "leaks")


def write_report(path: Path, results: Sequence[PageResult], tools: Sequence[Tool]) -> None:
    """Write the report.

    :raises OSError: when it cannot be written.
    """
    path.write_bytes(render_report(results, tools).encode("utf-8", "replace"))


def render_report(results: Sequence[PageResult], tools: Sequence[Tool]) -> str:
    """The report as HTML. Pages stand worst first by the first tool."""
    ordered = sorted(results, key=lambda result: _worth(result.readings[tools[0].name]))
    body = element(
        "main",
        _header(results, tools),
        element("h2", "Means over pages"),
        _summary_table(results, tools),
        element("h2", "Every page, worst first"),
        _mosaic(ordered, tools),
        element("h2", "Page by page"),
        _legend(tools),
        element("div", *(_page(number, result, tools) for number, result in enumerate(ordered)), id="pages"),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width,initial-scale=1"),
        element("title", f"Accuracy on {len(results)} pages"),
        element("style", STYLE),
    )
    document = element("html", head, element("body", body, element("script", SCRIPT)), lang="en")
    return f"<!doctype html>\n{document}\n"


def _worth(reading: Reading) -> tuple[float, int]:
    return reading.score.values["body_f1"] or 0.0, -len(reading.score.mismatches) - len(reading.score.leaks)


def _header(results: Sequence[PageResult], tools: Sequence[Tool]) -> Html:
    languages = sorted({result.page.language for result in results})
    sites = {result.page.site for result in results}
    return element(
        "header",
        element("h1", f"How right extraction is, on {len(results)} pages"),
        element("p", f"{len(sites)} sites; languages: {', '.join(languages)}. ", _versions(tools), class_="soft"),
    )


def _versions(tools: Sequence[Tool]) -> str:
    packages = dict.fromkeys(f"{tool.package} {tool.version}" for tool in tools)
    return f"Tools: {', '.join(packages)}."


def _summary_table(results: Sequence[PageResult], tools: Sequence[Tool]) -> Html:
    summaries = [summarise(results, tool.name) for tool in tools]
    head = element("tr", element("th"), *(element("th", tool.title, scope="col") for tool in tools))
    rows = [_measure_row(measure, [summary.means[measure.name] for summary in summaries]) for measure in MEASURES]
    plain = join(*_plain_rows(summaries))
    table = element("table", head, *rows, plain, class_="summary", style=f"--n:{len(tools)}")
    return element("div", table, class_="scroll")


def _measure_row(measure: Measure, scores: Sequence[Score]) -> Html:
    best = best_of(scores, measure)
    cells = [
        element(
            "td",
            shown(score, measure),
            class_=_classes(
                heat=score is not None and measure.is_share,
                best=score is not None and score == best,
                none=score is None,
            ),
            style=_heat(score) if measure.is_share else None,
        )
        for score in scores
    ]
    name = element("th", measure.title, scope="row", title=measure.meaning)
    return element("tr", name, *cells, class_="new" if measure.name in _NEW_GROUPS else None)


def _plain_rows(summaries: Sequence[Summary]) -> Iterator[Html]:
    rows = {
        "failures": [str(summary.failures) for summary in summaries],
        "ms a page, median": [f"{summary.milliseconds:.1f}" for summary in summaries],
        "times lxml's parse": [f"{summary.parse_ratio:.1f}" for summary in summaries],
    }
    for name, cells in rows.items():
        yield element("tr", element("th", name, scope="row"), *(element("td", cell) for cell in cells))


def _mosaic(ordered: Sequence[PageResult], tools: Sequence[Tool]) -> Html:
    """A row a tool, a cell a page, coloured by its body F1."""
    rows = []
    for tool in tools:
        cells = []
        for number, result in enumerate(ordered):
            score = result.readings[tool.name].score.values["body_f1"]
            title = f"{result.page.name}: {score or 0:.3f}"
            cells.append(element("a", href=f"#p{number}", title=title, aria_label=title, style=_heat(score)))
        rows += [element("div", tool.title, class_="name"), element("div", *cells, class_="cells")]
    note = element("p", "Body F1: green is 1, yellow 0.8, red 0.6 and less. A cell leads to its page.", class_="soft")
    return join(element("div", *rows, class_="mosaic"), note)


def _legend(tools: Sequence[Tool]) -> Html:
    marks = (
        ("kept", "kept and right"),
        ("missed", "missed"),
        ("extra", "wrongly kept"),
        ("optional", "may be there or not"),
    )
    options = [element("option", tool.title) for tool in tools]
    return join(
        element("p", *(join(element("span", text, class_=kind), "  ") for kind, text in marks), class_="text"),
        element("p", element("label", "Worst first for ", element("select", *options, id="order")), class_="soft"),
    )


def _page(number: int, result: PageResult, tools: Sequence[Tool]) -> Html:
    page, readings = result.page, [result.readings[tool.name] for tool in tools]
    scores = [reading.score.values["body_f1"] or 0.0 for reading in readings]
    bars = [
        element("span", f"{score:.2f}", class_="bar heat", style=_heat(score), title=tool.title)
        for score, tool in zip(scores, tools, strict=True)
    ]
    what = element(
        "span",
        element("b", page.gold.title or page.name),
        element("span", f"{page.name}, {page.language}", class_="soft"),
        class_="what",
    )
    return element(
        "details",
        element("summary", what, element("span", *bars, class_="bars")),
        element(
            "div", element("p", _link(page.gold.url), class_="soft"), _tabs(number, result, tools), class_="inside"
        ),
        class_="page",
        id=f"p{number}",
        data_scores=" ".join(f"{score:.6f}" for score in scores),
    )


def _link(url: str) -> Html:
    if not url.startswith(("https://", "http://")):
        return join(url)
    return element("a", url, href=url, rel="noopener noreferrer")


def _tabs(number: int, result: PageResult, tools: Sequence[Tool]) -> Html:
    heads, panels = [], []
    for place, tool in enumerate(tools):
        mark, checked = f"p{number}t{place}", "checked" if place == 0 else None
        heads.append(element("input", type="radio", name=f"p{number}", id=mark, checked=checked))
        heads.append(element("label", tool.title, for_=mark))
        panels.append(element("section", *_panel(result, result.readings[tool.name])))
    return element("div", *heads, *panels, class_="tabs")


def _panel(result: PageResult, reading: Reading) -> Iterator[Html]:
    if reading.failure:
        yield element("p", f"Failed: {reading.failure}", class_="missed")
    mismatches = reading.score.mismatches
    if mismatches:
        head = element("thead", element("tr", *(element("th", name) for name in ("field", "got", "expected"))))
        rows = [
            element(
                "tr",
                element("th", one.field),
                element("td", one.got or ABSENT, class_="got"),
                element("td", one.expected or ABSENT),
            )
            for one in mismatches
        ]
        yield element("table", head, *rows, class_="fields")
    elif not reading.failure:
        yield element("p", "All the fields it gives are right.", class_="fine")
    if reading.score.leaks:
        leaks = [element("li", text) for text in reading.score.leaks]
        yield element("div", "Came through, and must not:", element("ul", *leaks), class_="leaks")
    yield _text(result, reading)


def _text(result: PageResult, reading: Reading) -> Html:
    blocks = []
    for block in mark_text(reading.found.body if reading.found else (), result.page.gold):
        spans = [join(element("span", span.text, class_=span.kind), " ") for span in block.spans]
        note = element("small", block.note, class_="note") if block.note else ""
        blocks.append(element("p", *spans, note, class_=block.type))
    return element("div", *blocks, class_="text")


def _heat(score: Score) -> str | None:
    """Colours between 0.6 and 1: that is where tools differ."""
    if score is None:
        return None
    return f"--g:{_percent((score - 0.8) / 0.2)};--f:{_percent((score - 0.6) / 0.2)}"


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))


def _classes(**classes: bool) -> str | None:
    return " ".join(name for name, is_set in classes.items() if is_set) or None
