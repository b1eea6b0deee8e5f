"""File and environment -> values, where each is from, and everything that is wrong with them. Prints nothing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.names import hint
from newsspiders.configuration.keys import KEYS

PREFIX = "NEWSSPIDERS_"
FILE_VARIABLE = "NEWSSPIDERS_CONFIG"
FILE_NAME = "newsspiders.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a user has set."""

    values: Mapping[str, Any]
    """Setting -> value."""
    origins: Mapping[str, str]
    """Setting -> the file it is from, or `environment`."""
    problems: tuple[str, ...]
    """Each names the key, and says what to write."""
    file: Path | None
    """The file that was read; None where there is none."""


def load(environ: Mapping[str, str], *, folder: Path) -> Configuration:
    """What the file and the environment say; the environment wins.

    The file is the one that NEWSSPIDERS_CONFIG names, else newsspiders.toml in the folder or the nearest above it; an
    empty NEWSSPIDERS_CONFIG is no file.
    """
    path, problems = find_file(environ, folder=folder), list[str]()
    written, unreadable = _read(path) if path else ({}, None)
    if unreadable:
        problems.append(unreadable)
    values, origins = dict[str, Any](), dict[str, str]()
    given = [(name, raw, str(path), name) for name, raw in written.items()]
    given += [(name, raw, "environment", PREFIX + name) for name, raw in _named(environ)]
    for name, raw, origin, shown_name in given:
        try:
            values[name] = parse(name, raw, shown_name=shown_name)
            origins[name] = origin
        except ValueError as error:
            where = "environment" if shown_name != name else str(path)
            problems.append(f"{where}: {error}")
    return Configuration(values=values, origins=origins, problems=tuple(problems), file=path)


def find_file(environ: Mapping[str, str], *, folder: Path) -> Path | None:
    """The file that is to be read; the one that is named may not be there."""
    if (named := environ.get(FILE_VARIABLE)) is not None:
        return Path(named) if named.strip() else None
    here = (one / FILE_NAME for one in (folder, *folder.parents))
    return next((path for path in here if os.path.lexists(path)), None)  # False where one may not look


def parse(name: str, raw: Any, *, shown_name: str = "") -> Any:
    """The value of a setting as it was written.

    :raises ValueError: naming the key, and what to write.
    """
    shown_name = shown_name or name
    key = KEYS.get(name)
    if key is None:
        known = hint(name.upper(), KEYS)
        known = known if known.startswith("did you mean") else "`scrapy settings-check` lists those there are"
        raise ValueError(f"no key {shown_name}; {known} (what else Scrapy has is set with -s NAME=VALUE)")
    try:
        return key.kind(raw)
    except ValueError as error:
        is_shown = "" if key.is_secret else f" is {raw!r}"  # a mask may not know what was written for a secret
        raise ValueError(f"{shown_name}{is_shown}; {error}") from None


def _named(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for variable, raw in sorted(environ.items()):
        if variable.startswith(PREFIX) and variable != FILE_VARIABLE:
            yield variable.removeprefix(PREFIX), raw


def _read(path: Path) -> tuple[dict[str, Any], str | None]:
    """What stands in the file, or what is wrong with it."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig")), None  # some editors put a mark before the text
    except OSError as error:
        return {}, f"{path}: {error.strerror}; {FILE_VARIABLE} names the file, newsspiders.toml is looked for without"
    except UnicodeDecodeError:
        return {}, f"{path}: not UTF-8 text; save it as UTF-8"
    except (ValueError, RecursionError) as error:  # also numbers too long for Python, and brackets in brackets
        return {}, f'{path}: no TOML: {error}; a line is NAME = "text", NAME = 12 or NAME = true'
