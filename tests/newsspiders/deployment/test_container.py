"""The container file, as far as it can be tried without an engine: what it copies is enough, its lines can be run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sysconfig
import venv
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.newsspiders.running import PROJECT, environment

LINES = re.sub(r"\\\n\s*", "", (PROJECT / "deploy" / "Containerfile").read_text("utf-8")).splitlines()
INSTALL = "python -m pip install --no-cache-dir --no-deps --no-build-isolation --editable ."


def told(instruction: str) -> list[str]:
    """What stands behind an instruction, each time."""
    return [line.removeprefix(instruction).strip() for line in LINES if line.startswith(f"{instruction} ")]


def copied() -> list[str]:
    """What is taken into the image."""
    return [source for line in told("COPY") for source in line.split()[:-1]]


def is_outside(path: str) -> bool:
    """Whether .dockerignore keeps a file out of the image; its last line that fits decides."""
    rules = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    fitting = [rule for rule in rules if rule and rule[0] != "#" and fnmatch(path, rule.lstrip("!"))]
    return bool(fitting) and not fitting[-1].startswith("!")


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the image has, and a virtual environment whose dependencies are those of this test."""
    root = tmp_path_factory.mktemp("image")
    for source in copied():
        target = root / "srv" / source
        target.parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / source).is_dir():
            shutil.copytree(PROJECT / source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / source, target)
    venv.create(root / "venv", symlinks=True)
    (packages,) = (root / "venv" / "lib").glob("*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return root


def run(image: Path, line: str) -> str:
    """What a line printed, in the image's folder."""
    settings = {
        name: value for name, value in environment().items() if name not in ("PYTHONPATH", "SCRAPY_SETTINGS_MODULE")
    }
    path = f"{image / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", line],
        cwd=image / "srv",
        env={**settings, "PATH": path, "SCRAPY_PROJECT": "server", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_what_is_copied_is_there_and_let_in() -> None:
    assert copied()
    for source in copied():
        assert (PROJECT / source).exists(), source
        assert not is_outside(source), source
    for secret in ("newsspiders.toml", "data", ".git", ".venv", "tests"):
        assert is_outside(secret), secret


def test_its_lines_are_shell() -> None:
    for line in told("RUN"):
        subprocess.run(["sh", "-n", "-c", line], check=True)
    assert any(INSTALL in line for line in told("RUN"))


def test_each_dependency_has_its_hash() -> None:
    lock = (PROJECT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    for line in lock.splitlines():
        assert not line.strip() or line.lstrip().startswith("#") or " --hash=sha256:" in line, line


def test_nobody_is_root_and_the_data_stay() -> None:
    assert told("USER")[-1] == "newsspiders"
    assert told("VOLUME") == [f"{told('WORKDIR')[-1]}/data"]
    assert re.fullmatch(r"docker\.io/library/python:3\.11-slim", told("FROM")[-1])


def test_what_is_copied_is_enough_to_crawl(image: Path) -> None:
    assert json.loads(told("ENTRYPOINT")[-1]) == ["scrapy"]
    run(image, INSTALL)
    where = run(image, "cd / && python -c 'import newsspiders; print(newsspiders.__file__)'")
    assert where.strip() == str(image / "srv" / "newsspiders" / "__init__.py")
    told_by = run(image, f"python -m scrapy crawl vietnamplus -a limit=2 -s REPLAY={PROJECT / 'fixtures'}")
    assert "vietnamplus: 2 articles (2 new)" in told_by
    assert (image / "srv" / "data" / "news.sqlite3").exists()
