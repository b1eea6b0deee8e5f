"""Prune: what is older than its period, found first and deleted then, a little at a time. Prints nothing."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import get_args

from newsspiders.archive.reader import warc_files
from newsspiders.keeping.old_files import OldFile, Problem, begun_at, delete_file, find_old_files
from newsspiders.store import Ask, Session
from newsspiders.store.pruning import RULES, Kind, Part, Rule, Span
from newsspiders.store.sql import chunks

KINDS: tuple[Kind, ...] = get_args(Kind)

_REST_SECONDS = 0.1  # between two transactions: SQLite's waiting writers look every tenth of a second


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is old."""

    periods: Mapping[Kind, timedelta]
    """Kind -> how long it is kept; what is not named is kept for ever."""
    now: datetime
    parts: tuple[Part, ...]
    """By kind and site."""
    files: tuple[OldFile, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Kind, ...]
    """Kinds of which nearly all would go: nothing was crawled in the first half of the time for which it is kept."""


def find(read: Ask, *, periods: Mapping[Kind, timedelta], folder: Path, now: datetime) -> Findings:
    """What is older than its period, in the store and in the folder of the archive.

    :raises StoreError: the store could not be read.
    """
    found = list(find_old_files(folder, now - periods["archive"])) if "archive" in periods else []
    files = tuple(one for one in found if isinstance(one, OldFile))
    parts = _joined([*map(_part_of, files), *_rows(read, periods, now=now)])
    return Findings(
        periods=periods,
        now=now,
        parts=parts,
        files=files,
        problems=tuple(one for one in found if isinstance(one, Problem)),
        doubts=tuple(
            kind
            for kind in KINDS
            if any(part.kind == kind for part in parts) and not _was_crawled(read, folder, now, periods[kind])
        ),
    )


def prune(found: Findings, *, read: Ask, write: Ask, on_progress: Callable[[Kind, int], object]) -> tuple[Problem, ...]:
    """Delete it, `on_progress` counting; what could not be read or deleted.

    :raises StoreError: the store could not be written; what was deleted before is.
    """
    problems = []
    for file in found.files:
        if problem := delete_file(file):
            problems.append(problem)
        else:
            on_progress("archive", 1)
    for rule, span in _spans(found.periods, now=found.now):
        ids = read(partial(Session.old_ids, rule=rule, span=span))
        for chunk in chunks(ids):
            on_progress(rule.kind, write(partial(Session.drop_old, rule=rule, ids=chunk, span=span)))
            time.sleep(_REST_SECONDS)
    return (*found.problems, *problems)


def _rows(read: Ask, periods: Mapping[Kind, timedelta], *, now: datetime) -> Iterable[Part]:
    for rule, span in _spans(periods, now=now):
        yield from read(partial(Session.old_parts, rule=rule, span=span))


def _spans(periods: Mapping[Kind, timedelta], *, now: datetime) -> Iterable[tuple[Rule, Span]]:
    """What is old by each rule; removals of a revision that goes are not emptied before."""
    for rule in RULES:
        if rule.kind in periods:
            goes_whole = rule.kind == "removed" and rule.table.name == "revisions" and "revisions" in periods
            since = now - periods["revisions"] if goes_whole else None
            yield rule, Span(before=now - periods[rule.kind], since=since)


def _part_of(file: OldFile) -> Part:
    return Part(
        kind="archive", site=file.site, count=1, size_bytes=file.size_bytes, oldest=file.oldest, newest=file.newest
    )


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """One part for each kind and site."""
    groups: defaultdict[tuple[Kind, str], list[Part]] = defaultdict(list)
    for part in parts:
        groups[part.kind, part.site].append(part)
    in_order = sorted(groups.items(), key=lambda group: (KINDS.index(group[0][0]), group[0][1]))
    return tuple(_sum(kind, site, group) for (kind, site), group in in_order)


def _sum(kind: Kind, site: str, parts: Sequence[Part]) -> Part:
    return Part(
        kind=kind,
        site=site,
        count=sum(part.count for part in parts),
        size_bytes=sum(part.size_bytes for part in parts),
        oldest=min(part.oldest for part in parts),
        newest=max(part.newest for part in parts),
    )


def _was_crawled(read: Ask, folder: Path, now: datetime, period: timedelta) -> bool:
    """Whether something was in the first half of the time that is kept. A clock that jumped leaves that half empty, and
    so does a crawl that rested for months: both times nearly all would go.
    """
    since, until = now - period, now - period / 2
    begun = (begun_at(path) for path in (warc_files(folder) if folder.is_dir() else ()))
    return any(since <= one < until for one in begun if one) or read(
        partial(Session.has_crawled, since=since, until=until)
    )
