"""Whether a run without an end still runs: its lock says so, or else its process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.overview.liveness import is_alive
from newsspiders.states import RunRecord
from newsspiders.store import SpiderLock, Store
from tests.newsspiders import postgres
from tests.newsspiders.articles import MOMENT

IN_MEMORY = "sqlite://"
HERE = socket.gethostname()


def run(*, pid: int, host: str = HERE, spider: str = "cri") -> RunRecord:
    return RunRecord(id=1, spider=spider, started_at=MOMENT, pid=pid, host=host)


def test_a_lock_that_is_held(store: Store) -> None:
    lock = SpiderLock(store, "cri")
    lock.acquire()
    assert is_alive(run(pid=2**22 + 1, host="elsewhere"), store=store)
    assert not is_alive(run(pid=os.getpid(), spider="vov"), store=store)
    lock.release()
    assert not is_alive(run(pid=os.getpid()), store=store)


def test_looking_turns_no_run_away(store: Store) -> None:
    lock, other = SpiderLock(store, "cri"), SpiderLock(store, "cri")
    lock.acquire()
    lock.release()
    assert other.is_held() is False
    lock.acquire()
    assert other.is_held() is True
    lock.release()


def test_a_lock_in_another_database_of_the_server(postgres_server: postgres.Server, postgres_url: str) -> None:
    other_url = postgres_server.create_database()
    with closing(Store(postgres_url)) as store, closing(Store(other_url)) as neighbour:
        lock = SpiderLock(neighbour, "cri")
        lock.acquire()
        assert SpiderLock(store, "cri").is_held() is False
        lock.release()
    postgres_server.drop_database(other_url)


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    """A process that was told to crawl cri."""
    with subprocess.Popen([sys.executable, "-c", "input()", "crawl", "cri"], stdin=subprocess.PIPE) as started:
        yield started
        started.kill()


def test_without_a_lock_the_process_decides(process: subprocess.Popen[bytes]) -> None:
    with closing(Store(IN_MEMORY)) as store:
        assert is_alive(run(pid=process.pid), store=store)
        assert not is_alive(run(pid=process.pid, host="elsewhere"), store=store)
        assert not is_alive(run(pid=process.pid, spider="vov"), store=store)  # the number was given out again
        process.kill()
        process.wait()
        assert not is_alive(run(pid=process.pid), store=store)
        assert not is_alive(run(pid=2**40), store=store)


def test_a_file_that_may_not_be_opened_tells_nothing(tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/news.sqlite3")) as store:
        (tmp_path / ".news.sqlite3.cri.lock").mkdir()  # root may open any file
        assert SpiderLock(store, "cri").is_held() is None
