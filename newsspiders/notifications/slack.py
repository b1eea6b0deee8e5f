"""Slack: an app's messages to channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from newsspiders.notifications.message import Message
from newsspiders.notifications.posting import post

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_REMEDIES = {
    "invalid_auth": "NOTIFY_SLACK_TOKEN is no token of Slack's; it begins with xoxb-",
    "missing_scope": "give the app the scope chat:write, and install it again",
    "channel_not_found": "take the channel's id (C…) into NOTIFY_SLACK_CHANNELS, and invite the app there",
    "not_in_channel": "invite the app into the channel: /invite @newsspiders",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """An app."""

    name: ClassVar[str] = "slack"
    token: str = field(repr=False)
    recipients: tuple[str, ...]
    """Ids or #names of channels."""
    url: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """The token."""
        return (self.token,)

    def send(self, message: Message, recipient: str) -> None:
        """Send, without Slack's markup.

        :raises Undelivered: it did not arrive.
        """
        reply = post(
            f"{self.url.rstrip('/')}/chat.postMessage",
            {
                "channel": recipient,
                "text": message.text.translate(_ESCAPES),
                "mrkdwn": False,
                "unfurl_links": False,
                "unfurl_media": False,
            },
            headers={"Authorization": f"Bearer {self.token}"},
        )
        if not reply.is_ok:
            told = str(reply.body.get("error") or "no answer of Slack's")
            raise reply.refused(told, remedy=_REMEDIES.get(told))
