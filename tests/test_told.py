"""A test that fails is told as that, whatever it has imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROPERTY = """
import scrapy
from hypothesis import given, strategies as st

@given(st.integers())
def test_property(number):
    assert number < 9
"""


def test_a_property_that_fails_is_a_failure_not_an_internal_error(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(_PROPERTY)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-W", "error", f"--rootdir={tmp_path}", "-c"]
    done = subprocess.run([*command, "/dev/null", str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, "1 failed" in done.stdout) == (1, True), done.stdout
    assert "number=9" in done.stdout
