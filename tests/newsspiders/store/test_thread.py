"""StoreThread: jobs in few transactions, a failing one alone, and patience when the store is away."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newsspiders.store import Session, Store, StoreError, StoreThread
from tests.newsspiders import postgres
from tests.newsspiders.articles import make_item

PATIENCE_SECONDS = 30.0


@dataclass
class Told:
    """What the thread said, and when it first did."""

    waits: list[str] = field(default_factory=list)
    resumed: int = 0
    waiting: threading.Event = field(default_factory=threading.Event)

    def on_wait(self, message: str) -> None:
        self.waits.append(message)
        self.waiting.set()

    def on_resume(self) -> None:
        self.resumed += 1


@contextmanager
def running(store: Store, *, told: Told | None = None, patience: float = PATIENCE_SECONDS) -> Iterator[StoreThread]:
    told = told or Told()
    thread = StoreThread(store, patience_seconds=patience, on_wait=told.on_wait, on_resume=told.on_resume)
    try:
        yield thread
    finally:
        thread.close()


def save(number: int, session: Session) -> str:
    return session.save(make_item(canonical_url=f"https://x.example/{number}"))


def test_results_come_in_order(store: Store) -> None:
    with running(store) as thread:
        futures = [thread.submit(lambda session, n=n: (n, save(n, session))) for n in range(300)]  # type: ignore[misc]
        assert [future.result(timeout=30) for future in futures] == [(n, "new") for n in range(300)]
    assert store.count() == 300


def test_what_waits_is_one_transaction(store: Store) -> None:
    go = threading.Event()
    seen: list[int] = []

    def look(session: Session) -> int:
        seen.append(id(session))
        return save(len(seen), session) == "new"

    with running(store) as thread:
        first = thread.submit(lambda session: go.wait(30))
        futures = [thread.submit(look) for _ in range(5)]
        go.set()
        assert first.result(timeout=30)
        assert all(future.result(timeout=30) for future in futures)
    assert len(seen) == 5
    assert len(set(seen)) == 1


def test_a_failing_job_fails_alone(store: Store) -> None:
    go = threading.Event()

    def crash(session: Session) -> None:
        save(99, session)
        raise RuntimeError("a mistake in a job")

    with running(store) as thread:
        thread.submit(lambda session: go.wait(30))
        good = [thread.submit(lambda session, n=n: save(n, session)) for n in range(3)]  # type: ignore[misc]
        bad = thread.submit(crash)
        refused = thread.submit(lambda session: session.save(make_item(title=None)))
        go.set()
        assert [future.result(timeout=30) for future in good] == ["new"] * 3
        with pytest.raises(RuntimeError, match="a mistake in a job"):
            bad.result(timeout=30)
        with pytest.raises(StoreError, match="not stored"):
            refused.result(timeout=30)
    assert store.count() == 3


def test_in_an_asyncio_loop(store: Store) -> None:
    async def save_two(thread: StoreThread) -> list[str]:
        return list(
            await asyncio.gather(*(thread.run(lambda session, n=n: save(n, session)) for n in range(2)))  # type: ignore[misc]
        )

    with running(store) as thread:
        assert asyncio.run(save_two(thread)) == ["new", "new"]


def test_close_finishes_what_was_submitted(store: Store) -> None:
    thread = StoreThread(store, patience_seconds=1)
    futures = [thread.submit(lambda session, n=n: save(n, session)) for n in range(50)]  # type: ignore[misc]
    thread.close()
    thread.close()
    assert all(future.done() for future in futures)
    assert store.count() == 50
    with pytest.raises(StoreError, match="was closed"):
        thread.submit(lambda session: session.count())


def test_a_cancelled_job_is_not_done(store: Store) -> None:
    go = threading.Event()
    with running(store) as thread:
        blocked = thread.submit(lambda session: go.wait(30))
        cancelled = thread.submit(lambda session: save(1, session))
        while not blocked.running():
            pass
        was_cancelled = cancelled.cancel()
        go.set()
    assert store.count() == (0 if was_cancelled else 1)


class TestUnavailable:
    """The store goes away, for a moment or for good."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "news.sqlite3"

    @pytest.fixture
    def store(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
        monkeypatch.setattr("newsspiders.store.database_file.BUSY_SECONDS", 0)
        with closing(Store(f"sqlite:///{path}")) as store:
            store.save(make_item())
            yield store

    def test_locked_for_a_moment(self, store: Store, path: Path) -> None:
        told = Told()
        with closing(sqlite3.connect(path, isolation_level=None)) as other, running(store, told=told) as thread:
            other.execute("BEGIN IMMEDIATE")
            future = thread.submit(lambda session: save(1, session))
            assert told.waiting.wait(30)
            other.execute("COMMIT")
            assert future.result(timeout=30) == "new"
            assert thread.submit(lambda session: save(2, session)).result(timeout=30) == "new"
        assert len(told.waits) == told.resumed == 1
        assert "database is locked" in told.waits[0]

    def test_locked_for_too_long(self, store: Store, path: Path) -> None:
        told = Told()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with running(store, told=told, patience=0.1) as thread:
                future = thread.submit(lambda session: save(1, session))
                with pytest.raises(StoreError, match=r"database is locked; gave up after 0\.1 s"):
                    future.result(timeout=30)
                with pytest.raises(StoreError, match="gave up"):
                    thread.submit(lambda session: save(2, session)).result(timeout=1)
        assert told.resumed == 0
        assert store.count() == 1

    def test_deleted_and_put_back(self, store: Store, path: Path) -> None:
        told = Told()
        away = path.with_name("away")
        with running(store, told=told) as thread:
            path.rename(away)
            future = thread.submit(lambda session: save(1, session))
            assert told.waiting.wait(30)
            assert not path.exists()  # no empty one in its place
            away.rename(path)
            assert future.result(timeout=30) == "new"
        assert "was deleted or moved away; put it back" in told.waits[0]
        assert store.count() == 2

    def test_replaced_by_a_copy(self, store: Store, path: Path) -> None:
        told = Told()
        copy = path.with_name("copy")
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        store.save(make_item(canonical_url="https://x.example/lost"))
        with running(store, told=told) as thread:
            copy.replace(path)
            assert thread.submit(lambda session: save(1, session)).result(timeout=30) == "new"
        assert "was replaced by another file" in told.waits[0]
        assert {row["canonical_url"] for row in store.rows()} == {make_item().fetch.key, "https://x.example/1"}

    def test_replaced_by_what_is_no_store(self, store: Store, path: Path) -> None:
        with running(store, patience=0.1) as thread:
            path.unlink()
            path.write_bytes(b"")
            with pytest.raises(StoreError, match="gave up"):
                thread.submit(lambda session: save(1, session)).result(timeout=30)
        assert path.read_bytes() == b""

    def test_postgresql_restarts(self, postgres_server: postgres.Server, postgres_url: str) -> None:
        told = Told()
        with closing(Store(postgres_url)) as store, running(store, told=told) as thread:
            assert thread.submit(lambda session: save(1, session)).result(timeout=30) == "new"
            postgres_server.stop()
            future = thread.submit(lambda session: save(2, session))
            assert told.waiting.wait(30)
            postgres_server.start()
            assert future.result(timeout=60) == "new"
            assert store.count() == 2
        assert len(told.waits) == told.resumed == 1
