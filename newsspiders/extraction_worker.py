"""A process that extracts: `python -m newsspiders.extraction_worker MODULE SPIDER`, started by `extraction`.

Frames on standard input, frames on standard output, in the same order. It ends when its input does: with the crawl,
however that ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from datetime import datetime
from importlib import import_module
from typing import Any, BinaryIO

from extractors import Site, extract
from extractors.errors import ExtractionError

HEADER = struct.Struct("<I")
Task = tuple[bytes | str, str, datetime]
"""Page, URL, when it was fetched."""


def pack(message: object) -> bytes:
    """A frame."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(content)) + content


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the crawl, which lets pages under way finish
    # What a site's code prints must not get between the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    module, name = sys.argv[1:]
    site: Site = getattr(import_module(module), name).site
    while (task := _read(sys.stdin.buffer)) is not None:
        answers.write(pack(_answer(task, site)))
        answers.flush()


def _answer(task: Task, site: Site) -> object:
    page, url, fetched_at = task
    try:
        return extract(page, url=url, site=site, fetched_at=fetched_at)
    except ExtractionError as error:
        return error
    except Exception as error:  # noqa: BLE001  # a mistake in a site's code, raised again where the crawl reports it
        error.add_note(f"in a process of its own, at {url}")
        return error


def _read(stream: BinaryIO) -> Any:
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    content = stream.read(length)
    return pickle.loads(content) if len(content) == length else None


if __name__ == "__main__":
    main()
