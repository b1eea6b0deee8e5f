"""What an egg or a wheel holds besides Python: all that the code opens."""

from __future__ import annotations

import tomllib
from pathlib import PurePath

import pytest

from tests.newsspiders.running import PROJECT

DATA = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]


@pytest.mark.parametrize("package", ["extractors", "newsspiders"])
def test_every_file_that_is_no_module_is_package_data(package: str) -> None:
    folder = PROJECT / package
    files = {path.relative_to(folder) for path in folder.rglob("*.*") if path.is_file()}
    data = {path for path in files if path.suffix not in (".py", ".pyc")}
    assert data, package
    assert not {path for path in data if not any(PurePath(path).match(form) for form in DATA[package])}
