"""Outage: a store that can't be used has no history to see who was told what in; an empty file remembers that instead.

It lies where all crawls of a machine see it, so that they tell of their store once, not each alone: in systemd's folder
for its services, each of which has a /tmp of its own, else in the folder for temporary files.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Outage:
    """The outage of a store, if there is one."""

    path: Path
    """There since somebody was told."""

    @classmethod
    def of(cls, database: str) -> Self:
        """That of the store with this URL."""
        name = hashlib.sha256(f"{os.getuid()} {database}".encode()).hexdigest()[:16]
        folder = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0] or tempfile.gettempdir()
        return cls(Path(folder, f"newsspiders-outage-{name}"))

    def is_news(self, *, now: datetime, again: timedelta) -> bool:
        """Whether nobody was told of it for so long; from now on somebody was. Where the file can't be written, each
        run is news.
        """
        with suppress(OSError):
            if timedelta() <= timedelta(seconds=now.timestamp() - self.path.stat().st_mtime) < again:
                return False
        with suppress(OSError):
            self.path.touch()
        return True

    def end(self) -> bool:
        """Whether somebody was told of one, which is over now; the next one is news."""
        try:
            self.path.unlink()
        except OSError:
            return False
        return True
