"""What the commands share that work on a whole database: its URL, words while one waits, and ending in order."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from sqlalchemy.engine import URL

from newsspiders.commands.reading import database_url
from newsspiders.store import StoreError
from newsspiders.store.engine import parse_url


def whole_database(settings: BaseSettings) -> URL:
    """The database of the settings.

    :raises UsageError: there is none, or it is not supported.
    """
    try:
        return parse_url(database_url(settings))
    except StoreError as error:
        raise UsageError(str(error)) from error


@contextmanager
def waiting(words: str) -> Iterator[Callable[[str], object]]:
    """Words with a spinner, on a terminal only; what is given changes them."""
    if not sys.stderr.isatty():
        yield lambda told: None
        return
    with Console(stderr=True).status(words) as status:
        yield lambda told: status.update(f"{words}: {told}")


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Have SIGTERM leave by the way of an exception, so that half files are cleaned away."""

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
