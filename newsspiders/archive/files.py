"""WarcFiles: a series of WARC files in one folder, each closed when it is large enough.

A file is locked while it is written; the lock is gone with its process. `is_being_written` asks for it.

A record is on disk (as far as the system is concerned) when `append` returns; the disk itself is asked to hold it
when its file is closed. A file has its final name from the start: after a kill it is readable up to its last record.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from newsspiders.archive.records import pack_records, warcinfo_record


class WarcFiles:
    """The files of one run. Not for several threads at once."""

    def __init__(self, folder: Path, *, prefix: str, max_file_bytes: int, about: Mapping[str, str]) -> None:
        """:raises ValueError: an option is wrong.
        :raises OSError: the folder can not be made.
        """
        if not re.fullmatch(r"[A-Za-z0-9_.]{1,80}", prefix):
            raise ValueError(f"the prefix of WARC files is {prefix!r}; use letters, digits, _ and . only")
        if max_file_bytes < 1:
            raise ValueError(f"the largest size of a WARC file is {max_file_bytes} bytes; make it larger than 0")
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._prefix = prefix
        self._max_file_bytes = max_file_bytes
        self._about = about
        self._serial = 0
        self._file: FileIO | None = None
        self._size_bytes = 0

    def append(self, packed: bytes) -> None:
        """Write packed records into the current file, whole or not at all; the first one makes the file.

        :raises OSError: they can not be written.
        """
        if self._file is not None and self._size_bytes >= self._max_file_bytes:
            self.close()
        self._write(self._file or self._open(), packed)

    def close(self) -> None:
        """Make the current file and its name last.

        :raises OSError: the disk does not take them.
        """
        if self._file is None:
            return
        with self._file as file:
            self._file = None
            os.fsync(file.fileno())
        self._sync_folder()

    def abandon(self) -> None:
        """Let the current file go as it is, after an error."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> FileIO:
        now = datetime.now(UTC)
        while True:
            moment = now.strftime("%Y%m%d%H%M%S")
            name = f"{self._prefix}-{moment}-{self._serial:05}-{os.getpid()}.warc.gz"
            self._serial += 1
            with contextlib.suppress(FileExistsError):  # another run of this process, in the same second
                self._file = file = FileIO(self._folder / name, "x")
                break
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._size_bytes = 0
        self._write(file, pack_records([warcinfo_record(filename=name, created_at=now, about=self._about)]))
        self._sync_folder()
        return file

    def _write(self, file: FileIO, packed: bytes) -> None:
        rest = memoryview(packed)
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            with contextlib.suppress(OSError):  # half a record is readable as damage, none is better
                file.truncate(self._size_bytes)
            raise
        self._size_bytes += len(packed)

    def _sync_folder(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def is_being_written(path: Path) -> bool:
    """Whether a running crawl writes this file.

    :raises OSError: it can not be read.
    """
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:  # a file system without locks
            return False
    return False
