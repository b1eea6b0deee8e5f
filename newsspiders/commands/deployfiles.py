"""`scrapy deployfiles`: the files by which a server crawls on a schedule."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.conf import closest_scrapy_cfg

from extractors.names import hint
from newsspiders.commands.checks import check_settings
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.configuration.command import ProjectCommand
from newsspiders.deployment.plan import KINDS, UNIT_FOLDER, Plan, in_words, make_plan
from newsspiders.deployment.schedules import Schedule, schedules_of
from newsspiders.deployment.server import Server
from newsspiders.deployment.templates import Templates
from newsspiders.deployment.writing import Written, write_files
from newsspiders.permission import split_permitted
from newsspiders.timetable import Timetable

_CLOCKS = ("systemd", "cron")
"""Kinds with a schedule for each site; the others ask the timetable, or are told."""


class Command(ProjectCommand):
    """Write units, timers or a crontab. Exit codes: 0 they are there, 2 they can't be written as asked."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `--help`."""
        return "--out FOLDER [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Write the files by which a server crawls on a schedule: systemd, cron or scrapyd"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Each site is crawled as often as CRAWL_EVERY says, the sites spread over that time. Written again, it "
            "brings the files up to date, and leaves those that somebody changed; docs/server.md says how a server is "
            "set up. Exit codes: 0 the files are there, 2 they can't be written as asked."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--out", metavar="FOLDER", help="the folder to write to")
        parser.add_argument("--kind", choices=KINDS, default="systemd", help="systemd: a timer a site, the default")
        parser.add_argument("--sites", metavar="A,B", help="these sites; else those of CRAWL_SITES, else all")
        parser.add_argument("--dir", default="/srv/newsspiders", help="the project's folder there (/srv/newsspiders)")
        parser.add_argument("--user", default="newsspiders", help="who crawls there (newsspiders)")
        parser.add_argument("--force", action="store_true", help="write over files that somebody changed, too")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Choose sites, fill in templates, write, say what comes next.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if args or not opts.out:
            raise UsageError("type the folder to write to, and nothing else: scrapy deployfiles --out deployed")
        if opts.sites and opts.kind == "scrapyd":
            raise UsageError("scrapyd crawls the sites that it is told to; leave out --sites")
        templates = Templates(Path(closest_scrapy_cfg()).parent / "deploy")
        folder = Path(opts.out)
        try:
            check_settings(self.settings)
            table, left_out = _choose(opts.sites, self.settings)
            server = Server.of(opts.dir, opts.user, settings=self.settings, is_hiding=opts.kind != "cron")
            schedules = schedules_of(table)
            named = table.sites if opts.sites else ()
            plan = make_plan(opts.kind, schedules, server=server, templates=templates, named=named)
            written = write_files(folder, plan.files, force=opts.force)
        except ValueError as error:  # TemplateError, WritingError and NotPermitted are some
            raise UsageError(str(error)) from error
        _tell(folder, plan=plan, written=written)
        if opts.kind in _CLOCKS:
            _tell_sites(schedules, left_out=left_out)


def _choose(named: str | None, settings: BaseSettings) -> tuple[Timetable, list[str]]:
    """The timetable of the sites that may be crawled, and those that may not. One that was named must.

    :raises ValueError: a name is no site's, or its publisher was not asked.
    """
    spiders = SpiderLoader.from_settings(settings)
    known = spiders.list()
    table = Timetable.of(settings, known=known)
    names = list(dict.fromkeys(name.strip() for name in (named or "").split(",") if name.strip()))
    if named is not None and not names:
        raise ValueError("--sites names none; write names with commas between: --sites vnexpress,tuoitre")
    for name in names:
        if name not in known:
            raise ValueError(f"--sites names {name!r}, which is no site; {hint(name, known)}")
    must = bool(names or settings["CRAWL_SITES"])
    chosen, refused = split_permitted(names or table.sites, loader=spiders, settings=settings, must=must)
    return replace(table, sites=tuple(chosen)), list(refused)


def _tell(folder: Path, *, plan: Plan, written: Written) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for words, names in (("written", written.new), ("as before", written.same), ("removed", written.removed)):
        if names:
            console.print(f"{words}: {len(names)} in {escape(str(folder))}: {escape(_shown(names))}")
    console.print("next:")
    console.print(f"  cd {shlex.quote(str(folder))}", markup=False)
    if gone := [name for name in written.removed if name.endswith((".timer", ".service"))]:
        # systemctl stops no template (`newsspiders@.service`); crawls that run end by themselves.
        if running := [name for name in gone if "@." not in name]:
            console.print(f"  sudo systemctl disable --now {' '.join(running)}", markup=False)
        console.print(f"  (cd {UNIT_FOLDER} && sudo rm -f {' '.join(gone)})", markup=False)
    for step in plan.next_steps:
        console.print(f"  {step}", markup=False)


def _tell_sites(schedules: Sequence[Schedule], *, left_out: Sequence[str]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for name in left_out:
        console.print(f"left out: {name}, whose publisher wants to be asked first (`scrapy crawl {name}` says how)")
    for one in schedules:
        if one.asked != one.every:
            console.print(f"rounded: {one.site}, {in_words(one.every)}; no clock can say {in_words(one.asked)}")


def _shown(names: Sequence[str], *, most: int = 4) -> str:
    """The first of them, and how many there are besides."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
