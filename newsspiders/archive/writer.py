"""ArchiveWriter: packs and writes records in a thread of its own, so that a crawl never waits for gzip or a disk.

It waits only when more than `max_pending_bytes` are on their way: then the caller does, not the memory.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Condition, Thread
from typing import Protocol

from warcio.recordloader import ArcWarcRecord

from newsspiders.archive.files import WarcFiles
from newsspiders.archive.records import pack_records

GIB = 1024**3
MIB = 1024**2


class ArchiveError(Exception):
    """The archive can not be written. The message names the folder, the cause and what to do."""


class Entry(Protocol):
    """What can be written: an `Exchange`, an `Extracted`."""

    @property
    def size_bytes(self) -> int:
        """About what it takes in memory."""

    @property
    def gzip_level(self) -> int:
        """0, as it is, to 9, as small as can be."""

    def records(self) -> tuple[ArcWarcRecord, ...]:
        """Its records; they come to stand in one file."""


class ArchiveWriter:
    """Writes WARC files into a folder, until it is closed or the disk fails."""

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str,
        max_file_bytes: int = GIB,
        about: Mapping[str, str] | None = None,
        on_failure: Callable[[ArchiveError], object] | None = None,
        max_pending_bytes: int = 32 * MIB,
    ) -> None:
        """`about` goes into each file's warcinfo record. `on_failure` is called once, in the writer's thread.

        :raises ArchiveError: the folder can not be made.
        :raises ValueError: an option is wrong.
        """
        self._folder = folder
        try:
            self._files = WarcFiles(folder, prefix=prefix, max_file_bytes=max_file_bytes, about=about or {})
        except OSError as error:
            raise ArchiveError(_cannot_write(folder, error)) from error
        self._on_failure = on_failure
        self._max_pending_bytes = max_pending_bytes
        self._entries: deque[Entry] = deque()
        self._pending_bytes = 0
        self._is_closing = False
        self._over: str | None = None
        self._changed = Condition()
        self._thread = Thread(target=self._run, name=f"archive {folder}", daemon=True)
        self._thread.start()

    def write(self, entry: Entry) -> None:
        """Hand an entry over; waits while too much is on its way.

        :raises ArchiveError: the disk failed before, or the writer is closed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._has_room or self._over is not None)
            self._take(entry)

    async def write_async(self, entry: Entry) -> None:
        """The same, without holding up the event loop.

        :raises ArchiveError: the disk failed before, or the writer is closed.
        """
        with self._changed:
            if self._has_room or self._over is not None:
                self._take(entry)
                return
        await asyncio.to_thread(self.write, entry)

    def close(self) -> None:
        """Write what is on its way, make the last file last, end the thread."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join()

    @property
    def _has_room(self) -> bool:
        return self._pending_bytes < self._max_pending_bytes

    def _take(self, entry: Entry) -> None:
        if self._over is not None or self._is_closing:
            raise ArchiveError(self._over or f"{self._folder}: the archive is closed")
        self._entries.append(entry)
        self._pending_bytes += entry.size_bytes
        self._changed.notify_all()

    def _run(self) -> None:
        over = f"{self._folder}: the archive's thread has ended; if nobody closed it, the log says why"
        failure: ArchiveError | None = None
        try:
            while (entry := self._next_entry()) is not None:
                self._files.append(pack_records(entry.records(), level=entry.gzip_level))
                self._let_go(entry)
            self._files.close()
        except OSError as error:
            over = _cannot_write(self._folder, error)
            failure = ArchiveError(over)
        finally:
            self._files.abandon()
            with self._changed:
                self._over = over
                self._entries.clear()
                self._changed.notify_all()
        if failure is not None and self._on_failure is not None:
            self._on_failure(failure)

    def _next_entry(self) -> Entry | None:
        """The next entry; None when the writer is closed and all is written."""
        with self._changed:
            self._changed.wait_for(lambda: self._entries or self._is_closing)
            return self._entries.popleft() if self._entries else None

    def _let_go(self, entry: Entry) -> None:
        with self._changed:
            self._pending_bytes -= entry.size_bytes
            self._changed.notify_all()


def _cannot_write(folder: Path, error: OSError) -> str:
    return (
        f"{folder}: the archive can not be written ({error.strerror or error});"
        " free some space there, or name another folder: -s ARCHIVE_DIR=FOLDER"
    )
