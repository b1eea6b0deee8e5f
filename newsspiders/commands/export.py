"""`scrapy export`: the stored articles as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.exceptions import UsageError

from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.reading import add_days, check_sites, parse_moment, reading
from newsspiders.configuration.command import ProjectCommand
from newsspiders.store.export import FORMATS, whole_file, write_records
from newsspiders.store.schema_json import schema_text


class Command(ProjectCommand):
    """Write stored articles out. Exit codes: 0 done, 2 wrong arguments or no database."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Write the stored articles to a file: JSON Lines, CSV or Parquet"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", help="the file to write; without it, standard output")
        parser.add_argument("--format", choices=FORMATS, help="without it, what FILE ends with, else jsonl")
        parser.add_argument("--site", action="append", default=[], help="only this site; may be given again")
        add_days(parser)
        parser.add_argument("--schema", action="store_true", help="print the JSON Schema of an article, and stop")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if args:
            raise UsageError(f"{args[0]!r} is no option; type a file with -o: scrapy export -o {args[0]}")
        if opts.schema:
            sys.stdout.write(schema_text())
            return
        output = None if opts.output in (None, "-") else Path(opts.output)
        form = opts.format or _form_of(output)
        now = datetime.now(UTC)
        since, until = (
            parse_moment(raw, option=option, sites=opts.site, now=now)
            for raw, option in ((opts.since, "--since"), (opts.until, "--until"))
        )
        with reading(self.settings) as session:
            check_sites(opts.site, session=session)
            try:
                records = session.records(sites=opts.site, since=since, until=until)
                with closing(records), while_somebody_reads():
                    _write(records, output, form=form)
            except ModuleNotFoundError as error:
                raise UsageError("Parquet needs pyarrow; pip install 'newsspiders[parquet]'") from error
            except OSError as error:
                raise UsageError(f"{output}: {error.strerror}; name another file with -o") from error


def _write(records: Iterable[Mapping[str, Any]], output: Path | None, *, form: str) -> None:
    if output is None:
        write_records(records, sys.stdout.buffer, form=form)
        sys.stdout.buffer.flush()
        return
    with whole_file(output) as stream:
        count = write_records(records, stream, form=form)
    print(f"{count} articles in {output}", file=sys.stderr)


def _form_of(output: Path | None) -> str:
    if output is None:
        return "jsonl"
    form = output.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise UsageError(f"{output}: which format? end the name with .jsonl, .csv or .parquet, or type --format jsonl")
    return form
