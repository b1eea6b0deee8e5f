"""The channels, each against a service on this machine; and a delivery that ends, whatever the service does."""

from __future__ import annotations

import dataclasses
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from newsspiders.configuration.kinds import mail_addresses
from newsspiders.notifications.channel import Channel, deliver
from newsspiders.notifications.channels import channels_of, check_notifications
from newsspiders.notifications.mail import Mail, write_letter
from newsspiders.notifications.message import Message, compose
from newsspiders.notifications.slack import Slack
from newsspiders.notifications.telegram import Telegram
from newsspiders.run_end import RunEnd
from tests.newsspiders.notifications.receivers import PASSWORD, SECRETS, SLACK_TOKEN, TELEGRAM_TOKEN, Mailbox, Service

MESSAGE = Message(
    headline="cri is not healthy: <b>R&D</b> #1 *_`[", lines=("Tin tức & <!channel>", "scrapy doctor cri")
)


def telegram(service: Service, *, token: str = TELEGRAM_TOKEN, chats: tuple[str, ...] = ("-1001",)) -> Telegram:
    return Telegram(token=token, recipients=chats, url=service.url)


def slack(service: Service, *, token: str = SLACK_TOKEN, channels: tuple[str, ...] = ("C01",)) -> Slack:
    return Slack(token=token, recipients=channels, url=f"{service.url}/api")


def mail(mailbox: Mailbox, **others: object) -> Mail:
    plain = Mail(
        recipients=("desk@news.example",),
        sender="crawler@news.example",
        host="127.0.0.1",
        port=mailbox.port,
        tls="none",
        user="",
        password="",
    )
    return dataclasses.replace(plain, **others)  # type: ignore[arg-type]  # named by the tests


def words(channel: Channel, *, seconds: float = 20) -> list[str]:
    """What became of the message; no secret is in it."""
    said = [delivery.words for delivery in deliver(MESSAGE, channel, seconds=seconds)]
    assert not any(secret in line for line in said for secret in SECRETS)
    return said


def test_telegram_gets_the_text_as_it_is(service: Service) -> None:
    assert words(telegram(service)) == ["telegram -1001: arrived"]
    (sent,) = service.telegram
    assert sent["text"] == MESSAGE.text
    assert "parse_mode" not in sent


def test_slack_gets_the_text_without_markup(service: Service) -> None:
    assert words(slack(service)) == ["slack C01: arrived"]
    (sent,) = service.slack
    assert sent["text"].splitlines() == [
        "cri is not healthy: &lt;b&gt;R&amp;D&lt;/b&gt; #1 *_`[",
        "Tin tức &amp; &lt;!channel&gt;",
        "scrapy doctor cri",
    ]
    assert sent["mrkdwn"] is False


def test_mail_gets_a_letter(mailbox: Mailbox) -> None:
    assert words(mail(mailbox)) == ["mail desk@news.example: arrived"]
    (letter,) = mailbox.letters
    assert (letter["Subject"], letter["To"]) == (MESSAGE.headline, "desk@news.example")
    assert letter.get_content().splitlines() == MESSAGE.text.splitlines()


def test_each_recipient_gets_it_and_one_that_fails_costs_the_others_nothing(service: Service) -> None:
    assert words(telegram(service, chats=("-5", "-1001"))) == [
        "telegram -5: HTTP 400, Bad Request: chat not found; is it in NOTIFY_TELEGRAM_CHATS as the bot sees it?",
        "telegram -1001: arrived",
    ]


def test_a_wrong_token_is_told_in_the_services_words(service: Service) -> None:
    assert words(telegram(service, token="1:wrong")) == [
        "telegram -1001: HTTP 401, Unauthorized; NOTIFY_TELEGRAM_TOKEN is no bot's token; @BotFather tells it"
    ]
    assert words(slack(service, token="xoxb-wrong")) == [
        "slack C01: HTTP 200, invalid_auth; NOTIFY_SLACK_TOKEN is no token of Slack's; it begins with xoxb-"
    ]


