"""HTTP messages as bytes: heads written so that no header value can break them, responses parsed, bodies decoded.

Asks no network. What is parsed here was archived by us or by another tool.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from http.client import responses
from io import BytesIO
from struct import error as StructError
from typing import TypeAlias
from urllib.parse import SplitResult

# Private, but the very functions of the live crawl: what it could read, a replay can. Scrapy is pinned to 2.19.
from scrapy.utils import _compression
from scrapy.utils.gz import gunzip
from warcio.bufferedreaders import ChunkedDataReader

Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]

_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]+")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?!\d)")
_REWRITTEN = (b"transfer-encoding", b"content-length")
_SECRET = (b"authorization", b"proxy-authorization", b"cookie")
_DECODERS = {
    b"gzip": gunzip,
    b"x-gzip": gunzip,
    b"deflate": _compression._inflate,
    b"br": _compression._unbrotli,
    b"zstd": _compression._unzstd,
}
_DECODER_ERRORS = (
    OSError,
    EOFError,
    ValueError,
    StructError,
    zlib.error,
    _compression.brotli.error,  # type: ignore[attr-defined]  # imported there by platform
    _compression.zstd.ZstdError,  # type: ignore[attr-defined]  # the same
)


class HttpMessageError(ValueError):
    """Bytes that are no HTTP response, or a body that can not be decoded. The message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """An HTTP response."""

    status: int
    headers: Headers
    body: bytes
    """As sent, still content-encoded."""

    def values(self, name: bytes) -> tuple[bytes, ...]:
        """The values of a header, in order."""
        return tuple(value for known, value in self.headers if known.lower() == name.lower())

    @property
    def content_type(self) -> str:
        """The first Content-Type, parameters and all; empty when there is none."""
        return next(iter(self.values(b"Content-Type")), b"").decode("latin-1")


def response_head(status: int, headers: Headers, *, protocol: str, body_size: int) -> bytes:
    """Status line and headers of a response whose body is whole, not in chunks: its length is said, its transfer
    encoding not.
    """
    version = protocol if protocol in ("HTTP/1.0", "HTTP/1.1") else "HTTP/1.1"  # no other has a text form
    kept = tuple((name, value) for name, value in headers if name.lower() not in _REWRITTEN)
    length = (b"Content-Length", str(body_size).encode())
    return _head(f"{version} {status:03} {responses.get(status, '')}".rstrip(), (*kept, length))


def request_head(method: str, url: SplitResult, headers: Headers) -> bytes:
    """Request line and headers, without those that hold secrets."""
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    kept = tuple((name, value) for name, value in headers if name.lower() not in _SECRET)
    if not any(name.lower() == b"host" for name, _ in kept):
        kept = ((b"Host", url.netloc.rpartition("@")[2].encode()), *kept)
    return _head(f"{method} {target} HTTP/1.1", kept)


def clean_header(part: bytes) -> bytes:
    """A header's name or value without line breaks and control characters.

    >>> clean_header(b" a\\r\\nSet-Cookie: b")
    b'a Set-Cookie: b'
    """
    return _CONTROL.sub(b" ", part).strip()


def parse_response(block: bytes) -> HttpResponse:
    """The response of a record's block. A body in chunks, as other tools keep it, is joined.

    :raises HttpMessageError: it is no HTTP response.
    """
    start_line, _, rest = block.partition(b"\n")
    status = _STATUS_LINE.match(start_line)
    if not status:
        raise HttpMessageError(f"no HTTP response but something that begins with {block[:40]!r}")
    end = _END_OF_HEAD.search(block)
    head, body = (rest, b"") if end is None else (block[len(start_line) + 1 : end.start()], block[end.end() :])
    response = HttpResponse(status=int(status[1]), headers=_parse_headers(head), body=body)
    if not any(b"chunked" in value.lower() for value in response.values(b"Transfer-Encoding")):
        return response
    headers = tuple((name, value) for name, value in response.headers if name.lower() not in _REWRITTEN)
    return HttpResponse(status=response.status, headers=headers, body=_join_chunks(body))


def decode_body(response: HttpResponse, *, max_bytes: int) -> bytes:
    """The body without its content encodings; one that is not known stays.

    :raises HttpMessageError: broken, or larger than `max_bytes`.
    """
    named = b",".join(response.values(b"Content-Encoding")).lower().split(b",")
    body = response.body
    for encoding in reversed([name.strip() for name in named]):
        decoder = _DECODERS.get(encoding)
        if decoder is None or not body:
            break
        try:
            body = decoder(body, max_size=max_bytes)
        except _DECODER_ERRORS as error:
            raise HttpMessageError(f"body can not be decoded from {encoding.decode()} ({error})") from error
    return body


def _head(start_line: str, headers: Headers) -> bytes:
    cleaned = ((clean_header(name).replace(b":", b"_"), clean_header(value)) for name, value in headers)
    lines = [clean_header(start_line.encode("ascii", "replace"))]
    lines += [name + b": " + value for name, value in cleaned if name]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _parse_headers(head: bytes) -> Headers:
    headers: list[tuple[bytes, bytes]] = []
    for line in head.split(b"\n"):
        if line[:1] in (b" ", b"\t") and headers:  # a long value goes on
            name, value = headers.pop()
            headers.append((name, value + b" " + line.strip()))
        elif b":" in line:
            name, _, value = line.partition(b":")
            headers.append((name.strip(), value.strip()))
    return tuple(headers)


def _join_chunks(body: bytes) -> bytes:
    reader = ChunkedDataReader(BytesIO(body))
    return b"".join(iter(reader.read, b""))
