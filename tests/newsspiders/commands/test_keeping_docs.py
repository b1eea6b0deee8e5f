"""The commands of docs/keeping.md on pruning, backup and restore work as they stand there, one after the other."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.newsspiders.reextraction.archives import SPIDERS, archive, fetched, reextract, tables
from tests.newsspiders.running import PROJECT, environment

GUIDE = PROJECT / "docs" / "keeping.md"


def blocks(form: str) -> list[str]:
    """The code blocks of one form in the two sections."""
    sections = GUIDE.read_text("utf-8").partition("## Retention")[2].partition("## Browsing")[0]
    found = re.findall(rf"^( *)```{form}\n(.*?)^ *```", sections, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(text) for _, text in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project's folder with a store, an archive and the settings of the guide; `scrapy` is on the PATH."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    archive(tmp_path, [replace(fetched(name), fetched_at=yesterday) for name in ("one", "two")])
    assert reextract(tmp_path).code == 0
    (tmp_path / "newsspiders.toml").write_text("".join(blocks("toml")))
    program = tmp_path / "bin" / "scrapy"
    program.parent.mkdir()
    modules = f"[ $1 = reextract ] && set -- $@ {' '.join(SPIDERS)}"
    program.write_text(f'#!/bin/sh\n{modules}\nexec {sys.executable} -m scrapy "$@"\n')
    program.chmod(0o755)
    return tmp_path


def test_each_command_works(folder: Path) -> None:
    url = f"sqlite:///{folder}/data/news.sqlite3"
    before = tables(url)
    path = f"{folder}/bin:/usr/bin:/bin"
    commands = [block for block in blocks("sh") if not block.startswith("rsync") or shutil.which("rsync")]
    assert len(commands) >= 7
    for command in commands:
        done = subprocess.run(
            ["bash", "-euc", command],
            cwd=folder,
            env=environment(PATH=path, RULES="clean"),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert tables(url)["articles"] == before["articles"]
    assert (folder / "data/broken/news.sqlite3").exists()
