"""`scrapy notify` in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.newsspiders.notifications.receivers import SECRETS, running_mailbox, running_service
from tests.newsspiders.running import Run, run_scrapy


def notify(folder: Path, *arguments: str) -> Run:
    run = run_scrapy("notify", *arguments, folder=folder)
    assert not any(secret in run.err + run.out for secret in SECRETS)
    return run


def test_it_arrives_everywhere(tmp_path: Path) -> None:
    with running_service() as service, running_mailbox() as mailbox:
        run = notify(tmp_path, *service.settings(), *mailbox.settings())
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == ["telegram -1001: arrived", "slack C01: arrived", "mail desk@news.example: arrived"]
    assert service.telegram[0]["text"].splitlines()[0] == mailbox.letters[0]["Subject"] == "newsspiders: a test"


def test_one_channel_alone(tmp_path: Path) -> None:
    with running_service() as service:
        run = notify(tmp_path, *service.settings(), "--to", "slack")
    assert (run.code, run.out) == (0, "slack C01: arrived\n")
    assert service.telegram == []


def test_what_does_not_arrive_is_told_in_the_services_words(tmp_path: Path) -> None:
    with running_service() as service:
        run = notify(tmp_path, *service.settings(), "-s", "NOTIFY_SLACK_TOKEN=xoxb-wrong", "-L", "DEBUG")
    assert run.code == 1
    assert run.out.splitlines() == [
        "telegram -1001: arrived",
        "slack C01: HTTP 200, invalid_auth; NOTIFY_SLACK_TOKEN is no token of Slack's; it begins with xoxb-",
    ]
    assert "xoxb-wrong" not in run.err


def test_set_in_a_file(tmp_path: Path) -> None:
    with running_service() as service:
        named = service.settings()[1::2]
        lines = [f'{name} = "{value}"' for name, _, value in (one.partition("=") for one in named)]
        (tmp_path / "newsspiders.toml").write_text("\n".join(lines))
        assert notify(tmp_path).code == 0
    shown = run_scrapy("settings-check", "--changed", folder=tmp_path)
    assert shown.code == 0
    assert "NOTIFY_TELEGRAM_TOKEN" in shown.out
    assert not any(secret in shown.out for secret in SECRETS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nobody to tell; set NOTIFY_TELEGRAM_TOKEN, NOTIFY_TELEGRAM_CHATS; or NOTIFY_SLACK_TOKEN"),
        (("--to", "mail"), "nobody to tell by mail; set NOTIFY_MAIL_TO, NOTIFY_MAIL_FROM, NOTIFY_SMTP_HOST"),
        (("--to", "pigeon"), "no channel 'pigeon'; there are telegram, slack, mail"),
        (("telegram",), "'telegram' is too much; type scrapy notify, or scrapy notify --to telegram"),
        (("-s", "NOTIFY_SLACK_TOKEN=x"), "NOTIFY_SLACK_TOKEN set, but not NOTIFY_SLACK_CHANNELS"),
        (("-s", "NOTIFY_MAIL_TO=desk"), "NOTIFY_MAIL_TO is 'desk'; write plain addresses"),
        (("-s", "NOTIFY_SMTP_TLS=ssl"), "NOTIFY_SMTP_TLS is 'ssl'; write one of starttls, tls, none"),
        (("-s", "NOTIFY_TELEGRAM_URL=api.telegram.org"), "write an address that begins with https://"),
    ],
)
def test_what_can_not_be_used_is_told(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    run = notify(tmp_path, *arguments)
    assert run.code == 2
    assert words in run.err


def test_help_is_enough_to_start(tmp_path: Path) -> None:
    out = " ".join(run_scrapy("notify", "--help", folder=tmp_path).out.split())
    assert "NOTIFY_TELEGRAM_TOKEN, NOTIFY_TELEGRAM_CHATS" in out
    assert "Exit codes" in out
