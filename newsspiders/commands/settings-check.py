"""`scrapy settings-check`: whether what was set can be used, what applies now, and where each value is from."""

from __future__ import annotations

import argparse
import ast
import json
import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsspiders.commands.checks import check_settings
from newsspiders.commands.pipes import while_somebody_reads
from newsspiders.configuration.command import ProjectCommand
from newsspiders.configuration.keys import KEYS, Key
from newsspiders.configuration.load import Configuration, load


class Command(ProjectCommand):
    """Print the effective settings. Exit codes: 0 they can be used, 2 they can't."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """For `--help`."""
        return "[options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Check the settings, and print those that apply and where each is from; secrets are masked"

    def long_desc(self) -> str:
        """For `--help`."""
        return (
            "Each key can be set in newsspiders.toml (in this folder or one above, or where NEWSSPIDERS_CONFIG says); "
            "by an environment variable (NEWSSPIDERS_ and its name), which wins; and for one run with -s NAME=VALUE. "
            "What can't be used is named with what to write, here as at the start of every other command. A file that "
            "holds a secret and can be read by everybody is warned of. Exit codes: 0 all can be used, 2 not."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--changed", action="store_true", help="only what is not the default")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    @while_somebody_reads()
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check and print.

        :raises UsageError: a value can't be used.
        """
        assert self.settings is not None
        if args:
            raise UsageError(f"{args[0]!r} is too much; settings-check takes no arguments")
        try:
            check_settings(self.settings)
        except ValueError as error:
            raise UsageError(str(error)) from error
        found = load(os.environ, folder=Path.cwd())
        if warning := _readable_secrets(found):
            print(warning, file=sys.stderr)
        rows = [_Row.of(key, self.settings, found=found) for key in KEYS.values()]
        if opts.changed:
            rows = [row for row in rows if row.origin != "default"]
        _print(rows, found=found, as_json=opts.json)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A setting as it is shown."""

    name: str
    value: str
    """As Python writes it."""
    origin: str

    @classmethod
    def of(cls, key: Key, settings: BaseSettings, *, found: Configuration) -> Self:
        raw = settings[key.name]
        is_given = (settings.getpriority(key.name) or 0) >= SETTINGS_PRIORITIES["cmdline"]
        return cls(
            name=key.name,
            value=key.shown(raw if raw is None else key.kind(raw)),
            origin="the command line" if is_given else found.origins.get(key.name, "default"),
        )


def _readable_secrets(found: Configuration) -> str | None:
    """A warning about a file that holds a secret, and that everybody may read."""
    names = [name for name, value in found.values.items() if KEYS[name].secrets(value)]
    written = [name for name in names if found.origins[name] == str(found.file)]
    if not written or found.file is None or not found.file.stat().st_mode & stat.S_IROTH:
        return None
    return f"{found.file} holds {', '.join(written)}, and everybody on this machine may read it: chmod o= {found.file}"


def _print(rows: Sequence[_Row], *, found: Configuration, as_json: bool) -> None:
    if as_json:
        settings = {row.name: {"value": ast.literal_eval(row.value), "from": row.origin} for row in rows}
        print(json.dumps({"file": found.file and str(found.file), "settings": settings}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    console.print(f"file: {escape(str(found.file))}" if found.file else "no newsspiders.toml here or above")
    table = Table(box=None, pad_edge=False)
    for title in ("setting", "value", "from"):
        table.add_column(title, overflow="fold", no_wrap=title == "setting")
    for row in rows:
        table.add_row(row.name, escape(row.value), escape(row.origin))
    console.print(table)
