"""Mail: by a mail server that takes it from us."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import ClassVar, Literal

from newsspiders.notifications.channel import SOCKET_SECONDS, Undelivered
from newsspiders.notifications.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail server, and who writes to whom by it."""

    name: ClassVar[str] = "mail"
    recipients: tuple[str, ...]
    sender: str
    host: str
    port: int
    tls: Literal["starttls", "tls", "none"]
    user: str
    """Empty: it asks for none."""
    password: str = field(repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The password."""
        return (self.password,)

    def send(self, message: Message, recipient: str) -> None:
        """Send.

        :raises Undelivered: the server did not take it.
        """
        try:
            with self._connect() as server:
                if self.tls == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(write_letter(message, sender=self.sender, recipient=recipient))
        except smtplib.SMTPAuthenticationError as error:
            raise Undelivered(f"{_told(error)}; look at NOTIFY_SMTP_USER and NOTIFY_SMTP_PASSWORD") from error
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise Undelivered(f"{code} {words.decode(errors='replace')}") from error
        except smtplib.SMTPResponseException as error:
            raise Undelivered(_told(error)) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Undelivered(
                f"{error}; NOTIFY_SMTP_TLS is {self.tls!r}, and may be 'starttls', 'tls', 'none'"
            ) from error
        except (OSError, ValueError) as error:  # SMTPException is an OSError
            raise Undelivered(f"no answer of {self.host}:{self.port}: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        if self.tls == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SOCKET_SECONDS, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=SOCKET_SECONDS)


def write_letter(message: Message, *, sender: str, recipient: str) -> EmailMessage:
    """A message as a mail."""
    letter = EmailMessage()
    letter["Subject"] = message.headline
    letter["From"] = sender
    letter["To"] = recipient
    letter["Date"] = formatdate()
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"  # holiday replies stay away
    letter.set_content(message.text)
    return letter


def _told(error: smtplib.SMTPResponseException) -> str:
    words = error.smtp_error
    return f"{error.smtp_code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
