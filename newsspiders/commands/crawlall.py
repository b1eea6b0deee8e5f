"""`scrapy crawlall`: all sites whose turn it is, each in a process of its own, and one summary."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from newsspiders.clock import why_clock_is_wrong
from newsspiders.commands.checks import check_settings
from newsspiders.commands.numbers import minutes, whole_number
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.configuration.command import ProjectCommand
from newsspiders.notifications.sending import tell_outage
from newsspiders.rounds.display import Display
from newsspiders.rounds.history import History
from newsspiders.rounds.lookout import Lookout
from newsspiders.rounds.plan import Turn, plan
from newsspiders.rounds.processes import Exit, Job, Limits, Processes
from newsspiders.rounds.results import Result, judge
from newsspiders.rounds.sites import Chosen, choose
from newsspiders.rounds.tables import is_remarkable, look_lines, results_table, summary_line, turns_table
from newsspiders.saved_pages import load_saved_pages
from newsspiders.states import RunRecord
from newsspiders.store import StoreError
from newsspiders.timetable import Timetable


class Command(ProjectCommand):
    """Crawl what is due. Exit codes: 0 all healthy or nothing due, 1 somebody should look at a site, 2 wrong use."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """For `--help`."""
        return "[options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Crawl all sites whose turn it is, some at once, each in a process of its own"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Crawls the sites of CRAWL_SITES (empty: all) whose last run is as long ago as CRAWL_EVERY says, the one "
            "that waits longest first; while some are crawled, also those whose turn comes meanwhile (with --all each "
            "once). A site that hangs or crashes touches no other. One that another run crawls is "
            "left to it. When its time is over, or when crawlall is told to end (SIGTERM, Ctrl-C), a crawl is told to "
            "end and loses nothing; the second time, it is killed and loses nothing that was stored. Without "
            "DATABASE_URL nothing is known of earlier runs, and all sites are due. -L, --logfile and --nolog are "
            "those of the crawls too; with -L WARNING nothing is printed when all is well. Exit codes, also when told "
            "to end: 0 all sites that ended by themselves are healthy, or none was due; 1 somebody should look at a "
            "site; 2 wrong use, or the store can't be opened: nothing was crawled."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--sites", metavar="A,B", help="only these sites, as far as they are due")
        parser.add_argument("--all", action="store_true", help="due or not")
        parser.add_argument("--jobs", metavar="N", help="sites at once (CRAWL_JOBS)")
        parser.add_argument("--minutes", metavar="M", help="for all of them (CRAWL_SECONDS)")
        parser.add_argument("--site-minutes", metavar="M", help="for each (CRAWL_SITE_SECONDS)")
        parser.add_argument("-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="as of crawl")
        parser.add_argument("--dry-run", action="store_true", help="only tell which are due, and when the others are")
        parser.add_argument("--json", action="store_true", help="one JSON object a turn of a site")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, crawl, tell.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if args:
            raise UsageError(f"{args[0]!r} is too much; name sites with: scrapy crawlall --sites {args[0]}")
        now = datetime.now(UTC)
        history = History(self.settings.get("DATABASE_URL"))
        try:
            limits = self._limits(opts)
            chosen, timetable = self._choose(opts, now=now)
            known = history.last_runs(create=not opts.dry_run)
        except ValueError as error:
            raise UsageError(str(error)) from error
        except StoreError as error:
            if not opts.dry_run:
                tell_outage(self.settings, "crawlall", why=str(error))  # no crawl is there to do it
            raise UsageError(str(error)) from error
        turns = plan(timetable, chosen.sites, last={site: run.started_at for site, run in known.items()}, now=now)
        self._say_beforehand(chosen, turns, now=now)
        if opts.dry_run:
            with while_somebody_reads():
                _print_turns(turns, as_json=opts.json)
            return
        sites = [turn.site for turn in turns if turn.is_due or opts.all]
        if sites:
            again = () if opts.all else chosen.sites
            lookout = Lookout(timetable, again, history=history, on_problem=_say)
            self._crawl(sites, opts, limits=limits, history=history, known=known, lookout=lookout)
        elif not self._is_quiet and not opts.json:
            _say_next(turns)

    @property
    def _is_quiet(self) -> bool:
        """Whether what goes well is not told: the level of logging says that of the crawls, too."""
        assert self.settings is not None
        level = logging.getLevelNamesMapping()[self.settings["LOG_LEVEL"]]
        return level > logging.INFO or not self.settings.getbool("LOG_ENABLED")

    def _limits(self, opts: argparse.Namespace) -> Limits:
        settings = self.settings
        assert settings is not None
        check_settings(settings)
        jobs = settings.getint("CRAWL_JOBS")
        total, each = settings.getfloat("CRAWL_SECONDS"), settings.getfloat("CRAWL_SITE_SECONDS")
        return Limits(
            at_once=jobs if opts.jobs is None else whole_number(opts.jobs, option="--jobs", what="number", example=4),
            total=total if opts.minutes is None else minutes(opts.minutes, option="--minutes"),
            each=each if opts.site_minutes is None else minutes(opts.site_minutes, option="--site-minutes"),
            grace=settings.getfloat("CRAWL_GRACE_SECONDS"),
        )

    def _choose(self, opts: argparse.Namespace, *, now: datetime) -> tuple[Chosen, Timetable]:
        settings = self.settings
        assert settings is not None
        if settings.get("REPLAY"):
            load_saved_pages(settings["REPLAY"])
        try:
            arguments = arglist_to_dict(opts.spargs)
        except ValueError:
            raise UsageError("-a is NAME=VALUE; type -a limit=20") from None
        names = [name.strip() for name in (opts.sites or "").split(",") if name.strip()]
        if opts.sites is not None and not names:
            raise UsageError("--sites names none; type --sites vietnamplus,tuoitre")
        loader = get_spider_loader(settings)
        timetable = Timetable.of(settings, known=loader.list())
        chosen = choose(names, others=timetable.sites, loader=loader, settings=settings, arguments=arguments, now=now)
        return chosen, timetable

    def _say_beforehand(self, chosen: Chosen, turns: Iterable[Turn], *, now: datetime) -> None:
        assert self.settings is not None
        if not self._is_quiet:
            for words in chosen.left_out:
                _say(f"left out: {words}")
            if not self.settings.get("DATABASE_URL"):
                _say("DATABASE_URL is empty: nothing is known of earlier runs, and all sites are due")
        newest = max((turn.last for turn in turns if turn.last), default=None)
        if clock := why_clock_is_wrong(now, last_run=newest):
            _say(f"{clock}; sites whose last run is in the future are taken as due")

    def _crawl(
        self,
        sites: Sequence[str],
        opts: argparse.Namespace,
        *,
        limits: Limits,
        history: History,
        known: dict[str, RunRecord],
        lookout: Lookout,
    ) -> None:
        display, began = Display(of=len(sites)), time.monotonic()

        def why_not(site: str) -> str:
            lookout.takes(site)
            return history.holder(site)

        def more(busy: Collection[str]) -> list[Job]:
            due = lookout.due(busy)
            display.expects(len(due))
            return [_job(site, opts) for site in due]

        processes = Processes(
            limits, on_lines=display.say, why_not=why_not, on_start=display.started, on_exit=display.ended
        )
        with display.shown():
            exits = asyncio.run(_run(processes, [_job(site, opts) for site in sites], more=more))
        try:
            runs = history.runs({one.name for one in exits})
        except StoreError as error:
            _say(f"how the runs ended can't be read: {error}")
            runs = {}
        results = judge(exits, runs=runs, known=known)
        with while_somebody_reads():
            self._tell(results, as_json=opts.json, seconds=time.monotonic() - began)
        self.exitcode = 1 if any(one.needs_look for one in results) else 0

    def _tell(self, results: Sequence[Result], *, as_json: bool, seconds: float) -> None:
        if as_json:
            for one in results:
                print(json.dumps(one.as_dict(), ensure_ascii=False))
            return
        console = Console(highlight=False)
        if console.is_terminal:
            console.print(results_table(results))
        if console.is_terminal or not self._is_quiet or is_remarkable(results):
            print(summary_line(results, seconds=seconds))
        if not console.is_terminal:
            for line in look_lines(results):
                print(line)


async def _run(
    processes: Processes, jobs: Iterable[Job], *, more: Callable[[Collection[str]], Iterable[Job]]
) -> list[Exit]:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, processes.stop)
    return await processes.run(jobs, more=more)


def _job(site: str, opts: argparse.Namespace) -> Job:
    """`scrapy crawl` as whoever typed `scrapy crawlall` would type it."""
    handed_on = [part for given in opts.spargs for part in ("-a", given)]
    handed_on += [part for given in (*opts.set, "PROGRESS_ENABLED=0") for part in ("-s", given)]
    handed_on += ["-L", opts.loglevel] if opts.loglevel else []
    handed_on += ["--logfile", opts.logfile] if opts.logfile else []
    handed_on += ["--nolog"] if opts.nolog else []
    warnings = (f"-W{option}" for option in sys.warnoptions)
    return Job(name=site, command=(sys.executable, *warnings, "-m", "scrapy", "crawl", site, *handed_on))


def _print_turns(turns: Sequence[Turn], *, as_json: bool) -> None:
    if not as_json:
        Console(highlight=False).print(turns_table(turns))
        return
    for turn in turns:
        last = turn.last.isoformat() if turn.last else None
        facts = {"site": turn.site, "due": turn.is_due, "next_due": turn.next_due.isoformat(), "last_run": last}
        print(json.dumps(facts))


def _say_next(turns: Sequence[Turn]) -> None:
    if turns:
        first = min(turns, key=lambda turn: turn.next_due)
        when = first.next_due.astimezone()
        print(f"crawlall: nothing is due; {first.site} is the next, at {when:%Y-%m-%d %H:%M} (--all: due or not)")
    else:
        print("crawlall: no site may be crawled")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
