"""`scrapy reextract`: today's rules over the archive, the store brought up to them, and what changed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from extractors.names import hint
from newsspiders.commands.numbers import whole_number
from newsspiders.commands.reading import database_url, parse_moment
from newsspiders.configuration.command import ProjectCommand
from newsspiders.reextraction.plan import NoArchiveError, archive_files
from newsspiders.reextraction.report import Report
from newsspiders.reextraction.run import reextract
from newsspiders.reextraction.settling import Settler
from newsspiders.reextraction.tables import print_damages, print_report
from newsspiders.reextraction.targets import Selection, load_targets
from newsspiders.reextraction.workers import WorkerDiedError, Workers
from newsspiders.schedule import Schedule
from newsspiders.store import Ask, Store, StoreError, reader, writer
from newsspiders.store.engine import shown


class Command(ProjectCommand):
    """Read the archive again. Exit codes: 0 done, 1 articles are lost or the run broke off, 2 wrong arguments, no
    archive or no database.
    """

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Run today's rules over the archive and update the store, without a request"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        when = "2026-03-07 or 3d (days ago)"
        parser.add_argument("--site", action="append", default=[], help="only this site; may be given again")
        parser.add_argument("--since", metavar="DAY", help=f"only pages fetched that day or later: {when}")
        parser.add_argument("--until", metavar="DAY", help=f"only pages fetched that day or earlier: {when}")
        parser.add_argument(
            "--archive",
            metavar="PLACE",
            action="append",
            default=[],
            help="a WARC file, or a folder of them; may be given again; without it, ARCHIVE_DIR",
        )
        cores = str(os.cpu_count() or 1)
        parser.add_argument("--jobs", metavar="N", default=cores, help=f"processes that read ({cores})")
        parser.add_argument("--examples", metavar="N", default="3", help="examples of each field that changed (3)")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument("--json", action="store_true", help="tell it as JSON")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, write, tell.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if args:
            raise UsageError(f"{args[0]!r} is no option; name a site with: scrapy reextract --site {args[0]}")
        jobs = _number(opts.jobs, option="--jobs", least=1)
        report = Report(examples_max=_number(opts.examples, option="--examples", least=0))
        selection = _selection(self.settings, opts)
        try:
            places = opts.archive or [self.settings["ARCHIVE_DIR"]]
            files = archive_files(Path(place).expanduser() for place in places)
            settler = Settler(schedule=Schedule.of(self.settings), now=datetime.now(UTC), is_dry=opts.dry_run)
        except (NoArchiveError, ValueError) as error:
            raise UsageError(str(error)) from error
        with _asking(self.settings, is_dry=opts.dry_run) as ask, _progress(report) as on_progress:
            try:
                with Workers(jobs) as workers:
                    reextract(
                        files,
                        selection=selection,
                        ask=ask,
                        settler=settler,
                        report=report,
                        workers=workers,
                        on_progress=on_progress,
                    )
            except (StoreError, WorkerDiedError, KeyboardInterrupt) as error:
                reason = str(error) or "stopped"
                print(f"{reason}; what was written before stays, and running it again goes on", file=sys.stderr)
                self.exitcode = 1
        _tell(report, opts)
        if report.total("lost"):
            self.exitcode = 1


def _selection(settings: BaseSettings, opts: argparse.Namespace) -> Selection:
    """What the options select."""
    spider_modules = tuple(settings.getlist("SPIDER_MODULES"))
    _check_sites(opts.site, known=load_targets(spider_modules))
    now = datetime.now(UTC)
    since, until = (
        parse_moment(raw, option=option, sites=opts.site, now=now)
        for raw, option in ((opts.since, "--since"), (opts.until, "--until"))
    )
    if since and until and since >= until:
        raise UsageError("--since is not before --until: nothing can lie between them; type an earlier --since")
    return Selection(spider_modules=spider_modules, sites=tuple(opts.site), since=since, until=until)


def _check_sites(names: Collection[str], *, known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"no site {name!r}; {hint(name, known)}")


def _number(raw: str, *, option: str, least: int) -> int:
    what = f"number from {least} to 9999"
    return whole_number(raw, option=option, what=what, example=max(least, 2), least=least, most=9999)


@contextmanager
def _asking(settings: BaseSettings, *, is_dry: bool) -> Iterator[Ask]:
    """How the store is asked: a dry run only reads; else one transaction a job, with patience.

    :raises UsageError: there is no store.
    """
    try:
        store = _open(database_url(settings), is_dry=is_dry)
    except StoreError as error:
        raise UsageError(str(error)) from error
    with closing(store):
        if is_dry:
            yield reader(store)
            return
        with writer(store, patience_seconds=settings.getfloat("STORE_PATIENCE_SECONDS")) as ask:
            yield ask


def _open(url: str, *, is_dry: bool) -> Store:
    """The store; a new one where there is none, but for a dry run."""
    store = Store(url, create=not is_dry)
    if not is_dry and not store.count():
        name = shown(store.url)
        print(f"{name}: an empty store; it is made from the archive", file=sys.stderr)
    return store


@contextmanager
def _progress(report: Report) -> Iterator[Callable[[], object]]:
    """A live line, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with Console(stderr=True).status("reading the index of the archive") as status:
        yield lambda: status.update(_progress_line(report))


def _progress_line(report: Report) -> str:
    counts = ", ".join(f"{report.total(name)} {name}" for name in ("captures", "articles", "changed", "new", "lost"))
    return f"{counts}, {report.damaged} damaged"


def _tell(report: Report, opts: argparse.Namespace) -> None:
    if opts.json:
        print(json.dumps({"dry_run": opts.dry_run, **report.as_dict()}, ensure_ascii=False, indent=1))
    else:
        print_report(report, Console(highlight=False, markup=False), is_dry=opts.dry_run)
    print_damages(report, Console(stderr=True, highlight=False, markup=False))
