"""WARC files for the tests, written by the project, and read by warcio's own reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from newsspiders.archive.records import Exchange, Extracted, pack_records, warcinfo_record

START = datetime(2026, 3, 7, 8, 0, 0, 250_000, tzinfo=UTC)
HTML = (b"Content-Type", b"text/html; charset=utf-8")


def exchange(number: int = 1, *, minutes: int = 0, url: str = "", status: int = 200, body: bytes | None = None,
             headers: tuple[tuple[bytes, bytes], ...] = (HTML,)) -> Exchange:  # fmt: skip
    """An answer of news.example."""
    return Exchange(
        url=url or f"https://news.example/a-{number}.html",
        fetched_at=START + timedelta(minutes=minutes),
        status=status,
        headers=headers,
        body=f"<p>Tin số {number}".encode() if body is None else body,
    )


def extracted(source: Exchange) -> Extracted:
    """What somebody took from an answer."""
    return Extracted(url=source.url, created_at=source.fetched_at, refers_to=source.record_id, facts=b'{"title": "T"}')


def write_warc(path: Path, entries: Iterable[Exchange | Extracted]) -> list[int]:
    """A packed WARC file; where each entry's first record begins, and where the file ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = pack_records([warcinfo_record(filename=path.name, created_at=START, about={})])
    offsets = []
    for entry in entries:
        offsets.append(len(packed))
        packed += pack_records(entry.records())
    path.write_bytes(packed)
    return [*offsets, len(packed)]


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as another tool sees it."""

    kind: str
    url: str
    record_id: str
    headers: dict[str, str]
    status: str
    http_headers: list[tuple[str, str]]
    payload: bytes


def read_as_others_do(path: Path) -> list[Seen]:
    """The records that warcio finds; fails where a digest is wrong."""
    seen = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            http = record.http_headers
            seen.append(
                Seen(
                    kind=record.rec_type,
                    url=record.rec_headers.get_header("WARC-Target-URI") or "",
                    record_id=record.rec_headers.get_header("WARC-Record-ID"),
                    headers=dict(record.rec_headers.headers),
                    status=http.get_statuscode() if http and record.rec_type == "response" else "",
                    http_headers=http.headers if http else [],
                    payload=record.raw_stream.read(),
                )
            )
    return seen
