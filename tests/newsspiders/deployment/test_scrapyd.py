"""A real scrapyd on this machine: the project is deployed to it as an egg, and crawls when it is told to."""

from __future__ import annotations

import json
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from newsspiders.deployment.plan import make_plan
from newsspiders.deployment.server import Server
from newsspiders.deployment.templates import Templates
from tests.newsspiders.project_copy import copy_project
from tests.newsspiders.running import PROJECT, Run, environment

PATIENCE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Scrapyd:
    """A running one, and the copy of the project whose files it was started by."""

    url: str
    project: Path

    def ask(self, path: str, **given: Any) -> Any:
        """An answer of its API; with something given, it is posted."""
        data = urlencode(given, doseq=True).encode() if given else None
        with urllib.request.urlopen(self.url + path, data, timeout=PATIENCE_SECONDS) as answer:
            return json.load(answer)

    def deploy(self) -> Run:
        """`scrapyd-deploy` in the copy."""
        command = [sys.executable, "-m", "scrapyd_client.deploy"]
        done = subprocess.run(
            command,
            cwd=self.project,
            env=plain(),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        return Run(done.returncode, done.stdout, done.stderr, self.project)

    def finished(self, job: str) -> dict[str, Any]:
        """A job, when it has ended."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for one in self.ask("listjobs.json?project=newsspiders")["finished"]:
                if one["id"] == job:
                    return dict(one)
            time.sleep(0.1)
        pytest.fail(f"{job} has not ended")


def plain(**extra: str) -> dict[str, str]:
    """An environment that leads to no source tree."""
    led = ("PYTHONPATH", "SCRAPY_SETTINGS_MODULE")
    return {name: value for name, value in environment(**extra).items() if name not in led}


def write_files(project: Path, *, port: int) -> dict[str, str]:
    """What deployfiles would write for it; the environment of its service."""
    server = Server(folder=str(project), user="root", written=())
    files = make_plan("scrapyd", [], server=server, templates=Templates(PROJECT / "deploy")).files
    conf = re.sub(r"(?m)^http_port .*", f"http_port = {port}\npoll_interval = 0.2", files["scrapyd.conf"])
    (project / "scrapyd.conf").write_text(conf, "utf-8")
    cfg = (project / "scrapy.cfg").read_text("utf-8")
    (project / "scrapy.cfg").write_text(cfg.replace(":6800/", f":{port}/"), "utf-8")
    return dict(re.findall(r"(?m)^Environment=(\w+)=(.*)$", files["newsspiders-scrapyd.service"]))


@contextmanager
def running(project: Path) -> Iterator[Scrapyd]:
    """scrapyd in a virtual environment that has the dependencies and not the project."""
    venv.create(project / "scrapyd", symlinks=True)
    (packages,) = (project / "scrapyd" / "lib").glob("*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    extra = write_files(project, port=port)
    command = [str(project / "scrapyd" / "bin" / "python"), "-m", "scrapyd", "--pidfile="]
    with (project / "scrapyd.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=project, env=plain(**extra), stdout=log, stderr=log)
    try:
        started = Scrapyd(f"http://127.0.0.1:{port}/", project)
        wait_until_it_answers(started, process)
        yield started
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def wait_until_it_answers(scrapyd: Scrapyd, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            scrapyd.ask("daemonstatus.json")
            return
        except OSError:
            log = (scrapyd.project / "scrapyd.log").read_text("utf-8")
            assert process.poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.1)


@pytest.fixture(scope="module")
def scrapyd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapyd]:
    """scrapyd with the project deployed; what lies in its source tree can't be imported any more."""
    project = copy_project(tmp_path_factory.mktemp("scrapyd"))
    for name in ("README.md", "LICENSE"):
        shutil.copy(PROJECT / name, project / name)
    with running(project) as started:
        deployed = started.deploy()
        assert deployed.code == 0, deployed.err + (project / "scrapyd.log").read_text("utf-8")
        assert json.loads(deployed.out)["status"] == "ok", deployed.out
        for package in ("newsspiders", "extractors"):
            (project / package / "__init__.py").write_text("raise ImportError('the source tree')\n", "utf-8")
        yield started


def test_its_spiders_are_those_of_the_project(scrapyd: Scrapyd) -> None:
    spiders = scrapyd.ask("listspiders.json?project=newsspiders")["spiders"]
    assert {"vietnamplus", "antaranews"} <= set(spiders)


@pytest.mark.parametrize("more", ["EXTRACT_PROCESSES=0", "EXTRACT_PROCESSES=1"])
def test_a_scheduled_crawl_fills_the_store(scrapyd: Scrapyd, tmp_path: Path, more: str) -> None:
    store = tmp_path / "news.sqlite3"
    settings = [f"REPLAY={PROJECT / 'fixtures'}", f"DATABASE_URL=sqlite:///{store}", f"ARCHIVE_DIR={tmp_path}/a", more]
    told = scrapyd.ask("schedule.json", project="newsspiders", spider="vietnamplus", setting=settings, limit=3)
    assert told["status"] == "ok", told
    job = scrapyd.finished(told["jobid"])
    assert job["spider"] == "vietnamplus"
    with urllib.request.urlopen(scrapyd.url.rstrip("/") + job["log_url"]) as answer:
        log = answer.read().decode()
    assert "vietnamplus: 3 articles (3 new)" in log
    assert "ERROR" not in log
    assert stored(store) == 3


def test_a_wrong_argument_is_told_in_scrapyds_log(scrapyd: Scrapyd) -> None:
    told = scrapyd.ask("schedule.json", project="newsspiders", spider="vietnamplus", limt=3)
    scrapyd.finished(told["jobid"])
    assert "no argument 'limt'; did you mean limit=?" in (scrapyd.project / "scrapyd.log").read_text("utf-8")


def stored(path: Path) -> int:
    with sqlite3.connect(path) as store:
        (count,) = store.execute("SELECT count(*) FROM articles").fetchone()
    return int(count)
