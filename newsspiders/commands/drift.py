"""`scrapy drift`: where the pages of a site give something else than they used to, and that this is how it is now."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from rich.console import Console
from scrapy.exceptions import UsageError

from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.reading import check_sites, reading, writing
from newsspiders.configuration.command import ProjectCommand
from newsspiders.drift.verdict import judged_of
from newsspiders.states import ProfileRecord


class Command(ProjectCommand):
    """Tell which alarms stand. Exit codes: 0 none (or accepted), 1 some (or nothing to accept), 2 wrong arguments or no
    database.
    """

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `scrapy drift -h`."""
        return "[SITE...] [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Tell which sites' pages changed: fields and rules that give less than they used to"

    def long_desc(self) -> str:
        """For `scrapy drift -h`."""
        return (
            "Tell what the last runs of all sites, or of these, departed in from the runs before. An alarm stands until"
            " a run is as usual, the site's rules are changed, or --accept says that this is how the site is now."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "--accept", action="store_true", help="the pages of SITE are as they should be: end its alarm"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a site, with the profile of the run")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Tell, or accept.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if opts.accept:
            if len(args) != 1:
                raise UsageError("name the one site whose pages you looked at: scrapy drift vietnamplus --accept")
            with writing(self.settings) as session:
                check_sites(args, session=session)
                accepted = session.accept_drift(args[0])
            _print(accepted, is_json=opts.json) if accepted else print(f"{args[0]}: no alarm to accept")
            self.exitcode = 0 if accepted else 1
            return
        with reading(self.settings) as session:
            check_sites(args, session=session)
            told = session.last_judged(args)
        _print(told, is_json=opts.json)
        self.exitcode = 1 if any(record.verdict == "drift" for record in told) else 0


def _print(records: Sequence[ProfileRecord], *, is_json: bool) -> None:
    console = Console(highlight=False, markup=False)
    if not records and not is_json:
        console.print("no run was judged yet")
    for record in records:
        if is_json:
            told = {"site": record.spider, "asked": record.asked, "run": record.run_id, "verdict": record.verdict}
            print(json.dumps({**told, "findings": record.findings, "profile": record.profile}, ensure_ascii=False))
        else:
            _print_record(record, console)


def _print_record(record: ProfileRecord, console: Console) -> None:
    judged = judged_of(record)
    pages = f", {judged.profile.pages} pages" if judged else ""
    asked = f" {record.asked}" if record.asked else ""
    console.print(f"{record.spider}{asked}: {record.verdict} (run {record.run_id}{pages})", soft_wrap=True)
    for finding in judged.findings if judged else ():
        console.print(f"  {finding.words}", soft_wrap=True)
    if record.verdict == "drift":
        remedy = f"scrapy doctor {record.spider}; if this is how the site is now, scrapy drift {record.spider} --accept"
        console.print(f"  {remedy}", soft_wrap=True)
