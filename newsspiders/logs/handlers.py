"""Where lines go: the terminal as it is at the moment, or a file that several processes write to and rotate."""

from __future__ import annotations

import atexit
import errno
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from concurrent_log_handler import ConcurrentRotatingFileHandler


class Stderr(logging.StreamHandler[TextIO]):
    """Standard error as it is when a line is written: a live display puts its own in the place."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Tell what is wrong with a line; not when standard error can't be written to."""
        error = sys.exception()
        if not isinstance(error, OSError):
            _tell(f"{_place(record)}: no line of a log: {type(error).__name__}")


class LogFile(ConcurrentRotatingFileHandler):
    """A file that several processes write to. When it is full it is compressed, and the next one begins.

    A line that can't be written is lost; the first of them is told on standard error, and the program goes on.

    :raises OSError: it can't be written to.
    """

    def __init__(self, path: Path, *, max_bytes: int, kept: int, encoding: str) -> None:
        problem = problem_of(path)
        if problem is not None:
            raise OSError(problem)
        super().__init__(
            str(path),
            maxBytes=max_bytes,
            backupCount=kept,
            encoding=encoding,
            use_gzip=True,
            unicode_error_policy="replace",
        )
        self._is_told = False
        self._try()
        atexit.register(self.close)  # logging would, had Scrapy not taken its list of handlers away

    def do_write(self, msg: str) -> None:
        """Write a line, whole or not at all: what is left in a buffer would come back with each line after it."""
        try:
            super().do_write(msg)
        except OSError:
            if self.stream is not None:
                with suppress(OSError):
                    self.stream.close()
                self.stream = None  # the library opens it anew
            raise

    def close(self) -> None:
        """Close the file; a line that comes later opens it again."""
        with suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:
        """Tell of the first line that was lost, and what is wrong with a line."""
        error = sys.exception()
        if not isinstance(error, OSError | RuntimeError):  # the library's, when it gets no lock
            _tell(f"{_place(record)}: no line of a log: {type(error).__name__}")
        elif not self._is_told:
            self._is_told = True
            reason = getattr(error, "strerror", None) or error
            _tell(f"LOG_FILE {self.baseFilename}: {reason}; lines are lost until it can be written")

    def _try(self) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
            for needed in (self.baseFilename, self.lockFilename):
                with open(needed, "a"):
                    pass
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):  # there may be room later
                raise


def problem_of(path: Path) -> str | None:
    """Why a log can't be written there, as far as can be said without trying."""
    if os.path.exists(path) and not os.path.isfile(path):
        return "it is no file"
    there = next(one for one in (path, *path.absolute().parents) if os.path.exists(one))
    if there != path and not os.path.isdir(there):
        return f"{there} is no folder"
    return None if os.access(there, os.W_OK) else f"{there} may not be written to"


def _place(record: logging.LogRecord) -> str:
    return f"{record.pathname}:{record.lineno}"


def _tell(words: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"{words}\n")
