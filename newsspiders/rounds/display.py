"""Display: what is seen while a round runs. On a terminal a live table; always, line by line, what the crawls write."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from newsspiders.rounds.tables import running_table


class Display:
    """The sites that are being crawled."""

    def __init__(self, *, of: int) -> None:
        self._of = of
        self._done = 0
        self._running: dict[str, float] = {}
        self._live: Live | None = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show it, where there is a terminal."""
        if not sys.stderr.isatty():
            yield
            return
        console = Console(stderr=True)
        with Live(get_renderable=self._table, console=console, refresh_per_second=2, transient=True) as self._live:
            yield
        self._live = None

    def say(self, lines: str) -> None:
        """Pass on what a crawl wrote."""
        if self._live is not None:
            self._live.console.print(Text(lines), soft_wrap=True)
            return
        with suppress(OSError):  # nobody reads it any more; that is no reason to end a crawl
            print(lines, file=sys.stderr, flush=True)  # noqa: T201  # they are log lines already

    def expects(self, count: int) -> None:
        """So many more are to be crawled."""
        self._of += count

    def started(self, site: str) -> None:
        """A site is being crawled."""
        self._running[site] = time.monotonic()

    def ended(self, site: str) -> None:
        """It is over."""
        del self._running[site]
        self._done += 1

    def _table(self) -> Group:
        return running_table(dict(self._running), done=self._done, of=self._of)
