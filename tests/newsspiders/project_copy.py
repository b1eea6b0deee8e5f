"""A copy of the project in another folder, for what writes into its source tree."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.newsspiders.running import PROJECT

_PARTS = ("extractors", "newsspiders", "tests", "fixtures", "deploy")
_FILES = ("pyproject.toml", "scrapy.cfg")


def copy_project(folder: Path) -> Path:
    """The root of a whole copy of the project."""
    root = folder / "project"
    for part in _PARTS:
        shutil.copytree(PROJECT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(PROJECT / name, root / name)
    return root
