"""The index of a WARC file: where each response is, as CDXJ lines in `<file>.cdxj` beside it, so that the file is
walked once. Sorted and keyed as pywb does it (https://specs.webrecorder.net/cdxj/0.1.0/).

Beyond the responses it lists the metadata records, which say that an article was extracted; they carry `refers_to`.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsspiders.archive.http_messages import HttpMessageError, parse_response
from newsspiders.archive.members import Damage, Member, iter_members
from newsspiders.archive.reader import parse_warc_date, target_url
from newsspiders.archive.records import clean_url, warc_date

_FORMAT = "newsspiders 1"
_KINDS = ("response", "metadata")
_EXTRACTED = "warc/metadata"
"""The mime type of metadata records in the index, in the manner of pywb's `warc/revisit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One record."""

    url: str
    fetched_at: datetime
    offset: int
    length: int
    record_id: str
    mime: str
    digest: str
    status: int | None = None
    """None for a metadata record."""
    refers_to: str = ""
    """For a metadata record: ID of the response it was extracted from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What a WARC file holds, and what of it is damaged."""

    path: Path
    entries: tuple[IndexEntry, ...]
    """By URL, then by time."""
    damages: tuple[Damage, ...]


def load_index(path: Path) -> Index:
    """The index of a WARC file: the one beside it if it fits, else a new one, kept there if that is allowed.

    :raises OSError: the WARC file can not be read.
    """
    size_bytes = path.stat().st_size
    beside = index_path(path)
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):  # none there, or not one of ours
        return _parse_index(beside.read_text("utf-8"), path=path, size_bytes=size_bytes)
    index = build_index(path)
    with contextlib.suppress(OSError):  # a folder that may only be read
        _replace(beside, _index_text(index, size_bytes=size_bytes))
    return index


def index_path(path: Path) -> Path:
    """Where the index of a WARC file is kept."""
    return path.with_name(f"{path.name}.cdxj")


def build_index(path: Path) -> Index:
    """Walk the file.

    :raises OSError: it can not be read.
    """
    entries: list[IndexEntry] = []
    damages: list[Damage] = []
    for member in iter_members(path, wanted=lambda headers: headers.get_header("WARC-Type") in _KINDS):
        found = member if isinstance(member, Damage) else _index_member(member, path=path)
        if isinstance(found, Damage):
            damages.append(found)
        elif found is not None:
            entries.append(found)
    entries.sort(key=lambda entry: (surt(entry.url), entry.fetched_at))
    return Index(path=path, entries=tuple(entries), damages=tuple(damages))


def surt(url: str) -> str:
    """The key of a URL in an index: the host turned round, everything in lower case, the query in order.

    >>> surt("https://www.VietnamPlus.vn/Tin-post1.vnp?b=2&a=1")
    'vn,vietnamplus)/tin-post1.vnp?a=1&b=2'
    """
    try:
        parts = urlsplit(clean_url(url).lower())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return clean_url(url).lower()
    host = (parts.hostname or "").removeprefix("www.")
    query = "&".join(sorted(parts.query.split("&")))
    key = f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}"
    return f"{key}?{query}" if query else key


def _index_member(member: Member, *, path: Path) -> IndexEntry | Damage | None:
    """The entry of a record; None for metadata of other tools."""
    status, mime, refers_to = None, _EXTRACTED, member.header("WARC-Refers-To")
    if member.kind == "response":
        try:
            response = parse_response(member.block)
        except HttpMessageError as error:
            return Damage(path=path, offset=member.offset, reason=str(error))
        status, refers_to = response.status, ""
        mime = response.content_type.partition(";")[0].strip().lower() or "unk"
    elif member.header("Content-Type") != "application/json" or not refers_to:
        return None
    moment = parse_warc_date(member.header("WARC-Date"))
    if moment is None:
        return Damage(path=path, offset=member.offset, reason="a record without a date")
    return IndexEntry(
        url=target_url(member.headers),
        fetched_at=moment,
        offset=member.offset,
        length=member.length,
        record_id=member.header("WARC-Record-ID"),
        mime=mime,
        digest=member.header("WARC-Payload-Digest"),
        status=status,
        refers_to=refers_to,
    )


def _index_text(index: Index, *, size_bytes: int) -> str:
    """The lines; the first one, which sorts before all others, says what file they fit."""
    about = {
        "format": _FORMAT,
        "size": size_bytes,
        "damages": [[damage.offset, damage.reason] for damage in index.damages],
    }
    lines = [f"!meta {json.dumps(about)}"]
    lines += [_entry_line(entry, filename=index.path.name) for entry in index.entries]
    return "".join(f"{line}\n" for line in lines)


def _entry_line(entry: IndexEntry, *, filename: str) -> str:
    facts = {
        "url": entry.url,
        "mime": entry.mime,
        "status": "-" if entry.status is None else str(entry.status),
        "digest": entry.digest,
        "length": str(entry.length),
        "offset": str(entry.offset),
        "filename": filename,
        "date": warc_date(entry.fetched_at),
        "id": entry.record_id,
    }
    if entry.refers_to:
        facts["refers_to"] = entry.refers_to
    return f"{surt(entry.url)} {entry.fetched_at:%Y%m%d%H%M%S} {json.dumps(facts)}"


def _parse_index(text: str, *, path: Path, size_bytes: int) -> Index:
    """Raises ValueError, LookupError or TypeError: it is not the index of this file, as it is now."""
    first, *lines = text.splitlines()
    about = json.loads(first.removeprefix("!meta "))
    if about["format"] != _FORMAT or about["size"] != size_bytes:
        raise ValueError("of another file")
    return Index(
        path=path,
        entries=tuple(_parse_entry(json.loads(line.split(" ", 2)[2])) for line in lines),
        damages=tuple(Damage(path=path, offset=offset, reason=reason) for offset, reason in about["damages"]),
    )


def _parse_entry(facts: dict[str, Any]) -> IndexEntry:
    return IndexEntry(
        url=facts["url"],
        fetched_at=datetime.fromisoformat(facts["date"]),
        offset=int(facts["offset"]),
        length=int(facts["length"]),
        record_id=facts["id"],
        mime=facts["mime"],
        digest=facts["digest"],
        status=None if facts["status"] == "-" else int(facts["status"]),
        refers_to=facts.get("refers_to", ""),
    )


def _replace(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees a part of it."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
