"""Captures: the responses of WARC files, with their bodies decoded. What can not be read is told, not skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders

from extractors.urls import is_on_site
from newsspiders.archive.http_messages import Headers, HttpMessageError, HttpResponse, decode_body, parse_response
from newsspiders.archive.members import MAX_RECORD_BYTES, Damage, Member, iter_members, read_member

__all__ = ["Captured", "Damage", "iter_captures", "read_capture", "warc_files"]

_SUFFIXES = (".warc.gz", ".warc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """One archived response."""

    url: str
    fetched_at: datetime
    """Aware; in UTC."""
    status: int
    headers: Headers
    """As sent; Content-Encoding too, although `body` is decoded."""
    body: bytes
    """Without content encodings."""
    record_id: str
    content_type: str
    """As sent, with its charset; empty when the server named none."""
    path: Path
    offset: int
    """Where its record begins in the file."""


def iter_captures(
    path: Path,
    *,
    hosts: Iterable[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[Captured | Damage]:
    """The responses of a WARC file, or of all below a folder, in the order they were written.

    With `hosts` only those of these hosts and what is below them; from `since` on, before `until` (both aware).

    :raises OSError: a file can not be read.
    """
    domains = None if hosts is None else tuple(hosts)

    def is_wanted(headers: StatusAndHeaders) -> bool:
        if headers.get_header("WARC-Type") != "response":
            return False
        if domains is not None and not is_on_site(target_url(headers), domains=domains):
            return False
        moment = parse_warc_date(headers.get_header("WARC-Date") or "")
        if moment is None:
            return True  # to be told as damage
        return (since is None or moment >= since) and (until is None or moment < until)

    for file in warc_files(path):
        for member in iter_members(file, wanted=is_wanted):
            yield member if isinstance(member, Damage) else capture_of(member, path=file)


def read_capture(path: Path, offset: int) -> Captured | Damage:
    """The response whose record begins at a place.

    :raises OSError: the file can not be read.
    """
    member = read_member(path, offset)
    return member if isinstance(member, Damage) else capture_of(member, path=path)


def read_response(path: Path, offset: int) -> tuple[HttpResponse, Member] | Damage:
    """The response at a place as it was sent, and its record.

    :raises OSError: the file can not be read.
    """
    member = read_member(path, offset)
    if isinstance(member, Damage):
        return member
    try:
        return parse_response(member.block), member
    except HttpMessageError as error:
        return Damage(path=path, offset=offset, reason=str(error))


def warc_files(path: Path) -> tuple[Path, ...]:
    """The WARC files below a folder, by name; the path itself when it is a file."""
    if not path.is_dir():
        return (path,)
    return tuple(sorted(found for found in path.rglob("*") if is_warc_name(found.name) and found.is_file()))


def is_warc_name(name: str) -> bool:
    """Whether a file of that name is a WARC file.

    >>> is_warc_name("vietnamplus-20261123021249-00000-77.warc.gz")
    True
    """
    return name.endswith(_SUFFIXES)


def capture_of(member: Member, *, path: Path) -> Captured | Damage:
    """The capture of a response's record."""
    moment = parse_warc_date(member.header("WARC-Date"))
    if moment is None:
        return Damage(path=path, offset=member.offset, reason="a response without a date")
    try:
        response = parse_response(member.block)
        body = decode_body(response, max_bytes=MAX_RECORD_BYTES)
    except HttpMessageError as error:
        return Damage(path=path, offset=member.offset, reason=str(error))
    return Captured(
        url=target_url(member.headers),
        fetched_at=moment,
        status=response.status,
        headers=response.headers,
        body=body,
        record_id=member.header("WARC-Record-ID"),
        content_type=response.content_type,
        path=path,
        offset=member.offset,
    )


def target_url(headers: StatusAndHeaders) -> str:
    """The URL a record is about; wget puts it in angle brackets."""
    return str(headers.get_header("WARC-Target-URI") or "").strip("<>")


def parse_warc_date(raw: str) -> datetime | None:
    """The moment of a WARC-Date; None when it is none.

    >>> parse_warc_date("2026-03-07T08:00:00Z").isoformat()
    '2026-03-07T08:00:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
