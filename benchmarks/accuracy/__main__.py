"""The command: folders and tools in; tables, JSON and a report out.

Usage: python -m benchmarks.accuracy [FOLDER ...] [--tools NAMES] [--by site|language] [--report FILE.html]
    [--json FILE.json]
Without a folder the project's own fixtures are read. Exit status: 0, or 2 when arguments, pages or gold are wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.accuracy.corpora import Page, read_corpora
from benchmarks.accuracy.gold import CorpusError
from benchmarks.accuracy.report import write_report
from benchmarks.accuracy.run import PageResult, run_tools
from benchmarks.accuracy.tables import as_json, console_for_output, print_groups, print_means
from benchmarks.accuracy.tools import INSTALL, TOOLS, Tool
from benchmarks.samples import FIXTURES

WRONG_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; the exit status."""
    options = _parser().parse_args(arguments)
    try:
        _check_outputs(options.json, options.report)
        pages = read_corpora(options.folders or [FIXTURES])
        tools = _select_tools(options.tools)
        results = run_tools(pages, tools, progress=_progress)
        _write(results, tools, options)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy",
        description="How right extraction is, on pages with gold (docs/accuracy.md).",
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="pages with gold (the fixtures)")
    parser.add_argument(
        "--tools", metavar="NAMES", help=f"comma-separated, the first is what pages are sorted by: {','.join(TOOLS)}"
    )
    parser.add_argument(
        "--by", choices=("site", "language"), help="also a table for each measure, a row a site or language"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE.html", help="one page to look at: what was kept, missed, wrong"
    )
    parser.add_argument("--json", type=Path, metavar="FILE.json", help="all scores of all pages")
    return parser


def _check_outputs(*files: Path | None) -> None:
    """Find out before the run that its results can't be written.

    :raises CorpusError: naming the folder that is missing.
    """
    for file in filter(None, files):
        if not file.parent.is_dir():
            raise CorpusError(f"{file}: its folder {file.parent} is missing; make it, or name another file")


def _select_tools(names: str | None) -> list[Tool]:
    """The tools asked for that are installed; says which are not.

    :raises CorpusError: for a name that is no tool, or when none is left.
    """
    asked = [name.strip() for name in names.split(",")] if names else list(TOOLS)
    for name in asked:
        if name not in TOOLS:
            raise CorpusError(f"--tools: {name!r} is no tool; choose from {','.join(TOOLS)}")
    for name in asked:
        if not TOOLS[name].is_installed:
            print(f"{name}: not installed: {INSTALL}", file=sys.stderr)
    tools = [TOOLS[name] for name in dict.fromkeys(asked) if TOOLS[name].is_installed]
    if not tools:
        raise CorpusError(f"--tools: none of these is installed: {INSTALL}")
    return tools


def _progress(pages: Sequence[Page]) -> Iterable[Page]:
    """The pages, with a line on a terminal that says how far it is."""
    console = Console(stderr=True)
    return track(pages, "reading", console=console, transient=True, disable=not console.is_terminal)


def _write(results: Sequence[PageResult], tools: Sequence[Tool], options: argparse.Namespace) -> None:
    console = console_for_output()
    print_means(results, tools, console)
    if options.by:
        print_groups(results, tools, console, by=options.by)
    try:
        if options.json:
            options.json.write_text(as_json(results, tools), "utf-8")
        if options.report:
            write_report(options.report, results, tools)
    except OSError as error:
        raise CorpusError(f"{error.filename}: cannot be written ({error.strerror}); name another file") from error


if __name__ == "__main__":
    sys.exit(main())
