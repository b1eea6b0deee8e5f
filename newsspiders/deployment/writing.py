"""Writing: files into a folder, each with a stamp to know it by. What has none, or was changed since, stays."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from newsspiders.store.export import whole_file

_STAMP = re.compile(r"# Written by scrapy deployfiles; unchanged it is ([0-9a-f]{16})\.\n\Z")

LARGEST_BYTES = 2**20
"""No file of ours is larger (a crontab has up to 15 lines for a site); what is, is not read: it may be a database."""


class WritingError(ValueError):
    """Files can't be written as asked. The message names them and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was done in a folder."""

    new: tuple[str, ...]
    same: tuple[str, ...]
    """Those that were there as they would be written."""
    removed: tuple[str, ...]
    """Those of an earlier time that are wanted no more."""


def write_files(folder: Path, files: Mapping[str, str], *, force: bool) -> Written:
    """Write all or nothing, and remove what an earlier time wrote and nobody changed.

    :raises WritingError: a file there is not ours, or was changed, and `force` is off; or the folder can't be written.
    """
    wanted = {name: stamped(text) for name, text in files.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = {path.name: _text(path) for path in sorted(folder.iterdir()) if path.is_file()}
        foreign = [name for name in wanted if name in found and not is_ours(found[name])]
        if foreign and not force:
            raise WritingError(
                f"{folder}: {', '.join(foreign)}: written or changed by somebody else; move what you changed into "
                "another file (systemd: NAME.d/own.conf), choose another --out, or type --force to write over it"
            )
        new = [name for name, text in wanted.items() if found.get(name) != text]
        removed = [name for name, text in found.items() if name not in wanted and is_ours(text)]
        for name in new:
            with whole_file(folder / name) as stream:
                stream.write(wanted[name].encode())
        for name in removed:
            (folder / name).unlink()
    except OSError as error:
        raise WritingError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another --out, such as a folder "
            "of your own"
        ) from error
    same = tuple(name for name in wanted if name not in new)
    return Written(new=tuple(new), same=same, removed=tuple(removed))


def stamped(text: str) -> str:
    """A text whose last line tells what it was when it was written."""
    return f"{text}# Written by scrapy deployfiles; unchanged it is {_digest(text)}.\n"


def is_ours(text: str) -> bool:
    """Whether a file was written here, and is as it was then.

    >>> is_ours(stamped("a\\n")), is_ours(stamped("a\\n").replace("a", "b", 1)), is_ours("a\\n")
    (True, False, False)
    """
    stamp = _STAMP.search(text)
    return bool(stamp) and stamp[1] == _digest(text[: stamp.start()])  # type: ignore[index, union-attr]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _text(path: Path) -> str:
    """A file's text; empty of one that is too large to be ours."""
    return path.read_bytes().decode("utf-8", "replace") if path.stat().st_size <= LARGEST_BYTES else ""
