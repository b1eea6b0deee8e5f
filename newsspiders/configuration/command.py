"""What all commands share: what was typed with `-s`, `-L` or `--logfile` is read as file and environment are."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsspiders.configuration.start import read_command_line


class ProjectCommand(ScrapyCommand):
    """A command of this project."""

    requires_project = True

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Put values in the place of words.

        :raises UsageError: with all that can't be used, and what to write.
        """
        super().process_options(args, opts)
        assert self.settings is not None
        if problems := read_command_line(self.settings):
            raise UsageError("\n".join(problems))
