"""`scrapy prune`: delete what is older than it is to be kept. Without --yes it only says what would go."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.filesize import decimal
from rich.table import Table
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.reading import opened_store
from newsspiders.commands.waiting import waiting
from newsspiders.configuration.command import ProjectCommand
from newsspiders.configuration.kinds import days_kept
from newsspiders.keeping.compact import compact, free_bytes
from newsspiders.keeping.prune import KINDS, Findings, find, prune
from newsspiders.store import Store, StoreError, reader, writer
from newsspiders.store.pruning import Kind

_WHAT: Mapping[Kind, str] = {
    "archive": "WARC files",
    "revisions": "former texts of articles",
    "removed": "articles' removed pieces",
    "runs": "runs",
}
_EVERYTHING = (
    "nothing was crawled in the first half of the time that is kept, so nearly all there is of this would go: {what}."
    " The clock of this machine says {now}. If it is right: scrapy prune --yes --everything"
)


class Command(ProjectCommand):
    """Prune. Exit codes: 0 done, or told what would go; 1 something could not be deleted, or nearly everything would
    go; 2 wrong arguments or no database.
    """

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `--help`."""
        return "[options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Delete what is older than it is to be kept: archive, revisions, removed pieces, runs"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Without --yes it only says what would go: how much, of which site, from when to when. How long something "
            "is kept say the settings KEEP_ARCHIVE, KEEP_REVISIONS, KEEP_REMOVED and KEEP_RUNS, or the options here: "
            "90d, 12w, 2y; what has no period is kept for ever. Articles themselves are never deleted. It may run "
            "beside crawls, and be stopped and run again. Exit codes: 0 done, 1 something could not be deleted, or "
            "nearly everything would go (see --everything), 2 wrong arguments or no database."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        for kind in KINDS:
            parser.add_argument(f"--{kind}", metavar="PERIOD", help=f"keep {_WHAT[kind]} so long: 90d, 12w, 2y")
        parser.add_argument("--yes", action="store_true", help="do it; without, only say what would go")
        parser.add_argument(
            "--everything", action="store_true", help="with --yes: also when nearly all there is would go"
        )
        parser.add_argument(
            "--compact", action="store_true", help="with --yes: make the SQLite file smaller; crawls wait meanwhile"
        )
        parser.add_argument("--json", action="store_true", help="tell it as JSON")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find, tell, delete.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if args:
            raise UsageError(f"{args[0]!r} is no option; see: scrapy prune --help")
        if not opts.yes and (opts.everything or opts.compact):
            raise UsageError("--everything and --compact go with --yes; look at what would go first: scrapy prune")
        periods = _periods(self.settings, opts)
        with opened_store(self.settings) as store:
            if opts.compact and store.path is None:
                raise UsageError("--compact is for a SQLite file; PostgreSQL does it by itself (autovacuum)")
            self.exitcode = _run(store, self.settings, periods, opts)


def _run(store: Store, settings: BaseSettings, periods: Mapping[Kind, timedelta], opts: argparse.Namespace) -> int:
    folder = Path(settings["ARCHIVE_DIR"]).expanduser()
    with waiting("looking for what is old"):
        found = find(reader(store), periods=periods, folder=folder, now=datetime.now(UTC))
    is_refused = bool(found.doubts) and opts.yes and not opts.everything
    told: dict[str, Any] = {"dry_run": not opts.yes, **_as_dict(found)}
    if not opts.json:
        _print_findings(found, is_dry=not opts.yes)
    if opts.yes and not is_refused:
        told |= _carry_out(store, settings, found, opts)
    if opts.json:
        print(json.dumps(told, ensure_ascii=False, default=str))
    for problem in told["problems"]:
        print(problem, file=sys.stderr)
    if found.doubts and not opts.everything:
        what = ", ".join(_WHAT[kind] for kind in found.doubts)
        print(_EVERYTHING.format(what=what, now=f"{found.now:%Y-%m-%d %H:%M} UTC"), file=sys.stderr)
    return 1 if told["problems"] or is_refused else 0


