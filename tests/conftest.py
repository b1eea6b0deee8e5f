"""Options shared by all tests, and no settings but the project's own: newsspiders.toml and the environment are yours."""

from __future__ import annotations

import os
import sys

import pytest

for _name in [name for name in os.environ if name.startswith("NEWSSPIDERS_")]:
    del os.environ[_name]
os.environ["NEWSSPIDERS_CONFIG"] = ""  # before the first import of the settings
# Hypothesis would write a failing case as a patch with libcst, which trips over zope.interface, which Scrapy brings: the
# whole run would end with an internal error in place of the failure. Without the module it leaves the patch.
sys.modules["hypothesis.extra._patching"] = None  # type: ignore[assignment]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regen",
        action="store_true",
        help="rewrite `expected` and `removed` in fixtures/*/*.json from today's extraction; read the diff",
    )