def test_a_channel_that_is_not_there_is_told(service: Service) -> None:
    assert "channel_not_found; take the channel's id" in words(slack(service, channels=("#none",)))[0]


def test_mail_to_someone_unknown_is_told(mailbox: Mailbox) -> None:
    mailbox.refuses = "gone@news.example"
    assert words(mail(mailbox, recipients=("gone@news.example", "desk@news.example"))) == [
        "mail gone@news.example: 550 5.1.1 no such mailbox here",
        "mail desk@news.example: arrived",
    ]


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the guarded mail server is one of those that are trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.mark.usefixtures("trusted")
def test_mail_by_starttls_with_a_login(guarded_mailbox: Mailbox) -> None:
    guarded = mail(guarded_mailbox, host="localhost", tls="starttls", user="desk", password=PASSWORD)
    assert words(guarded) == ["mail desk@news.example: arrived"]
    assert len(guarded_mailbox.letters) == 1
    assert words(dataclasses.replace(guarded, password="another")) == [
        "mail desk@news.example: 535 5.7.8 Authentication credentials invalid; "
        "look at NOTIFY_SMTP_USER and NOTIFY_SMTP_PASSWORD"
    ]


def test_a_mail_server_that_nobody_vouches_for_gets_no_password(guarded_mailbox: Mailbox) -> None:
    said = words(mail(guarded_mailbox, host="localhost", tls="starttls", user="desk", password=PASSWORD))
    assert "CERTIFICATE_VERIFY_FAILED" in said[0]
    assert guarded_mailbox.letters == []


def test_a_mail_server_without_tls_is_told_with_the_setting(mailbox: Mailbox) -> None:
    assert "NOTIFY_SMTP_TLS is 'starttls'" in words(mail(mailbox, tls="starttls"))[0]


def test_a_service_that_asks_for_a_moment_gets_it(service: Service) -> None:
    service.too_many = [0]
    assert words(slack(service)) == ["slack C01: arrived"]
    assert len(service.asked) == 2


def test_a_service_that_asks_for_more_is_left_alone(service: Service) -> None:
    service.too_many = [900]
    assert words(telegram(service)) == ["telegram -1001: HTTP 429, Too Many Requests: retry after 900"]
    assert len(service.asked) == 1


@pytest.mark.parametrize("answer", [(500, b"<h1>500</h1>"), (200, b""), (200, b"[1]"), (502, b"{")])
def test_an_answer_that_is_no_answer(service: Service, answer: tuple[int, bytes]) -> None:
    service.answer = answer
    assert words(telegram(service)) == [f"telegram -1001: HTTP {answer[0]}, no answer of Telegram's"]
    assert words(slack(service)) == [f"slack C01: HTTP {answer[0]}, no answer of Slack's"]


def test_a_redirect_does_not_lead_the_token_elsewhere(service: Service) -> None:
    service.redirect = f"{service.url}/elsewhere"
    assert "HTTP 302" in words(slack(service))[0]
    assert "/elsewhere" not in service.asked


@contextmanager
def silent_port() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_nothing_listens() -> None:
    with silent_port() as port:
        pass
    assert "Connection refused" in words(telegram(Service(url=f"http://127.0.0.1:{port}")))[0]
    assert "Connection refused" in words(mail(Mailbox(port=port)))[0]


def test_a_service_that_says_nothing_is_given_up() -> None:
    with silent_port() as port:
        for channel in (telegram(Service(url=f"http://127.0.0.1:{port}")), mail(Mailbox(port=port))):
            assert "not sent within 0.5 s" in words(channel, seconds=0.5)[0]


def test_a_service_that_drips_is_given_up(service: Service) -> None:
    service.drips = True
    before = time.monotonic()
    assert words(telegram(service, chats=("-1001", "-1002")), seconds=0.5) == [
        "telegram -1001: not sent within 0.5 s",
        "telegram -1002: not sent within 0.5 s",
    ]
    assert time.monotonic() - before < 10  # the answer would never end


