"""The store and the world: two processes writing, a full disk, a killed writer."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from newsspiders.store import Store
from tests.newsspiders.running import PROJECT, environment
from tests.newsspiders.states import SITE

START = """
import resource, signal, sys
from newsspiders.store import Store, StoreUnavailable
from tests.newsspiders.articles import make_item
from tests.newsspiders.states import make_state
store = Store({url!r})
def save(name, **changes):
    with store.session() as session:
        return session.save(make_item(canonical_url=f"https://x.example/{{name}}", **changes), make_state(name, next_due=None))
"""


def start(url: str, code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START.format(url=url) + code],
        cwd=PROJECT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_write_at_once(store: Store, database_url: str) -> None:
    code = "print([save(f'{n}') for n in range(100)].count('new'))"
    writers = [start(database_url, code) for _ in range(2)]
    told = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], told
    assert sum(int(out) for out, _ in told) == store.count() == 100


def test_a_full_disk_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/news.sqlite3"
    code = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
save("first")
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limits[1]))
saved = 1
try:
    while saved < 1000:
        save(f"{saved}", lead="chữ " * 1000)
        saved += 1
except StoreUnavailable as error:
    print(saved)
    print(error, file=sys.stderr)
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
save("last")
"""
    out, err = start(url, code).communicate(timeout=60)
    with closing(Store(url)) as store:
        assert store.count() == int(out) + 1 > 2, err
        assert check(store) == "ok"
    assert "news.sqlite3" in err or "not stored" in err


def test_a_killed_writer_leaves_whole_transactions(store: Store, database_url: str) -> None:
    code = """
n = 0
while True:
    save(f"{n}")
    n += 1
    print(n, flush=True)
"""
    writer = start(database_url, code)
    assert writer.stdout is not None
    committed = 0
    while committed < 30:
        committed = int(writer.stdout.readline())
    writer.kill()
    said = writer.stdout.read().split()
    writer.communicate()
    committed = int(said[-1]) if said else committed
    with closing(Store(database_url)) as again:
        assert again.count() in (committed, committed + 1)
        with again.read() as session:
            urls = session._connection.execute(text("SELECT count(*) FROM urls WHERE article_id IS NOT NULL"))
            assert urls.scalar_one() == again.count(site=SITE)
        if again.path is not None:
            assert check(again) == "ok"


def check(store: Store) -> str:
    with store.read() as session:
        return str(session._connection.execute(text("PRAGMA integrity_check")).scalar_one())
