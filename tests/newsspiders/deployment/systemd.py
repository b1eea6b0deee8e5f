"""systemd's own judgement of units and schedules; nothing is started."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

REQUIRED = os.environ.get("TESTS_REQUIRE_SYSTEMD") == "1"


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What `systemd-analyze` says; without it, the test is skipped."""
    if shutil.which("systemd-analyze") is None:
        if REQUIRED:
            pytest.fail("systemd is required and not installed: apt-get install systemd")
        pytest.skip("systemd is not installed: apt-get install systemd")
    environment = {**os.environ, "SYSTEMD_PAGER": "", "LANG": "C.UTF-8", "TZ": "UTC"}
    return subprocess.run(
        ["systemd-analyze", *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
