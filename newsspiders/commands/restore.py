"""`scrapy restore`: a backup back into an empty database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.exceptions import UsageError

from newsspiders.commands.waiting import ending_in_order, waiting, whole_database
from newsspiders.configuration.command import ProjectCommand
from newsspiders.keeping.database import BackupError
from newsspiders.keeping.restore import restore
from newsspiders.store import StoreError


class Command(ProjectCommand):
    """Restore. Exit codes: 0 done, 1 it is no whole backup or something is in its place, 2 wrong arguments, no
    database, or a backup of a newer version.
    """

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `--help`."""
        return "FILE [options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Put a backup of the store back, where no database is yet"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Checks a file that `scrapy backup` made and puts it into DATABASE_URL: a SQLite file that is not there, "
            "or an empty PostgreSQL database (createdb; pg_restore must be installed). What is there is never "
            "overwritten: the message says how to move it away. A backup of an older version is brought up to date. "
            "Exit codes: 0 done, 1 it is no backup, a damaged one, or something is in its place, 2 wrong arguments, no "
            "database, or a backup of a newer version (nothing was changed)."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, put back, tell.

        :raises UsageError: saying what to type.
        """
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("type one file: scrapy restore data/backups/news-20261123T021500Z.sqlite3.gz")
        url = whole_database(self.settings)
        try:
            with ending_in_order(), waiting("restoring") as say:
                found = restore(url, Path(args[0]).expanduser(), say=say)
        except StoreError as error:
            raise UsageError(str(error)) from error
        except BackupError as error:
            print(error, file=sys.stderr)
            self.exitcode = 1
        else:
            newest = f", the newest fetched {found.newest}" if found.newest else ""
            print(f"restored {found.articles:,} articles{newest}; the next crawl goes on from there")
