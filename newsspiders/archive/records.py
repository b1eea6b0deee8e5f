"""WARC/1.1 records (https://iipc.github.io/warc-specifications/): the facts of a fetch in, packed records out.

Writes no files and reads no clock. `reader` reads records back, `http_messages` knows the HTTP inside them.
"""

from __future__ import annotations

import string
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import quote, urlsplit
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from newsspiders.archive.http_messages import Headers, request_head, response_head

_GZIP_LEVEL = 3  # a third of the time of level 6, for a sixth more bytes
_GZIP_STORED = 0  # a body that came packed gets no smaller, and trying takes longer than all else
_GZIP_WINDOW = 31
_WARC_VERSION = "WARC/1.1"
_URL_CHARACTERS = "".join(set(string.punctuation) - set("<>"))


def new_record_id() -> str:
    """A WARC-Record-ID that no other record has."""
    return f"<urn:uuid:{uuid4()}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One response and the request it answers."""

    url: str
    fetched_at: datetime
    """Aware; when the response had arrived."""
    status: int
    headers: Headers
    body: bytes
    """As sent, still content-encoded."""
    protocol: str = "HTTP/1.1"
    ip_address: str = ""
    truncated: str = ""
    """Why the body is not whole, in the words of the standard: length, time, disconnect, unspecified."""
    method: str = "GET"
    request_headers: Headers = ()
    request_body: bytes = b""
    record_id: str = field(default_factory=new_record_id)
    """Of the response's record."""

    def __post_init__(self) -> None:
        if self.fetched_at.tzinfo is None:
            raise ValueError("Exchange.fetched_at has no zone; pass datetime.now(UTC)")

    @property
    def size_bytes(self) -> int:
        """About what it takes in memory."""
        return len(self.body) + len(self.request_body)

    @property
    def gzip_level(self) -> int:
        """How much packing is worth."""
        is_packed = any(name.lower() == b"content-encoding" for name, _ in self.headers)
        return _GZIP_STORED if is_packed else _GZIP_LEVEL

    def records(self) -> tuple[ArcWarcRecord, ...]:
        """The response's record, then the request's."""
        fields = {
            "WARC-Target-URI": clean_url(self.url),
            "WARC-Date": warc_date(self.fetched_at),
            "WARC-IP-Address": self.ip_address,
        }
        response = _record(
            "response",
            {"WARC-Record-ID": self.record_id, **fields, "WARC-Truncated": self.truncated},
            block=response_head(self.status, self.headers, protocol=self.protocol, body_size=len(self.body))
            + self.body,
            payload=self.body,
            content_type="application/http; msgtype=response",
        )
        head = request_head(self.method, urlsplit(fields["WARC-Target-URI"]), self.request_headers)
        request = _record(
            "request",
            {"WARC-Record-ID": new_record_id(), **fields, "WARC-Concurrent-To": self.record_id},
            block=head + self.request_body,
            payload=self.request_body,
            content_type="application/http; msgtype=request",
        )
        return response, request


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What was extracted from a response."""

    url: str
    created_at: datetime
    """Aware."""
    refers_to: str
    """Record ID of the response."""
    facts: bytes
    """JSON."""

    @property
    def size_bytes(self) -> int:
        """About what it takes in memory."""
        return len(self.facts)

    @property
    def gzip_level(self) -> int:
        """How much packing is worth."""
        return _GZIP_LEVEL

    def records(self) -> tuple[ArcWarcRecord, ...]:
        """The metadata record."""
        fields = {
            "WARC-Record-ID": new_record_id(),
            "WARC-Target-URI": clean_url(self.url),
            "WARC-Date": warc_date(self.created_at),
            "WARC-Refers-To": self.refers_to,
        }
        record = _record("metadata", fields, block=self.facts, payload=self.facts, content_type="application/json")
        return (record,)


def warcinfo_record(*, filename: str, created_at: datetime, about: Mapping[str, str]) -> ArcWarcRecord:
    """The first record of a file: what wrote it, and for whom."""
    facts = {
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        **about,
    }
    block = "".join(f"{name}: {one_line(value)}\r\n" for name, value in facts.items() if value).encode()
    fields = {
        "WARC-Record-ID": new_record_id(),
        "WARC-Date": warc_date(created_at),
        "WARC-Filename": filename,
    }
    return _record("warcinfo", fields, block=block, payload=block, content_type="application/warc-fields")


def pack_records(records: Iterable[ArcWarcRecord], *, level: int = _GZIP_LEVEL) -> bytes:
    """The records as a file holds them: each a gzip member of its own."""
    return b"".join(_gzip(record, level=level) for record in records)


def warc_date(moment: datetime) -> str:
    """A WARC-Date with microseconds.

    >>> warc_date(datetime(2026, 3, 7, 8, tzinfo=UTC))
    '2026-03-07T08:00:00.000000Z'
    """
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def clean_url(url: str) -> str:
    """The URL with everything escaped that has no place in a header: spaces, control characters, non-ASCII.

    >>> clean_url("https://x.vn/a b\\r\\n%20c")
    'https://x.vn/a%20b%0D%0A%20c'
    """
    return quote(url, safe=_URL_CHARACTERS, errors="replace")


def one_line(text: str) -> str:
    """The text without line breaks and control characters."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _gzip(record: ArcWarcRecord, *, level: int) -> bytes:
    """One gzip member. In one go: warcio feeds zlib 16 KiB at a time, and each time a crawl's thread waits its turn."""
    plain = BytesIO()
    WARCWriter(plain, gzip=False).write_record(record)
    compressor = zlib.compressobj(level, zlib.DEFLATED, _GZIP_WINDOW)
    return compressor.compress(plain.getbuffer()) + compressor.flush()


def _record(kind: str, fields: Mapping[str, str], *, block: bytes, payload: bytes, content_type: str) -> ArcWarcRecord:
    """A record whose block is given as bytes: warcio would escape HTTP headers that are not ASCII."""
    named = [("WARC-Type", kind), *((name, one_line(value)) for name, value in fields.items() if value)]
    named += [("WARC-Block-Digest", _digest(block)), ("WARC-Payload-Digest", _digest(payload))]
    headers = StatusAndHeaders("", named, protocol=_WARC_VERSION)
    return ArcWarcRecord("warc", kind, headers, BytesIO(block), None, content_type, len(block))


def _digest(content: bytes) -> str:
    """SHA-1 in base32, what every WARC tool writes and checks."""
    digester = Digester("sha1")
    digester.update(content)
    return str(digester)
