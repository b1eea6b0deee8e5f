"""Put what the user has set into the settings; end the program where that can't be done, with all that is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from newsspiders.configuration.load import load

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
