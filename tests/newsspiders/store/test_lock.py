"""SpiderLock: one run of a spider at a time, and no lock outlives its process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsspiders.store import AlreadyRunning, SpiderLock, Store
from tests.newsspiders.running import PROJECT, environment

HOLD = """
import sys, time
from datetime import UTC, datetime
from newsspiders.store import SpiderLock, Store
store = Store({url!r})
lock = SpiderLock(store, "cri")
lock.acquire()
with store.session() as session:
    session.start_run(spider="cri", arguments={{}}, pid={pid}, host="there", now=datetime(2026, 3, 7, 1, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(database_url: str) -> Iterator[subprocess.Popen[str]]:
    """Another process, which holds the lock of cri until it ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(url=database_url, pid=4711)],
        cwd=PROJECT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_the_other_run_is_named(holder: subprocess.Popen[str], store: Store) -> None:
    with pytest.raises(AlreadyRunning, match=r"cri is being crawled .*\(pid \d+ on .+, since 20.*\); wait") as caught:
        SpiderLock(store, "cri").acquire()
    pid = 4711 if store.path is None else holder.pid  # a server's lock is told by the run, a file's by itself
    assert f"pid {pid} " in str(caught.value)


def test_other_spiders_are_free(holder: subprocess.Popen[str], store: Store) -> None:
    lock = SpiderLock(store, "tuoitre")
    lock.acquire()
    lock.release()


def test_gone_with_a_killed_process(holder: subprocess.Popen[str], store: Store) -> None:
    holder.kill()
    holder.wait()
    lock = SpiderLock(store, "cri")
    for _ in range(50):  # PostgreSQL sees a moment later that its client is gone
        try:
            lock.acquire()
        except AlreadyRunning:
            assert store.path is None
            with store.read() as session:
                session._connection.exec_driver_sql("SELECT pg_sleep(0.1)")
        else:
            break
    else:
        pytest.fail("still held")
    lock.release()


def test_released_and_taken_again(store: Store, database_url: str) -> None:
    with closing(Store(database_url)) as other:
        first, second = SpiderLock(store, "cri"), SpiderLock(other, "cri")
        first.acquire()
        with pytest.raises(AlreadyRunning):
            second.acquire()
        first.release()
        second.acquire()
        second.release()
        second.release()


def test_a_held_file_names_its_holder(tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/news.sqlite3")) as store:
        lock = SpiderLock(store, "cri")
        lock.acquire()
        assert f'"pid": {os.getpid()}' in (tmp_path / ".news.sqlite3.cri.lock").read_text()
        lock.release()
        assert (tmp_path / ".news.sqlite3.cri.lock").read_text() == ""


def test_a_store_in_memory_is_nobody_elses() -> None:
    with closing(Store("sqlite://")) as store, closing(Store("sqlite://")) as other:
        SpiderLock(store, "cri").acquire()
        SpiderLock(other, "cri").acquire()


def test_a_lost_race_without_a_run_is_still_told(store: Store, database_url: str) -> None:
    with closing(Store(database_url)) as other:
        lock = SpiderLock(other, "cri")
        lock.acquire()
        if store.path is not None:
            store.path.with_name(f".{store.path.name}.cri.lock").write_text("")  # not written yet
        with pytest.raises(AlreadyRunning, match="it has not said which"):
            SpiderLock(store, "cri").acquire()
        lock.release()


FULL = """
import resource
from newsspiders.store import SpiderLock, Store, StoreError
store = Store({url!r})
before = resource.getrlimit(resource.RLIMIT_FSIZE)
lock = SpiderLock(store, "cri")
resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
try:
    lock.acquire()
except StoreError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, before)
lock.acquire()
print("held")
"""


def test_a_full_disk_is_a_store_error_and_leaves_no_lock(tmp_path: Path) -> None:
    code = FULL.format(url=f"sqlite:///{tmp_path}/news.sqlite3")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False
    )
    told, held = done.stdout.splitlines()
    assert told.startswith(f"{tmp_path}/.news.sqlite3.cri.lock: File too large")
    assert held == "held"
