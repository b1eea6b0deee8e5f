"""Prometheus' own tool, for what is held to its conventions."""

from __future__ import annotations

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def promtool() -> str:
    """Prometheus' tool."""
    found = shutil.which("promtool")
    if found is None:
        if os.environ.get("TESTS_REQUIRE_PROMTOOL") == "1":
            pytest.fail("promtool is required and not installed: apt-get install prometheus")
        pytest.skip("promtool is not installed: apt-get install prometheus")
    return found
