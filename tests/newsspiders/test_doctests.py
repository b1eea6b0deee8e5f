"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import newsspiders

MODULES = sorted(module.name for module in pkgutil.walk_packages(newsspiders.__path__, "newsspiders."))


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
