"""WARC files that are old: all that is in them was fetched before a day. Files of other programs are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsspiders.archive.files import is_being_written
from newsspiders.archive.index import index_path, load_index
from newsspiders.archive.members import Damage, iter_members
from newsspiders.archive.reader import warc_files

_NAME = re.compile(r"(?P<site>[A-Za-z0-9_.]{1,80})-(?P<begun>\d{14})-\d{5,}-\d+\.warc\.gz")
_OURS = b"software: newsspiders/"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """One file that may go."""

    path: Path
    site: str
    size_bytes: int
    """With its index."""
    oldest: datetime
    newest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A file that can't be read or deleted. It stays."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def find_old_files(folder: Path, before: datetime) -> Iterator[OldFile | Problem]:
    """The old files below a folder. Only those that were begun before that day are opened."""
    for path in warc_files(folder) if folder.is_dir() else ():
        begun = begun_at(path)
        if begun is None or begun >= before:
            continue
        try:
            found = _look(path, begun=begun)
        except OSError as error:
            yield Problem(path=path, reason=f"can't be read ({error.strerror or error})")
            continue
        if found is not None and found.newest < before:
            yield found


def begun_at(path: Path) -> datetime | None:
    """When a file was begun, by its name; None of one that is not ours."""
    found = _NAME.fullmatch(path.name)
    try:
        return found and datetime.strptime(found["begun"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def delete_file(file: OldFile) -> Problem | None:
    """Delete a file, its index first: one without an index is still whole. What went wrong, if something did."""
    try:
        index_path(file.path).unlink(missing_ok=True)
        file.path.unlink(missing_ok=True)
    except OSError as error:
        return Problem(path=file.path, reason=f"can't be deleted ({error.strerror or error})")
    return None


def _look(path: Path, *, begun: datetime) -> OldFile | None:
    """The file; None when it is being written, or another program's."""
    if is_being_written(path) or not _is_ours(path):
        return None
    index, changed = load_index(path), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    moments = [entry.fetched_at for entry in index.entries]
    if index.damages or not moments:  # what can't be read has no date: it is as new as it can be
        moments += [begun, changed]
    beside = index_path(path)
    return OldFile(
        path=path,
        site=path.name.partition("-")[0],
        size_bytes=path.stat().st_size + (beside.stat().st_size if beside.exists() else 0),
        oldest=min(moments),
        newest=max(moments),
    )


def _is_ours(path: Path) -> bool:
    """Whether the first record says so."""
    first = next(iter_members(path), None)
    return first is not None and not isinstance(first, Damage) and first.kind == "warcinfo" and _OURS in first.block
