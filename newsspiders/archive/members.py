"""Members of WARC files: each record with its place in the file, and what is damaged between them.

One bad record never costs the rest: reading goes on at the next place where a record begins. Knows nothing of HTTP.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

MAX_RECORD_BYTES = 64 * 1024 * 1024
"""A record larger than this is reported and passed over."""

_MAX_HEAD_BYTES = 64 * 1024
_CHUNK_BYTES = 64 * 1024
_TRIAL_BYTES = 1024
_GZIP_MAGIC = b"\x1f\x8b\x08"
_RECORD_START = b"WARC/"
_BETWEEN_RECORDS = b"\r\n\r\n"
_LENGTH = re.compile(r"[0-9]{1,18}")

HeaderTest: TypeAlias = Callable[[StatusAndHeaders], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A part of a WARC file that can not be read."""

    path: Path
    offset: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: damaged at byte {self.offset}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A record and its place."""

    offset: int
    length: int
    """What it takes in the file, packed as it is there."""
    headers: StatusAndHeaders
    """The record's, not those of the HTTP message in it."""
    block: bytes

    @property
    def kind(self) -> str:
        """Its WARC-Type: response, request, metadata, warcinfo, …"""
        return self.header("WARC-Type")

    def header(self, name: str) -> str:
        """A header of the record; empty when it has none of that name."""
        return self.headers.get_header(name) or ""


def iter_members(path: Path, *, wanted: HeaderTest | None = None) -> Iterator[Member | Damage]:
    """The records of a `.warc.gz` or `.warc` file, in order; of those that are not `wanted` no block is kept.

    :raises OSError: the file can not be read.
    """
    with path.open("rb") as file:
        is_packed = _is_packed(file, path)
        offset: int | None = 0
        while offset is not None and not _is_at_end(file, offset):
            try:
                member, end = _read_record(file, offset, is_packed=is_packed, wanted=wanted)
            except _DamagedError as error:
                yield Damage(path=path, offset=offset, reason=str(error))
                offset = error.next_offset or _find_next(file, offset + 1, is_packed=is_packed)
            else:
                if member is not None:
                    yield member
                offset = end


def read_member(path: Path, offset: int) -> Member | Damage:
    """The record that begins at a place.

    :raises OSError: the file can not be read.
    """
    with path.open("rb") as file:
        try:
            member, _ = _read_record(file, offset, is_packed=_is_packed(file, path), wanted=None)
        except _DamagedError as error:
            return Damage(path=path, offset=offset, reason=str(error))
    assert member is not None  # all are wanted
    return member


class _DamagedError(Exception):
    """What is wrong with a record; never leaves this module."""

    def __init__(self, reason: str, *, next_offset: int | None = None) -> None:
        super().__init__(reason)
        self.next_offset = next_offset
        """Where the next record begins, if that is known."""


class _Unpacked(io.RawIOBase):
    """What one gzip member unpacks to."""

    def __init__(self, file: BinaryIO) -> None:
        """Begins where `file` stands."""
        self._file = file
        self._unzipper = zlib.decompressobj(wbits=31)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what io.BufferedReader passes
        """Fill the buffer, or a part of it; 0 at the end of the member."""
        while not self._unzipper.eof:
            packed = self._unzipper.unconsumed_tail or self._file.read(_CHUNK_BYTES)
            if not packed:
                raise _DamagedError("the file ends in the middle of a record")
            try:
                unpacked = self._unzipper.decompress(packed, len(buffer))
            except zlib.error as error:
                raise _DamagedError(f"broken gzip ({error})") from error
            if unpacked:
                buffer[: len(unpacked)] = unpacked
                return len(unpacked)
        return 0

    @property
    def end(self) -> int:
        """Where the next member begins; known when this one is read to its end."""
        return self._file.tell() - len(self._unzipper.unused_data)


def _is_packed(file: BinaryIO, path: Path) -> bool:
    """By its first bytes; by its name when they are damaged."""
    file.seek(0)
    start = file.read(len(_RECORD_START))
    return start.startswith(_GZIP_MAGIC) or (start != _RECORD_START and path.suffix == ".gz")


