"""`scrapy backup`: the store as one file, made beside running crawls."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.filesize import decimal
from scrapy.exceptions import UsageError

from newsspiders.commands.numbers import whole_number
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.commands.waiting import ending_in_order, waiting, whole_database
from newsspiders.configuration.command import ProjectCommand
from newsspiders.keeping.backup import Backup, back_up
from newsspiders.keeping.database import BackupError
from newsspiders.store import StoreError


class Command(ProjectCommand):
    """Back up. Exit codes: 0 done, 1 it could not be made, 2 wrong arguments or no database."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `--help`."""
        return "FOLDER [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Save the store as one file of a folder, beside running crawls"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Writes the store of DATABASE_URL, as it is at one moment, into FOLDER: news-<UTC time>.sqlite3.gz, or for "
            "PostgreSQL news-<UTC time>.pgdump (pg_dump must be installed; a password may stand in DATABASE_URL or in "
            "the file of PGPASSFILE). The file is checked, readable by its owner only, and appears when it is whole. "
            "`scrapy restore FILE` puts it back. The archive is not in it: copy it with rsync. Exit codes: 0 done, "
            "1 it could not be made, 2 wrong arguments or no database."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "--keep", metavar="N", help="when it is done, delete all backups of this database there but the newest N"
        )
        parser.add_argument("--json", action="store_true", help="tell it as JSON")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write, check, tell.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("type one folder: scrapy backup data/backups")
        keep = opts.keep and whole_number(opts.keep, option="--keep", what="number of backups", example=14)
        url = whole_database(self.settings)
        try:
            with ending_in_order(), waiting("backing up") as say:
                made = back_up(url, Path(args[0]).expanduser(), keep=keep, now=datetime.now(UTC), say=say)
        except StoreError as error:
            raise UsageError(str(error)) from error
        except BackupError as error:
            print(error, file=sys.stderr)
            self.exitcode = 1
        else:
            _tell(made, as_json=opts.json)


def _tell(made: Backup, *, as_json: bool) -> None:
    if as_json:
        facts = {
            "file": str(made.path),
            "bytes": made.size_bytes,
            "articles": made.contents.articles,
            "newest": made.contents.newest,
            "deleted": [str(path) for path in made.deleted],
        }
        print(json.dumps(facts, ensure_ascii=False))
        return
    print(f"{made.path}: {made.contents.articles:,} articles, {decimal(made.size_bytes)}")
    for path in made.deleted:
        print(f"deleted {path}")
