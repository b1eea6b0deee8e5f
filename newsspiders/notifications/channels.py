"""Channels: those that the settings name; and what is missing where one is set by half."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from scrapy.settings import BaseSettings

from newsspiders.configuration.load import parse
from newsspiders.notifications.channel import Channel
from newsspiders.notifications.mail import Mail
from newsspiders.notifications.slack import Slack
from newsspiders.notifications.telegram import Telegram

_PARTS = {
    "telegram": ("NOTIFY_TELEGRAM_TOKEN", "NOTIFY_TELEGRAM_CHATS"),
    "slack": ("NOTIFY_SLACK_TOKEN", "NOTIFY_SLACK_CHANNELS"),
    "mail": ("NOTIFY_MAIL_TO", "NOTIFY_MAIL_FROM", "NOTIFY_SMTP_HOST"),
}
"""Channel -> the settings without which it is none."""
NAMES = tuple(_PARTS)

INSTALL = "pip install 'newsspiders[notify]'"


def channels_of(settings: BaseSettings) -> tuple[Channel, ...]:
    """The channels that are set.

    :raises ValueError: naming the setting that is missing or wrong, and what to write.
    """
    return tuple(_made(name, settings) for name, parts in _PARTS.items() if _is_set(parts, settings))


def check_notifications(settings: BaseSettings) -> None:
    """Nothing when no channel is set, or those that are can be used.

    :raises ValueError: they can't; the message says what to do.
    """
    if channels_of(settings) and find_spec("spidermon") is None:
        raise ValueError(f"notifications are set, but Spidermon is not installed; {INSTALL}")


def how_to_set(name: str) -> str:
    """What makes a channel one."""
    return ", ".join(_PARTS[name])


def _is_set(parts: tuple[str, ...], settings: BaseSettings) -> bool:
    missing = [part for part in parts if not settings.get(part)]
    if 0 < len(missing) < len(parts):
        given = ", ".join(part for part in parts if part not in missing)
        raise ValueError(
            f"{given} set, but not {', '.join(missing)}; set {'both' if len(parts) == 2 else 'all'} or none"
        )
    return not missing


def _made(name: str, settings: BaseSettings) -> Channel:
    def get(key: str) -> Any:
        return parse(key, settings[key])

    def names(key: str) -> tuple[str, ...]:
        return tuple(get(key).split(","))

    if name == "telegram":
        return Telegram(
            token=get("NOTIFY_TELEGRAM_TOKEN"),
            recipients=names("NOTIFY_TELEGRAM_CHATS"),
            url=get("NOTIFY_TELEGRAM_URL"),
        )
    if name == "slack":
        return Slack(
            token=get("NOTIFY_SLACK_TOKEN"), recipients=names("NOTIFY_SLACK_CHANNELS"), url=get("NOTIFY_SLACK_URL")
        )
    if bool(settings["NOTIFY_SMTP_USER"]) != bool(settings["NOTIFY_SMTP_PASSWORD"]):
        raise ValueError("of NOTIFY_SMTP_USER and NOTIFY_SMTP_PASSWORD one is set; set both or none")
    return Mail(
        recipients=names("NOTIFY_MAIL_TO"),
        sender=get("NOTIFY_MAIL_FROM"),
        host=get("NOTIFY_SMTP_HOST"),
        port=get("NOTIFY_SMTP_PORT"),
        tls=get("NOTIFY_SMTP_TLS"),
        user=get("NOTIFY_SMTP_USER"),
        password=get("NOTIFY_SMTP_PASSWORD"),
    )
