"""`scrapy report`: what was crawled over some weeks, as one HTML page to look at."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from scrapy.exceptions import UsageError

from extractors.sites import all_sites
from newsspiders.commands.numbers import whole_number
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.reading import check_sites, opened_store
from newsspiders.commands.waiting import waiting
from newsspiders.configuration.command import ProjectCommand
from newsspiders.overview.gather import look
from newsspiders.report.history import History, read_history
from newsspiders.report.period import Period
from newsspiders.store.export import whole_file


class Command(ProjectCommand):
    """Write the page. Exit codes: 0 written, 2 wrong arguments, no database, or it could not be written."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `--help`."""
        return "[SITE...] [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Write an HTML page with charts: articles, fields, removals, failures, freshness, day by day"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Write one HTML page on the last days of these sites, or of those that `scrapy status` tells of: what "
            "needs a look and the command that helps; new articles, where fields were found, failures, how soon "
            "articles were stored, their length, runs; each field, removed text and warnings. All sites together, then "
            "each. The page is one file without a script; it loads nothing. The store is only read. Exit codes: 0 "
            "written, 2 wrong arguments, no database, or the page could not be written (an older one stays as it was)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "--out", metavar="FILE", default="report.html", help="the file to write (report.html); - prints"
        )
        parser.add_argument("--days", metavar="N", default="30", help="the last so many days of UTC, up to 366 (30)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, draw, write.

        :raises UsageError: saying what to type.
        """
        # Here, as pygal and Jinja take a sixth of a second, and Scrapy imports all commands each time it starts.
        from newsspiders.report.page import render

        assert self.settings is not None
        days = whole_number(opts.days, option="--days", what="number of days from 1 to 366", example=30, most=366)
        period = Period(now=datetime.now(UTC), days=days)
        with waiting("reporting") as say:
            history = self._read(args, period, say=say)
            say(f"drawing {len(history.sites)} sites")
            page = render(history, titles={site.name: site.title for site in all_sites().values()}).encode()
        try:
            with while_somebody_reads():
                _write(page, opts.out)
        except OSError as error:
            raise UsageError(f"{opts.out}: {error.strerror}; name another file with --out") from error

    def _read(self, names: Sequence[str], period: Period, *, say: Callable[[str], object]) -> History:
        settings = self.settings
        assert settings is not None
        with opened_store(settings) as store, store.read() as session:
            check_sites(names, session=session)
            say("reading the store")
            try:
                statuses = look(session, store=store, settings=settings, names=names, now=period.now, days=1)
            except ValueError as error:
                raise UsageError(str(error)) from error
            return read_history(session, period, statuses=statuses, sites=names)


def _write(page: bytes, out: str) -> None:
    if out == "-":
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
        return
    with whole_file(Path(out)) as stream:
        stream.write(page)
    if sys.stderr.isatty():
        print(out, file=sys.stderr)