def test_no_secret_is_logged(service: Service, mailbox: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for channel in (telegram(service), slack(service), mail(mailbox)):
        words(channel)
        assert not any(secret in repr(channel) for secret in SECRETS)
    assert not any(secret in caplog.text for secret in SECRETS)


@pytest.mark.parametrize("url", ["", "nonsense", "http://[host", "http://host:port"])
def test_an_address_that_is_none_is_told_without_the_token(url: str) -> None:
    for channel in (telegram(Service(url=url)), slack(Service(url=url))):
        (problem,) = words(channel)
        assert "no answer" in problem
        assert not any(secret in problem for secret in SECRETS)


@pytest.mark.parametrize("token", ["with a space", "line\nbreak", "Việt", "../../x", "123:a#b?c"])
def test_a_token_that_is_none_is_not_told(service: Service, token: str) -> None:
    for channel in (telegram(service, token=token), slack(service, token=token)):
        (delivery,) = deliver(MESSAGE, channel)
        assert delivery.problem
        assert token not in delivery.problem


@given(st.text(max_size=30) | st.from_regex(r"[\w.+-]{1,9}@[\w.-]{1,9}", fullmatch=True), st.text(max_size=300))
def test_to_every_address_that_may_be_set_a_letter_can_be_written(written: str, why: str) -> None:
    try:
        address = mail_addresses(written)
    except ValueError:
        return
    end = RunEnd(reason="finished", unhealthy=why, summary=why, is_recorded=True)
    message = compose("cri", end, "broke", host="h", now=datetime(2026, 3, 7, tzinfo=UTC))
    read = message_from_bytes(bytes(write_letter(message, sender=address, recipient=address)), policy=policy.default)
    assert (read["To"] or "") == (read["From"] or "") == address
    assert read.get_content().splitlines() == message.text.splitlines()


@pytest.fixture
def settings() -> Settings:
    loaded = Settings()
    loaded.setmodule("newsspiders.settings")
    return loaded


def test_nothing_is_set_by_default(settings: Settings) -> None:
    assert channels_of(settings) == ()
    check_notifications(settings)


def test_what_is_set_is_there(settings: Settings) -> None:
    settings.setdict({"NOTIFY_SLACK_TOKEN": SLACK_TOKEN, "NOTIFY_SLACK_CHANNELS": "C01, #tin-tuc"})
    (channel,) = channels_of(settings)
    assert (channel.name, channel.recipients) == ("slack", ("C01", "#tin-tuc"))


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"NOTIFY_TELEGRAM_TOKEN": "1:a"}, "NOTIFY_TELEGRAM_TOKEN set, but not NOTIFY_TELEGRAM_CHATS; set both"),
        ({"NOTIFY_SLACK_CHANNELS": "C01"}, "NOTIFY_SLACK_CHANNELS set, but not NOTIFY_SLACK_TOKEN; set both"),
        ({"NOTIFY_MAIL_TO": "a@b.example"}, "but not NOTIFY_MAIL_FROM, NOTIFY_SMTP_HOST; set all or none"),
        (
            {
                "NOTIFY_MAIL_TO": "a@b.example",
                "NOTIFY_MAIL_FROM": "a@b.example",
                "NOTIFY_SMTP_HOST": "mail.example",
                "NOTIFY_SMTP_USER": "desk",
            },
            "of NOTIFY_SMTP_USER and NOTIFY_SMTP_PASSWORD one is set",
        ),
    ],
)
def test_what_is_set_by_half_is_told_with_the_missing_key(
    settings: Settings, given: dict[str, str], missing: str
) -> None:
    settings.setdict(given)
    with pytest.raises(ValueError, match=missing):
        check_notifications(settings)


def test_without_spidermon_it_is_told_how_to_get_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.setdict({"NOTIFY_SLACK_TOKEN": SLACK_TOKEN, "NOTIFY_SLACK_CHANNELS": "C01"})
    monkeypatch.setattr("newsspiders.notifications.channels.find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"pip install 'newsspiders\[notify\]'"):
        check_notifications(settings)