def _is_at_end(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return not file.read(1)


def _read_record(
    file: BinaryIO, offset: int, *, is_packed: bool, wanted: HeaderTest | None
) -> tuple[Member | None, int]:
    """The record, None when it is not wanted, and where it ends."""
    file.seek(offset)
    if is_packed:
        unpacked = _Unpacked(file)
        stream: BinaryIO = io.BufferedReader(unpacked, _CHUNK_BYTES)
    else:
        stream = file
    headers, size = _read_head(stream)
    is_kept = size <= MAX_RECORD_BYTES and (wanted is None or wanted(headers))
    block = _read_block(stream, size, is_kept=is_kept)
    if is_packed:
        _check_member_ends(stream, unpacked)
        end = unpacked.end
    else:
        _check_record_ends(stream)
        end = file.tell()
    if size > MAX_RECORD_BYTES:
        raise _DamagedError(f"a record of {size} bytes; {MAX_RECORD_BYTES} are the limit", next_offset=end)
    member = Member(offset=offset, length=end - offset, headers=headers, block=block) if is_kept else None
    return member, end


def _read_head(stream: BinaryIO) -> tuple[StatusAndHeaders, int]:
    """The record's own headers, and the size of its block."""
    limited = LimitReader(stream, _MAX_HEAD_BYTES)
    try:
        headers = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES).parse(limited)
    except (StatusAndHeadersParserException, EOFError) as error:
        raise _DamagedError("something else than a WARC record") from error
    length = (headers.get_header("Content-Length") or "").strip()
    if not limited.limit or not _LENGTH.fullmatch(length):
        raise _DamagedError("a record that does not tell its length")
    return headers, int(length)


def _read_block(stream: BinaryIO, size: int, *, is_kept: bool) -> bytes:
    if is_kept:
        block = stream.read(size)
        missing = size - len(block)
    else:
        block, missing = b"", size
        while missing and (chunk := stream.read(min(missing, _CHUNK_BYTES))):
            missing -= len(chunk)
    if missing:
        raise _DamagedError(f"a record that is {missing} bytes shorter than it says")
    return block


def _check_member_ends(stream: BinaryIO, unpacked: _Unpacked) -> None:
    """Read the member to its end, which also checks its sum."""
    has_more = False
    while chunk := stream.read(_CHUNK_BYTES):
        has_more = has_more or bool(chunk.strip(b"\r\n"))
    if has_more:
        raise _DamagedError(
            "more than one record in a gzip member, or a wrong length; mend it with: warcio recompress OLD NEW",
            next_offset=unpacked.end,
        )


def _check_record_ends(stream: BinaryIO) -> None:
    tail = stream.read(len(_BETWEEN_RECORDS))
    if not _BETWEEN_RECORDS.startswith(tail):
        raise _DamagedError("a record that is longer than it says")


def _find_next(file: BinaryIO, start: int, *, is_packed: bool) -> int | None:
    """Where the next record begins at `start` or after; None when there is none."""
    if is_packed:
        return next((place for place in _iter_places(file, start, _GZIP_MAGIC) if _is_record(file, place)), None)
    place = next(_iter_places(file, start, _BETWEEN_RECORDS + _RECORD_START), None)
    return None if place is None else place + len(_BETWEEN_RECORDS)


def _iter_places(file: BinaryIO, start: int, marker: bytes) -> Iterator[int]:
    """Where the marker stands in the rest of the file."""
    window = b""
    while True:
        file.seek(start + len(window))
        chunk = file.read(_CHUNK_BYTES)
        if not chunk:
            return
        window += chunk
        for match in re.finditer(re.escape(marker), window):
            yield start + match.start()
        kept = window[1 - len(marker) :]
        start += len(window) - len(kept)
        window = kept


def _is_record(file: BinaryIO, place: int) -> bool:
    """Whether a WARC record unpacks from here; three bytes of a packed body can look like gzip too."""
    file.seek(place)
    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(file.read(_TRIAL_BYTES), len(_RECORD_START))
    except zlib.error:
        return False
    return unpacked == _RECORD_START
