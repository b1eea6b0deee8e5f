"""`scrapy status`: how each site stands, those first that somebody should look at."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsspiders.commands.numbers import whole_number
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.reading import check_sites, opened_store
from newsspiders.configuration.command import ProjectCommand
from newsspiders.overview.gather import look
from newsspiders.overview.status import SiteStatus
from newsspiders.overview.table import render

_DAYS_MAX = 366


class Command(ProjectCommand):
    """Tell how the sites stand. Exit codes: 0 all are well, 1 somebody should look at one, or none was crawled yet,
    2 wrong arguments or no database.
    """

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `scrapy status -h`."""
        return "[SITE...] [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Tell how each site stands: last run, last new article, failures, drift, when it is due"

    def long_desc(self) -> str:
        """For `scrapy status -h`."""
        return (
            "Tell how the sites of CRAWL_SITES stand, or these, or without both all that are in the database; first"
            " those that somebody should look at: the last run was not healthy or was killed, drift, no new article for"
            " longer than is usual, overdue by more than two intervals of CRAWL_EVERY, a last run in the future. Exit"
            " codes: 0 all are well, 1 one is not, or none was crawled yet, 2 wrong arguments or no database."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--days", metavar="N", default="7", help="rates are of the last N days (default: 7)")
        parser.add_argument("--json", action="store_true", help="one JSON object; docs/watching.md has its names")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look and tell.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        days = whole_number(opts.days, option="--days", what="number of days", example=7, most=_DAYS_MAX)
        now = datetime.now(UTC)
        statuses = _look(self.settings, args, now=now, days=days)
        if opts.json:
            told = {"now": now.isoformat(timespec="seconds"), "days": days}
            print(json.dumps({**told, "sites": [status.as_dict() for status in statuses]}, ensure_ascii=False))
        elif statuses:
            console = Console(highlight=False, markup=False)
            console.print(render(statuses, width=console.width))
        else:
            print("nothing was crawled into this database yet: scrapy crawl vietnamplus -a limit=20")
        self.exitcode = 0 if statuses and not any(status.troubles for status in statuses) else 1


def _look(settings: BaseSettings, names: Sequence[str], *, now: datetime, days: int) -> list[SiteStatus]:
    with opened_store(settings) as store, store.read() as session:
        check_sites(names, session=session)
        try:
            return look(session, store=store, settings=settings, names=names, now=now, days=days)
        except ValueError as error:
            raise UsageError(str(error)) from error
