"""Run the project's scrapy in a process of its own, from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.newsspiders.loopback_server import LoopbackSite

PROJECT = Path(__file__).parents[2]
TIMEOUT_SECONDS = 300  # against what hangs: on a busy machine the longest take a minute
AT_ONCE = ("-s", "DOWNLOAD_DELAY=0.01", "-s", "AUTOTHROTTLE_ENABLED=False")  # at 0 Scrapy loses the order


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def items(self) -> list[dict[str, Any]]:
        """What it exported with `-O out.jsonl`."""
        lines = (self.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @property
    def database(self) -> str:
        """URL of its store."""
        return f"sqlite:///{self.folder}/data/news.sqlite3"


def command_line(*arguments: str) -> list[str]:
    """The program and its arguments; a warning in the run is an error, as in the tests."""
    return [sys.executable, "-W", "error", "-m", "scrapy", *arguments]


def environment(**extra: str) -> dict[str, str]:
    """The environment of a run: this project's settings, whatever the folder."""
    own = ("SCRAPY_", "NEWSSPIDERS_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return {
        **kept,
        "SCRAPY_SETTINGS_MODULE": "newsspiders.settings",
        "PYTHONPATH": str(PROJECT),
        "NEWSSPIDERS_PRIVATE_HOSTS_ALLOWED": "127.0.0.1",  # the loopback server
        "COLUMNS": "120",
        **extra,
    }


def run_scrapy(*arguments: str, folder: Path, **extra: str) -> Run:
    """Run scrapy to its end."""
    done = subprocess.run(
        command_line(*arguments),
        cwd=folder,
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr, folder)


def loopback_arguments(*more: str, spider: str = "loopback") -> tuple[str, ...]:
    """`scrapy crawl` with a spider of the loopback server."""
    return ("crawl", spider, "-s", "SPIDER_MODULES=tests.newsspiders.loopback_spiders", *more)


def crawl_loopback(site: LoopbackSite, folder: Path, *more: str, spider: str = "loopback", **extra: str) -> Run:
    """Crawl the loopback server without delays."""
    arguments = loopback_arguments("-O", "out.jsonl", *AT_ONCE, *more, spider=spider)
    return run_scrapy(*arguments, folder=folder, LOOPBACK_SERVER=site.url, **extra)
