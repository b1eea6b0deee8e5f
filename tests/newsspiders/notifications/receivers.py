"""Services on 127.0.0.1 that take messages: one server that speaks as Telegram and as Slack, and a mail server."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.newsspiders.serving import serving

TELEGRAM_TOKEN = "123456:AAf-secret_of_the_bot"
SLACK_TOKEN = "xoxb-secret-of-the-app"
PASSWORD = "s3cret of the mail"
SECRETS = (TELEGRAM_TOKEN, SLACK_TOKEN, PASSWORD)


@dataclass(slots=True)
class Service:
    """Telegram and Slack in one: what came, and how it behaves."""

    url: str = ""
    telegram: list[dict[str, Any]] = field(default_factory=list)
    """What bots sent."""
    slack: list[dict[str, Any]] = field(default_factory=list)
    """What apps sent."""
    asked: list[str] = field(default_factory=list)
    """Every path, also of what was refused."""
    too_many: list[int] = field(default_factory=list)
    """Seconds that the next requests are told to wait."""
    answer: tuple[int, bytes] | None = None
    """In the place of a service's own, when set."""
    redirect: str | None = None
    """Where every request is sent, when set."""
    drips: bool = False
    """Whether an answer comes byte by byte, without end."""

    def settings(self, *, slack: bool = True) -> tuple[str, ...]:
        """The arguments that make this the service of a run."""
        telegram = {
            "NOTIFY_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "NOTIFY_TELEGRAM_CHATS": "-1001",
            "NOTIFY_TELEGRAM_URL": self.url,
        }
        others = {
            "NOTIFY_SLACK_TOKEN": SLACK_TOKEN,
            "NOTIFY_SLACK_CHANNELS": "C01",
            "NOTIFY_SLACK_URL": f"{self.url}/api/",
        }
        chosen = {**telegram, **(others if slack else {})}
        return tuple(part for name, value in chosen.items() for part in ("-s", f"{name}={value}"))

    def reply(self, path: str, body: dict[str, Any], authorization: str) -> tuple[int, dict[str, Any]]:
        """What the service that is asked says."""
        if path.startswith("/bot"):
            if path != f"/bot{TELEGRAM_TOKEN}/sendMessage":
                return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
            if body["chat_id"] != "-1001":
                return 400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
            self.telegram.append(body)
            return 200, {"ok": True, "result": {"message_id": 7}}
        assert path == "/api/chat.postMessage", path
        if authorization != f"Bearer {SLACK_TOKEN}":
            return 200, {"ok": False, "error": "invalid_auth"}
        if body["channel"] != "C01":
            return 200, {"ok": False, "error": "channel_not_found"}
        self.slack.append(body)
        return 200, {"ok": True, "ts": "1.2"}


@contextmanager
def running_service() -> Iterator[Service]:
    """A running service; stopped at the end."""
    service = Service()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    server.daemon_threads = True
    server.block_on_close = False
    service.url = f"http://127.0.0.1:{server.server_port}"
    with serving(server):
        yield service


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.asked.append(self.path)
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if service.drips:
                self._drip()
            elif service.redirect:
                self.send_response(302)
                self.send_header("Location", service.redirect)
                self.end_headers()
            elif service.answer:
                self._answer(*service.answer)
            elif service.too_many:
                wait = service.too_many.pop(0)
                refusal = {"ok": False, "error": "ratelimited", "description": f"Too Many Requests: retry after {wait}"}
                self._answer(429, json.dumps(refusal).encode(), wait=wait)
            else:
                status, reply = service.reply(self.path, body, self.headers.get("Authorization", ""))
                self._answer(status, json.dumps(reply).encode())

        def do_GET(self) -> None:
            service.asked.append(self.path)
            self._answer(200, b'{"ok": true}')

        def _answer(self, status: int, content: bytes, *, wait: int | None = None) -> None:
            self.send_response(status)
            if wait is not None:
                self.send_header("Retry-After", str(wait))
            self.end_headers()
            self.wfile.write(content)

        def _drip(self) -> None:
            try:
                while True:
                    self.wfile.write(b"H")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to the terminal."""

    return Handler


@dataclass  # without slots: aiosmtpd asks for all attributes, and Python 3.11.2 trips over one that slots leave behind
class Mailbox:
    """A mail server: what came."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refuses: str = ""
    """The recipient that it does not know."""

    def settings(self) -> tuple[str, ...]:
        """The arguments that make this the mail server of a run."""
        given = {
            "NOTIFY_MAIL_TO": "desk@news.example",
            "NOTIFY_MAIL_FROM": "crawler@news.example",
            "NOTIFY_SMTP_HOST": "127.0.0.1",
            "NOTIFY_SMTP_PORT": self.port,
            "NOTIFY_SMTP_TLS": "none",
        }
        return tuple(part for name, value in given.items() for part in ("-s", f"{name}={value}"))

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Take the recipient, or not."""
        if address == self.refuses:
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the letter."""
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class _AnyPort(Controller):
    """aiosmtpd asks its server for a sign of life, and wants to know its port for that."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's


@contextmanager
def running_mailbox(*, context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """A running mail server; with a context it wants STARTTLS and a login."""
    mailbox = Mailbox()
    asks: dict[str, Any] = {
        "tls_context": context,
        "require_starttls": True,
        "authenticator": _login,
        "auth_required": True,
    }
    controller = _AnyPort(mailbox, hostname="127.0.0.1", port=0, **(asks if context else {}))
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox
    finally:
        controller.stop()


def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth_data: object) -> AuthResult:
    is_known = auth_data == LoginPassword(b"desk", PASSWORD.encode())
    return AuthResult(success=is_known, handled=False)
