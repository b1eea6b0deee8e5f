"""A copy of the project in a folder of its own, for tests that write into it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.newsspiders.running import PROJECT

_FILES = ("scrapy.cfg", "pyproject.toml", "README.md")


def copy_project(folder: Path, *, fixtures: tuple[str, ...] = ()) -> Path:
    """The code, and the fixtures of some sites."""
    for name in ("extractors", "newsspiders"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(PROJECT / name, folder / name)
    (folder / "fixtures").mkdir()
    for name in fixtures:
        shutil.copytree(PROJECT / "fixtures" / name, folder / "fixtures" / name)
    return folder


def run_python(code: str, *, project: Path) -> subprocess.CompletedProcess[str]:
    """Run some lines in a copy of the project."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
