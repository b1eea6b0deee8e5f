"""Plans: where in the WARC files the pages are that can be read again. Reads indexes, no pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from newsspiders.archive.index import IndexEntry, load_index
from newsspiders.archive.members import Damage, iter_members
from newsspiders.archive.reader import parse_warc_date, warc_files
from newsspiders.reextraction.targets import Selection, Target
from newsspiders.urls import page_key

SPAN_RECORDS = 50
"""Pages that one process reads at a stretch, and that are written in one transaction."""

_HTML = ("text/html", "application/xhtml+xml", "unk")
_NEVER = datetime.max.replace(tzinfo=UTC)


class NoArchiveError(Exception):
    """There is no WARC file at a place. The message says what to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One WARC file."""

    path: Path
    pages: tuple[int, ...]
    """Where the answers begin that are articles by their URL."""
    later: Mapping[int, tuple[int, ...]]
    """Of an article in several pages: where its first page begins -> where the later ones do that came after it."""
    others: tuple[tuple[int, str], ...]
    """Where all other answers with status 200 begin, and their record IDs: an article may have been made of one."""
    damages: tuple[Damage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some answers of one WARC file, in the order they were written."""

    path: Path
    offsets: tuple[int, ...]
    later: Mapping[int, tuple[int, ...]]
    """Of these, as in the plan."""


def archive_files(places: Iterable[Path]) -> tuple[Path, ...]:
    """The WARC files of all places, each once, by the time of their first answers: a text comes before the one that
    followed it, for one spider never writes two files at a time.

    :raises NoArchiveError: a place is missing, or holds none.
    """
    found: set[Path] = set()
    for place in places:
        files = warc_files(place) if place.exists() else ()
        if not files:
            reason = "holds no .warc.gz or .warc file" if place.exists() else "no such file or folder"
            raise NoArchiveError(
                f"{place}: {reason}; name the archive with --archive FOLDER,"
                " a crawl makes one with: scrapy crawl SPIDER -s ARCHIVE_ENABLED=1"
            )
        found.update(file.resolve() for file in files)
    return tuple(sorted(found, key=lambda file: (_begun_at(file), file)))


def plan_file(path: Path, *, selection: Selection) -> Plan:
    """The plan of a WARC file; one that can not be read is damaged from its first byte."""
    try:
        index = load_index(path)
    except OSError as error:
        return Plan(path=path, pages=(), later={}, others=(), damages=(_unreadable(path, error),))
    pages, others = [], []
    first_pages: dict[str, int] = {}
    later: dict[int, list[int]] = {}
    for entry in sorted(index.entries, key=lambda entry: entry.offset):
        if entry.status != HTTPStatus.OK or not selection.has_moment(entry.fetched_at):
            continue
        target = selection.target_of(entry.url)
        if target is None:
            continue
        key = page_key(entry.url, target.site) if target.site.later_page else ""
        if key in first_pages and target.site.addresses.is_later_page(entry.url):
            later.setdefault(first_pages[key], []).append(entry.offset)
        elif _is_page(entry, target):
            pages.append(entry.offset)
            if key:
                first_pages[key] = entry.offset
        else:
            others.append((entry.offset, entry.record_id))
    return Plan(
        path=path,
        pages=tuple(pages),
        later={offset: tuple(offsets) for offset, offsets in later.items()},
        others=tuple(others),
        damages=index.damages,
    )


def spans_of(plan: Plan, *, known: Collection[str]) -> Iterator[Span]:
    """A plan in spans; of its other answers those whose record IDs are `known`."""
    offsets = sorted((*plan.pages, *(offset for offset, record_id in plan.others if record_id in known)))
    for start in range(0, len(offsets), SPAN_RECORDS):
        part = tuple(offsets[start : start + SPAN_RECORDS])
        later = {offset: plan.later[offset] for offset in part if offset in plan.later}
        yield Span(path=plan.path, offsets=part, later=later)


def _is_page(entry: IndexEntry, target: Target) -> bool:
    """Whether it is HTML at an address that has the form of an article's."""
    return entry.mime in _HTML and target.discovery.is_article(entry.url)


def _begun_at(path: Path) -> datetime:
    """When a file's first answer came; the end of time when it holds none."""
    try:
        for member in iter_members(path, wanted=lambda headers: headers.get_header("WARC-Type") == "response"):
            if not isinstance(member, Damage) and (moment := parse_warc_date(member.header("WARC-Date"))):
                return moment
    except OSError:  # told when it is planned
        pass
    return _NEVER


def _unreadable(path: Path, error: OSError) -> Damage:
    return Damage(path=path, offset=0, reason=f"the file can not be read ({error.strerror or error})")
