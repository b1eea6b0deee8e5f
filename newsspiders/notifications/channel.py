"""Channel: a service that takes messages to people; and a delivery that ends in bounded time."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Protocol

from newsspiders.notifications.message import Message

SOCKET_SECONDS = 10.0
"""Of silence, then a service is given up."""
DELIVERY_SECONDS = 20.0
"""For all that one channel has to send."""


class Undelivered(Exception):
    """A message did not arrive. The words are the service's own, where it has any, and say what to do."""


class Channel(Protocol):
    """A service."""

    @property
    def name(self) -> str:
        """As `scrapy notify --to` takes it."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom messages go, each by itself."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no word about a failure may have in it."""

    def send(self, message: Message, recipient: str) -> None:
        """Send.

        :raises Undelivered: it did not arrive.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a message to one recipient."""

    channel: str
    recipient: str
    problem: str | None
    """None: it arrived."""

    @property
    def words(self) -> str:
        """For people."""
        return f"{self.channel} {self.recipient}: {self.problem or 'arrived'}"


def deliver(message: Message, channel: Channel, *, seconds: float = DELIVERY_SECONDS) -> tuple[Delivery, ...]:
    """Send to all recipients of a channel; what has not gone out after so many seconds is given up."""
    problems = dict.fromkeys(channel.recipients, f"not sent within {seconds:g} s")
    # A thread of its own, which nobody waits for at the end: a service may answer byte by byte, for hours.
    sending = threading.Thread(target=_send_all, args=(message, channel, problems), daemon=True)
    sending.start()
    sending.join(seconds)
    return tuple(
        Delivery(channel=channel.name, recipient=recipient, problem=problem or None)
        for recipient, problem in dict(problems).items()
    )


def _send_all(message: Message, channel: Channel, problems: dict[str, str]) -> None:
    for recipient in channel.recipients:
        try:
            channel.send(message, recipient)
            problems[recipient] = ""
        except Undelivered as error:
            problems[recipient] = _without(channel.secrets, str(error))


def _without(secrets: tuple[str, ...], words: str) -> str:
    for secret in filter(None, secrets):
        words = words.replace(secret, "***")
    return words
