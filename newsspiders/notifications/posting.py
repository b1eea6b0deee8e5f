"""Post JSON, and read the JSON that comes back. Logs nothing: addresses and heads may have secrets in them."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError, URLError

from newsspiders.notifications.channel import SOCKET_SECONDS, Undelivered

_ANSWER_BYTES = 65536
_TOO_MANY = 429
_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a service answered."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    """Empty when it was no JSON object."""
    retry_after: float | None = None
    """Seconds it wants to be left alone."""

    @property
    def is_ok(self) -> bool:
        """Whether the service says so itself, as Telegram's and Slack's do."""
        return self.body.get("ok") is True

    def refused(self, told: str, *, remedy: str | None) -> Undelivered:
        """What went wrong, in the service's words, and what to do."""
        return Undelivered(f"HTTP {self.status}, {told}" + (f"; {remedy}" if remedy else ""))


def post(url: str, body: Mapping[str, Any], *, headers: Mapping[str, str] | None = None) -> Reply:
    """The answer, whatever its status; a service that asks for a short pause gets it, and is asked once more.

    :raises Undelivered: there is none.
    """
    content = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    data = json.dumps(body).encode()
    reply = _ask(url, data, content)
    if reply.status == _TOO_MANY and (reply.retry_after or 0) <= _PATIENCE_SECONDS:
        time.sleep(reply.retry_after or 1)
        reply = _ask(url, data, content)
    return reply


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Where a service sends us is not where the secret is to go."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """None: the redirect is the answer."""


def _ask(url: str, data: bytes, headers: Mapping[str, str]) -> Reply:
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        request = urllib.request.Request(url, data, dict(headers))  # noqa: S310
        try:
            with opener.open(request, timeout=SOCKET_SECONDS) as response:
                return _reply(response.status, response.headers, response.read(_ANSWER_BYTES))
        except HTTPError as error:
            with error:
                return _reply(error.code, error.headers, error.read(_ANSWER_BYTES))
    except URLError as error:
        raise Undelivered(f"no answer: {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise Undelivered(f"no answer: {error}") from error


def _reply(status: int, headers: Message[str, str], content: bytes) -> Reply:
    try:
        body = json.loads(content)
    except ValueError:
        body = None
    body = body if isinstance(body, dict) else {}
    parameters = body.get("parameters")  # Telegram's place for it
    waits = str(headers.get("Retry-After") or (isinstance(parameters, dict) and parameters.get("retry_after")))
    return Reply(status=status, body=body, retry_after=float(waits) if re.fullmatch("[0-9]{1,9}", waits) else None)
