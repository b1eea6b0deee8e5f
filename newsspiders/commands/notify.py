"""`scrapy notify`: whether messages about unhealthy sites arrive."""

from __future__ import annotations

import argparse
import socket
from datetime import UTC, datetime

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsspiders.commands.checks import check_settings
from newsspiders.configuration.command import ProjectCommand
from newsspiders.notifications.channel import Channel, deliver
from newsspiders.notifications.channels import NAMES, channels_of, how_to_set
from newsspiders.notifications.message import trial


class Command(ProjectCommand):
    """Send a test message. Exit codes: 0 it arrived everywhere, 1 not everywhere, 2 nothing is set, or wrongly."""

    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """For `--help`."""
        return "[options]"

    def short_desc(self) -> str:
        """For `scrapy -h`."""
        return "Send a test message to those who are told of unhealthy sites"

    def long_desc(self) -> str:
        """For `--help`."""
        ways = "; ".join(f"{name}: {how_to_set(name)}" for name in NAMES)
        return (
            "Sends a message through each channel that is set, and says for each recipient whether it arrived, or why "
            f"not. What sets a channel (in newsspiders.toml, or as NEWSSPIDERS_…): {ways}. Exit codes: 0 all "
            "arrived, 1 not all, 2 nothing is set, or something that can't be used."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of this command."""
        super().add_options(parser)
        parser.add_argument("--to", metavar="CHANNEL", help=f"through this one only: {', '.join(NAMES)}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Send, and say what came of it.

        :raises UsageError: there is nobody to send to.
        """
        assert self.settings is not None
        if args:
            raise UsageError(f"{args[0]!r} is too much; type scrapy notify, or scrapy notify --to telegram")
        try:
            check_settings(self.settings)
        except ValueError as error:
            raise UsageError(str(error)) from error
        message = trial(host=socket.gethostname(), now=datetime.now(UTC))
        self.exitcode = 0
        for channel in _chosen(self.settings, opts.to):
            for delivery in deliver(message, channel):
                print(delivery.words, flush=True)
                self.exitcode = 1 if delivery.problem else self.exitcode


def _chosen(settings: BaseSettings, name: str | None) -> list[Channel]:
    if name is not None and name not in NAMES:
        raise UsageError(f"no channel {name!r}; there are {', '.join(NAMES)}")
    chosen = [channel for channel in channels_of(settings) if name in (None, channel.name)]
    if not chosen:
        ways = "; or ".join(how_to_set(one) for one in ([name] if name else NAMES))
        raise UsageError(f"nobody to tell{f' by {name}' if name else ''}; set {ways}")
    return chosen
