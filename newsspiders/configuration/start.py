"""Put what the user has set into the settings; end the program where that can't be done, with all that is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from newsspiders.configuration.keys import KEYS
from newsspiders.configuration.load import load, parse

_WRONG_USE = 2


def configure(settings: MutableMapping[str, Any]) -> None:
    """Change a module's settings into what the user has set; `configure(globals())` is its last line.

    :raises SystemExit: something is wrong; it was printed, each line with the key and what to write.
    """
    found = load(os.environ, folder=Path.cwd())
    for problem in found.problems:
        print(problem, file=sys.stderr)  # noqa: T201  # there is no log yet, and nobody else to tell
    if found.problems:
        raise SystemExit(_WRONG_USE)
    settings.update(found.values)


def read_command_line(settings: BaseSettings) -> list[str]:
    """Read what was set with `-s` as file and environment are read: Scrapy would not know `LOG_JSON=yes`.

    What can't be used stays as it is; it is returned, named and with what to write.
    """
    problems = []
    for name in KEYS:
        if isinstance(written := settings[name], str):
            try:
                settings.set(name, parse(name, written), priority=settings.getpriority(name) or 0)
            except ValueError as error:
                problems.append(str(error))
    return problems
