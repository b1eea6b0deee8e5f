"""Records -> a file: JSON Lines, CSV or Parquet. A few records at a time, and the whole file or none."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from newsspiders.store.records import FIELDS

FORMATS = ("jsonl", "csv", "parquet")
Record = Mapping[str, Any]

# A spreadsheet runs a cell that begins so. https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_records(records: Iterable[Record], stream: IO[bytes], *, form: str) -> int:
    """Write records in one of FORMATS; how many there were.

    :raises ModuleNotFoundError: Parquet without pyarrow.
    """
    if form == "parquet":
        from newsspiders.store.parquet import write_parquet

        return write_parquet(records, stream)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    count = _write_csv(records, text) if form == "csv" else _write_jsonl(records, text)
    text.detach()  # else it closes the stream, which is not its own
    return count


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A stream into a file that takes its name when all is written; until then, and after an exception, the file
    that had the name stays. A device or a pipe is written to as it is.

    :raises OSError: the file cannot be written.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    path = path.resolve()  # a link stays one
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_jsonl(records: Iterable[Record], stream: IO[str]) -> int:
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007  # what is left of it is the result
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count


def _write_csv(records: Iterable[Record], stream: IO[str]) -> int:
    writer = csv.writer(stream)
    writer.writerow(FIELDS)
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007  # the same
        writer.writerow([csv_cell(record[name]) for name in FIELDS])
    return count


def csv_cell(value: object) -> object:
    """Lists and objects as JSON; text that a spreadsheet would run gets an apostrophe in front.

    >>> csv_cell("=1+1"), csv_cell(["a"]), csv_cell(-1)
    ("'=1+1", '["a"]', -1)
    """
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