def _carry_out(store: Store, settings: BaseSettings, found: Findings, opts: argparse.Namespace) -> dict[str, Any]:
    """Delete; what to tell of it."""
    problems: Sequence[object] = found.problems
    gone: dict[Kind, int] = dict.fromkeys(found.periods, 0)
    given_back, patience = 0, settings.getfloat("STORE_PATIENCE_SECONDS")
    try:
        with writer(store, patience_seconds=patience) as write, _progress(gone) as on_progress:
            problems = prune(found, read=reader(store), write=write, on_progress=on_progress)
        if opts.compact:
            with waiting("compacting"):
                given_back = compact(store)
    except StoreError as error:
        problems = [*problems, f"{error}; what was deleted before is; run it again"]
    try:
        free = free_bytes(store)
    except StoreError:
        free = None  # nobody knows, and what was deleted is to be told all the same
    if not opts.json:
        print(f"deleted: {_counted(gone)}")
        if given_back:
            print(f"{decimal(given_back)} of the database were given back")
        if free:
            print(f"{decimal(free)} in the database's file are free and will be used again; --compact gives them back")
    return {
        "deleted": gone,
        "free_bytes": free,
        "given_back_bytes": given_back,
        "problems": [str(problem) for problem in problems],
    }


def _periods(settings: BaseSettings, opts: argparse.Namespace) -> dict[Kind, timedelta]:
    """Kind -> how long it is kept.

    :raises UsageError: a period is none.
    """
    periods: dict[Kind, timedelta] = {}
    for kind in KINDS:
        option, setting = getattr(opts, kind), f"KEEP_{kind.upper()}"
        name, raw = (f"--{kind}", option) if option is not None else (setting, settings[setting])
        try:
            length = days_kept(raw or "")
        except ValueError as error:
            raise UsageError(f"{name} is {raw!r}; {error}") from None
        if length is not None:
            periods[kind] = length
    return periods


def _as_dict(found: Findings) -> dict[str, Any]:
    """JSON-ready."""
    return {
        "now": found.now.isoformat(),
        "keep_days": {kind: length.days for kind, length in found.periods.items()},
        "old": [
            {**asdict(part), "oldest": part.oldest.isoformat(), "newest": part.newest.isoformat()}
            for part in found.parts
        ],
        "doubts": list(found.doubts),
        "problems": [str(problem) for problem in found.problems],
    }


def _print_findings(found: Findings, *, is_dry: bool) -> None:
    console = Console(highlight=False, markup=False)
    for kind in KINDS:
        if kind in found.periods:
            kept = f"{found.periods[kind].days} days: what is of before {found.now - found.periods[kind]:%Y-%m-%d} goes"
        else:
            kept = f"kept for ever; set KEEP_{kind.upper()}, or type --{kind} 90d"
        console.print(f"{_WHAT[kind]}: {kept}", soft_wrap=True)
    if not found.parts:
        console.print("nothing is old")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("what", "site", "number", "size", "from", "to"):
        table.add_column(title, justify="right" if title in ("number", "size") else "left", no_wrap=True)
    for part in found.parts:
        days = (f"{part.oldest:%Y-%m-%d}", f"{part.newest:%Y-%m-%d}")
        table.add_row(_WHAT[part.kind], part.site, f"{part.count:,}", decimal(part.size_bytes), *days)
    console.print(table)
    if is_dry:
        console.print("nothing was deleted; scrapy prune --yes with the same options does it")


@contextmanager
def _progress(gone: dict[Kind, int]) -> Iterator[Callable[[Kind, int], object]]:
    """Count what is gone; with a live line on a terminal."""
    with waiting("deleting") as say:

        def count(kind: Kind, number: int) -> None:
            gone[kind] += number
            say(_counted(gone))

        yield count


def _counted(gone: Mapping[Kind, int]) -> str:
    return ", ".join(f"{count:,} {_WHAT[kind]}" for kind, count in gone.items()) or "nothing"
