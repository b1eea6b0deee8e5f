"""Templates: the files of deploy/, with what stands between two @ filled in. Reads them, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PLACE = re.compile(r"@([A-Z]+)@")
_PART = "systemd/service.part"


class TemplateError(ValueError):
    """The templates are not there, or can't be read. The message says where they should be."""


@dataclass(frozen=True, slots=True)
class Templates:
    """The folder deploy/ of a project."""

    folder: Path

    def render(self, name: str, places: Mapping[str, str]) -> str:
        """The text of a file; the part that all services share stands in place of `@SERVICE@`.

        :raises TemplateError: there is no such file.
        """
        text = self._read(name)
        if "@SERVICE@" in text:
            text = text.replace("@SERVICE@\n", self._read(_PART))
        return _PLACE.sub(lambda place: places[place[1]], text)

    def _read(self, name: str) -> str:
        path = self.folder / name
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateError(
                f"{path}: cannot be read; deployfiles fills in the templates of a whole copy of the project: "
                "change into one and run `make install`, then .venv/bin/scrapy"
            ) from error
