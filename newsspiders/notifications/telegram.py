"""Telegram: a bot's messages to chats."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import quote

from newsspiders.notifications.message import Message
from newsspiders.notifications.posting import post

_REMEDIES = {
    401: "NOTIFY_TELEGRAM_TOKEN is no bot's token; @BotFather tells it",
    404: "NOTIFY_TELEGRAM_TOKEN is no bot's token; @BotFather tells it",
    400: "is it in NOTIFY_TELEGRAM_CHATS as the bot sees it?",
    403: "write /start to the bot, or take it into the group",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """A bot."""

    name: ClassVar[str] = "telegram"
    token: str = field(repr=False)
    recipients: tuple[str, ...]
    """Numbers of chats, or @names of public channels."""
    url: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """The token, as it is and as it stands in an address."""
        return self.token, quote(self.token, safe=":")

    def send(self, message: Message, recipient: str) -> None:
        """Send; as plain text, in which nothing needs an escape.

        :raises Undelivered: it did not arrive.
        """
        url = f"{self.url.rstrip('/')}/bot{quote(self.token, safe=':')}/sendMessage"
        reply = post(url, {"chat_id": recipient, "text": message.text, "link_preview_options": {"is_disabled": True}})
        if not reply.is_ok:
            told = str(reply.body.get("description") or "no answer of Telegram's")
            raise reply.refused(told, remedy=_REMEDIES.get(reply.status))
