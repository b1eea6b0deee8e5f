"""Where the files of the project's sites are, and how one is written: whole or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import extractors.sites
import newsspiders.spiders
from extractors.names import hint
from newsspiders.store.export import whole_file


class AuthoringError(ValueError):
    """A file of a site can't be written as asked. The message names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Project:
    """The source tree of the project, by its root."""

    root: Path

    def site_module(self, name: str) -> Path:
        """Where a site's rules are, or would be."""
        return self.root / "extractors" / "sites" / f"{_checked(name)}.py"

    def spider_module(self, name: str) -> Path:
        """Where a site's spider is, or would be."""
        return self.root / "newsspiders" / "spiders" / f"{_checked(name)}.py"

    def fixtures(self, name: str) -> Path:
        """The folder of a site's fixtures, there or not."""
        return self.root / "fixtures" / _checked(name)

    def existing_site_module(self, name: str) -> Path:
        """Where a site's rules are.

        :raises AuthoringError: there is no such site; the nearest is named.
        """
        path = self.site_module(name)
        if path.is_file():
            return path
        names = (one.stem for one in path.parent.glob("*.py") if one.stem != "__init__")
        raise AuthoringError(f"{path}: no site {name!r}; {hint(name, names)}")

    def relative(self, path: Path) -> str:
        """A path as people write it, from the root."""
        return path.relative_to(self.root).as_posix()


def find_project() -> Project:
    """The source tree this program runs from.

    :raises AuthoringError: it runs from an installed package, which has no such tree.
    """
    sites, spiders = Path(extractors.sites.__path__[0]), Path(newsspiders.spiders.__path__[0])
    root = sites.parents[1]
    if spiders.parents[1] != root or not (root / "fixtures").is_dir():
        raise AuthoringError(
            f"{root}: the project is installed here without its fixtures/; sites are written in a whole copy of it: "
            "change into one and run `make install`, then .venv/bin/scrapy"
        )
    return Project(root)


def write_file(path: Path, data: bytes) -> None:
    """Write a file, and its folder where there is none: whole, or as it was before.

    :raises AuthoringError: it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as stream:
            stream.write(data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AuthoringError(f"{path}: cannot be written ({reason}); make the folder yours to write to") from error


def _checked(name: str) -> str:
    """:raises AuthoringError: it is no name of a site."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise AuthoringError(f"{name!r} is no name of a site; write lower-case letters, digits and _")
    return name
