"""The preview's HTTP server: this machine only, and of this machine only who knows the address.

The address holds a random token; the Host header must be ours, so that no other name can be made to point here; what
changes something is a POST of JSON, which no foreign page can send.
"""

from __future__ import annotations

import hmac
import json
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

from extractors import ExtractorsError
from newsspiders.preview.notation import NotationError, change_of, code_of
from newsspiders.preview.reading import reading_as_dict
from newsspiders.preview.workbench import Workbench, offer_as_dict

_STATIC = Path(__file__).with_name("static")
_FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "style.css": ("style.css", "text/css; charset=utf-8"),
    "app.js": ("app.js", "text/javascript; charset=utf-8"),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_LONGEST_BODY = 1024 * 1024
_HTML = "text/html; charset=utf-8"

Told: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    content: bytes
    type: str
    policy: str = _POLICY


class _Refusal(Exception):
    """A request that is not answered. The message goes to whoever asked."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class PreviewServer(ThreadingHTTPServer):
    """Serves one workbench on 127.0.0.1.

    :raises OSError: the port is taken.
    """

    daemon_threads = True

    def __init__(self, workbench: Workbench, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.workbench = workbench
        self.token = secrets.token_urlsafe(24)

    @property
    def url(self) -> str:
        """Where the preview is."""
        return f"http://127.0.0.1:{self.server_port}/{self.token}/"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser that means this server says in Host."""
        return frozenset(f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost"))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser hangs up when it has seen enough; anything else is a fault, and the terminal tells it."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "preview"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        """A file of the page, or the frame."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """One of `_CALLS`."""
        self._answer(self._post)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to the terminal."""

    def _answer(self, make: Callable[[str, str], _Answer]) -> None:
        try:
            status, answer = HTTPStatus.OK, make(*self._checked_path())
        except _Refusal as refusal:
            status, answer = refusal.status, _json({"error": str(refusal)})
            self.close_connection = True  # a body that was not read would be the next request
        except (ExtractorsError, ValueError, OSError) as error:
            status, answer = HTTPStatus.UNPROCESSABLE_ENTITY, _json({"error": _words_of(error)})
        except Exception:
            fault = {"error": "that is a fault of the preview's own; the terminal tells more"}
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, _json(fault))
            raise
        self._send(status, answer)

    def _send(self, status: HTTPStatus, answer: _Answer) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", answer.type),
            ("Content-Length", str(len(answer.content))),
            ("Content-Security-Policy", answer.policy),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content)

    def _checked_path(self) -> tuple[str, str]:
        """What is asked for below the token, and the query.

        :raises _Refusal: by someone who has no business here.
        """
        if self.headers.get("Host", "") not in self.server.hosts:
            raise _Refusal(HTTPStatus.FORBIDDEN, "this address is not mine")
        own_origins = {f"http://{host}" for host in self.server.hosts}
        if (origin := self.headers.get("Origin")) is not None and origin not in own_origins:
            raise _Refusal(HTTPStatus.FORBIDDEN, "another page asked")
        parts = urlsplit(self.path)
        token, _, rest = parts.path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise _Refusal(HTTPStatus.FORBIDDEN, "open the address that `scrapy preview` printed")
        return rest, parts.query

    def _get(self, name: str, query: str) -> _Answer:
        if name in _FILES:
            file, content_type = _FILES[name]
            return _Answer(content=(_STATIC / file).read_bytes(), type=content_type)
        if name == "frame":
            asked = parse_qs(query)
            number = _number({"sample": int(asked.get("sample", ["-1"])[0])}, "sample")
            frame = self.server.workbench.frame(number, online=asked.get("online") == ["1"])
            return _Answer(content=frame.html.encode(), type=_HTML, policy=frame.policy)
        raise _Refusal(HTTPStatus.NOT_FOUND, f"there is no {name!r}")

    def _post(self, name: str, query: str) -> _Answer:
        call = _CALLS.get(name)
        if call is None:
            raise _Refusal(HTTPStatus.NOT_FOUND, f"there is no {name!r}")
        told = self._read_json()
        try:
            return _json(call(self.server.workbench, told))
        except NotationError as error:
            raise _Refusal(HTTPStatus.BAD_REQUEST, str(error)) from error

    def _read_json(self) -> Told:
        if self.headers.get_content_type() != "application/json":
            raise _Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > _LONGEST_BODY:
            raise _Refusal(HTTPStatus.BAD_REQUEST, "Content-Length is missing or too much")
        try:
            told = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise _Refusal(HTTPStatus.BAD_REQUEST, f"no JSON: {error}") from error
        if not isinstance(told, dict):
            raise _Refusal(HTTPStatus.BAD_REQUEST, "no JSON object")
        return told


def _state(workbench: Workbench, told: Told) -> Told:
    return workbench.state()


def _reading(workbench: Workbench, told: Told) -> Told:
    return reading_as_dict(workbench.reading(_number(told, "sample")))


def _offer(workbench: Workbench, told: Told) -> Told:
    return offer_as_dict(workbench.offer(_number(told, "sample"), _number(told, "piece")))


def _impact(workbench: Workbench, told: Told) -> Told:
    change = None if told.get("change") is None else change_of(_object(told["change"]))
    impacts = [one.as_dict() for one in workbench.impact(change)]
    return {"impacts": impacts, "code": code_of(change) if change else ""}


def _apply(workbench: Workbench, told: Told) -> Told:
    workbench.apply(change_of(_object(told.get("change"))))
    return workbench.state()


def _take_back(workbench: Workbench, told: Told) -> Told:
    workbench.take_back(_number(told, "number"))
    return workbench.state()


def _diff(workbench: Workbench, told: Told) -> Told:
    return {"diff": workbench.write(for_real=False)}


def _write(workbench: Workbench, told: Told) -> Told:
    return {"diff": workbench.write(for_real=True), "state": workbench.state()}


_CALLS: Mapping[str, Callable[[Workbench, Told], Told]] = {
    "state": _state,
    "reading": _reading,
    "offer": _offer,
    "impact": _impact,
    "apply": _apply,
    "take-back": _take_back,
    "diff": _diff,
    "write": _write,
}


def _number(told: Told, name: str) -> int:
    value = told.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotationError(f"{name} is {value!r}; send a number")
    return value


def _object(value: object) -> Told:
    if not isinstance(value, dict):
        raise NotationError("change is missing; send an object")
    return value


def _json(value: Told) -> _Answer:
    return _Answer(content=json.dumps(value, ensure_ascii=False).encode(), type="application/json")


def _words_of(error: Exception) -> str:
    """What a mistake is called, without the place in our own code that found it."""
    place, mark, words = str(error).partition(".py:")
    return words.partition(": ")[2] if mark and "/" in place else str(error)
