"""`scrapy settings-check`: whether what was set can be used, what applies now, and where each value is from."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsspiders.commands.checks import check_settings
from newsspiders.configuration.keys import KEYS
from newsspiders.configuration.load import Configuration, load


class Command(ScrapyCommand):
    """Print the effective settings. Exit codes: 0 they can be used, 2 they can't."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

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
            "What can't be used is named with what to write, here as at the start of every other command. Exit codes: "
            "0 all can be used, 2 not."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--changed", action="store_true", help="only what is not the default")
        parser.add_argument("--json", action="store_true", help="one JSON object")

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
        origins = {name: _origin(name, found=found, given=opts.set) for name in KEYS}
        shown = {name: key.shown(self.settings[name]) for name, key in KEYS.items()}
        if opts.changed:
            shown = {name: value for name, value in shown.items() if origins[name] != "default"}
        _print(shown, origins, found=found, as_json=opts.json)


def _origin(name: str, *, found: Configuration, given: list[str]) -> str:
    if any(one.partition("=")[0] == name for one in given):
        return "the command line"
    return found.origins.get(name, "default")


def _print(shown: Mapping[str, str], origins: Mapping[str, str], *, found: Configuration, as_json: bool) -> None:
    if as_json:
        settings: dict[str, Any] = {name: {"value": value, "from": origins[name]} for name, value in shown.items()}
        print(json.dumps({"file": found.file and str(found.file), "settings": settings}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    console.print(f"file: {escape(str(found.file))}" if found.file else "no newsspiders.toml here or above")
    table = Table(box=None, pad_edge=False)
    for title in ("setting", "value", "from"):
        table.add_column(title, overflow="fold", no_wrap=title == "setting")
    for name, value in shown.items():
        table.add_row(name, escape(value), escape(origins[name]))
    console.print(table)
