"""What the commands on the store share: opening it, its sites, and days as arguments."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, tzinfo

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from extractors.names import hint
from extractors.sites import all_sites
from newsspiders.days import parse_day
from newsspiders.store import Session, Store, StoreError


@contextmanager
def reading(settings: BaseSettings) -> Iterator[Session]:
    """A read transaction on the database of the settings, which must be there.

    :raises UsageError: it cannot be read; the message says what to do.
    """
    with opened_store(settings) as store, store.read() as session:
        yield session


@contextmanager
def writing(settings: BaseSettings) -> Iterator[Session]:
    """A transaction on the same.

    :raises UsageError: it cannot be read or written.
    """
    with opened_store(settings) as store, store.session() as session:
        yield session


@contextmanager
def opened_store(settings: BaseSettings) -> Iterator[Store]:
    """The store of the settings, for more than one transaction.

    :raises UsageError: there is none, or it fails meanwhile.
    """
    try:
        with closing(Store(database_url(settings), create=False)) as store:
            yield store
    except StoreError as error:
        raise UsageError(str(error)) from error


def database_url(settings: BaseSettings) -> str:
    """The database of the settings.

    :raises UsageError: there is none.
    """
    url: str = settings.get("DATABASE_URL") or ""
    if not url:
        raise UsageError("DATABASE_URL is empty; name a database: -s DATABASE_URL=sqlite:///folder/news.sqlite3")
    return url


def add_days(parser: argparse.ArgumentParser) -> None:
    """Add --since and --until."""
    when = "2026-03-07 or 3d (days ago)"
    parser.add_argument("--since", metavar="DAY", help=f"published that day or later: {when}")
    parser.add_argument("--until", metavar="DAY", help=f"published that day or earlier: {when}")


def check_sites(names: Sequence[str], *, session: Session) -> None:
    """Make sure that each name is a site's, of this project or in the store.

    :raises UsageError: naming the nearest.
    """
    known = all_sites()
    for name in names:
        if name not in known and not session.count(site=name):
            raise UsageError(f"no site {name!r}; {hint(name, known)}")


def parse_moment(raw: str | None, *, option: str, sites: Sequence[str], now: datetime) -> datetime | None:
    """The moment where a range of days begins (`--since`) or ends (`--until`, the day included).

    A day is one of the site's zone when there is one site, else of UTC.

    :raises UsageError: saying what to type.
    """
    if raw is None:
        return None
    try:
        return parse_day(raw, is_last=option == "--until", zone=_zone(sites), now=now)
    except ValueError:
        raise UsageError(f"{option} {raw.strip()!r} is no day; type {option} 2026-03-07 or {option} 3d") from None


def _zone(sites: Sequence[str]) -> tzinfo:
    site = all_sites().get(sites[0]) if len(sites) == 1 else None
    return site.zone if site else UTC
