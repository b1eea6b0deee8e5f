"""Datasette as people start it, on a store that a real crawl filled."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from newsspiders.store import Store
from tests.newsspiders.articles import MOMENT, make_item
from tests.newsspiders.running import PROJECT, environment, run_scrapy
from tests.newsspiders.states import SITE, make_state

SHIPPED = PROJECT / "deploy" / "datasette"
SITES = (SITE, "tempo", "hanoionline")
START_SECONDS = 30
PAGE = "https://www.vietnamplus.vn/"
HOSTILE = "<script>document.title='gotcha'</script>"


@dataclass(frozen=True, slots=True)
class Served:
    """A running Datasette."""

    url: str
    database: Path

    def get(self, path: str, **parameters: str) -> httpx.Response:
        """One page of it."""
        return httpx.get(f"{self.url}{path}", params=parameters or None, timeout=30, follow_redirects=True)

    def json(self, path: str, **parameters: str) -> dict[str, Any]:
        """The same page as data."""
        answer = self.get(f"{path}.json", **parameters)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def rows(self, path: str, **parameters: str) -> list[dict[str, Any]]:
        """The rows that page shows."""
        found: Any = self.json(path, _shape="array", **parameters)
        rows: list[dict[str, Any]] = found
        return rows


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store filled by crawls of the fixtures, and with what they do not give: changes, trouble, a hostile title."""
    folder = tmp_path_factory.mktemp("crawled")
    for site in SITES:
        run = run_scrapy("crawl", site, "-s", f"REPLAY={PROJECT / 'fixtures'}", folder=folder)
        assert run.code == 0, run.err
    with closing(Store(run.database)) as store:
        store.save(make_item(title="Giá vàng giảm", source_url="https://a.example/1"))
        store.save(make_item(fetched_at=MOMENT + timedelta(hours=1), source_url="https://a.example/1"))
        store.save(make_item(canonical_url=f"{PAGE}x", title=HOSTILE, lead=None, source_url="https://a.example/1"))
        with store.session() as session:
            session.put_state(SITE, make_state("away", outcome="gone", failures=2, status=410, last_fetched=MOMENT))
    return folder / "data" / "news.sqlite3"


def folder_of(database: Path, folder: Path) -> Path:
    """The folder that Datasette is started on: what this project ships, and the store."""
    shutil.copytree(SHIPPED, folder)
    (folder / "news.sqlite3").symlink_to(database)
    return folder


@contextmanager
def datasette(*arguments: str | Path, log: Path) -> Iterator[str]:
    """The URL of a Datasette in a process of its own."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", *map(str, arguments), "--port", str(port)]
    with log.open("w") as told:
        process = subprocess.Popen(command, env=environment(), stdout=told, stderr=told)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        try:
            httpx.get(f"{url}/-/versions.json")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Datasette did not start: {log.read_text('utf-8')}")


@pytest.fixture(scope="session")
def served(crawled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Datasette on that store, as docs/keeping.md starts it."""
    base = tmp_path_factory.mktemp("served")
    with datasette(folder_of(crawled, base / "datasette"), log=base / "log") as url:
        yield Served(url, crawled)
