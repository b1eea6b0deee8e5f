"""What goes wrong around a crawl: the store is locked, gone, or full; the archive's disk is full. Nothing is lost."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.newsspiders.loopback_server import LoopbackSite, article_html, loopback_site
from tests.newsspiders.running import command_line, crawl_loopback, environment, loopback_arguments

PAGES = 40
SLOWLY = ("-s", "DOWNLOAD_DELAY=0.03", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "DOWNLOAD_DELAY_JITTER=0")


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as running:
        names = [f"n{number}" for number in range(PAGES)]
        running.feed(*names)
        for name in names:
            running.article(name)
        yield running


class Running:
    """A crawl under way."""

    def __init__(self, process: subprocess.Popen[str], site: LoopbackSite, folder: Path) -> None:
        self.process = process
        self.site = site
        self.database = folder / "data/news.sqlite3"

    def wait_for_pages(self, count: int) -> None:
        deadline = time.monotonic() + 30
        while len([path for path in self.site.paths if path.startswith("/a/")]) < count:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def finish(self) -> tuple[int, str]:
        _, said = self.process.communicate(timeout=90)
        return self.process.returncode, said


@contextmanager
def crawling(
    site: LoopbackSite, folder: Path, *more: str, before: Callable[[], None] | None = None
) -> Iterator[Running]:
    arguments = command_line(*loopback_arguments(*SLOWLY, *more))
    with subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment(LOOPBACK_SERVER=site.url),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    ) as process:
        try:
            yield Running(process, site, folder)
        finally:
            process.kill()


def count(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        (found,) = connection.execute("SELECT count(DISTINCT canonical_url) FROM articles").fetchone()
        return int(found)


def lock(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database, isolation_level=None, timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_a_store_locked_for_a_while_makes_the_crawl_pause(site: LoopbackSite, tmp_path: Path) -> None:
    for number in range(PAGES):  # of real size, so that what waits to be written fills what Scrapy keeps in memory
        site.html(f"/a/n{number}", f"{article_html(f'n{number}')}<!--{'x' * 400_000}-->")
    with crawling(site, tmp_path) as run:
        run.wait_for_pages(5)
        other = lock(run.database)
        time.sleep(7)  # longer than a writer waits for another
        asked = len(site.paths)
        other.execute("ROLLBACK")
        other.close()
        code, said = run.finish()
    assert code == 0
    assert "waiting, the crawl pauses" in said
    assert "the crawl goes on" in said
    assert asked < PAGES  # it did pause
    assert count(run.database) == PAGES


def test_a_store_locked_for_too_long_ends_the_crawl_and_the_next_one_has_it_all(
    site: LoopbackSite, tmp_path: Path
) -> None:
    with crawling(site, tmp_path, "-s", "STORE_PATIENCE_SECONDS=1") as run:
        run.wait_for_pages(5)
        other = lock(run.database)
        code, said = run.finish()
        other.execute("ROLLBACK")
        other.close()
    assert code == 1
    assert "locked" in said
    assert "gave up after 1 s" in said
    assert "Traceback" not in said
    again = crawl_loopback(site, tmp_path)
    assert again.code == 0
    assert count(run.database) == PAGES


def test_a_store_that_was_moved_away_and_comes_back(site: LoopbackSite, tmp_path: Path) -> None:
    with crawling(site, tmp_path) as run:
        run.wait_for_pages(5)
        away = tmp_path / "away.sqlite3"
        run.database.rename(away)
        time.sleep(2)
        assert not run.database.exists()  # no empty one is made in its place
        away.rename(run.database)
        code, said = run.finish()
    assert code == 0
    assert "waiting, the crawl pauses" in said
    assert count(run.database) == PAGES


def test_a_store_that_stays_away_ends_the_crawl(site: LoopbackSite, tmp_path: Path) -> None:
    with crawling(site, tmp_path, "-s", "STORE_PATIENCE_SECONDS=1") as run:
        run.wait_for_pages(5)
        away = tmp_path / "away.sqlite3"
        run.database.rename(away)
        code, said = run.finish()
    assert code == 1
    assert "Traceback" not in said
    assert not run.database.exists()
    away.rename(run.database)
    assert crawl_loopback(site, tmp_path).code == 0
    assert count(run.database) == PAGES


def _limit_files(size: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_full_disk_ends_the_crawl_and_the_next_one_has_it_all(site: LoopbackSite, tmp_path: Path) -> None:
    settings = ("-s", "STORE_PATIENCE_SECONDS=1")
    with crawling(site, tmp_path, *settings, before=_limit_files(400 * 1024)) as run:
        code, said = run.finish()
    assert code == 1
    assert "full" in said or "I/O error" in said
    assert "gave up after 1 s" in said
    assert "Traceback" not in said
    before = count(run.database)
    assert before < PAGES
    assert crawl_loopback(site, tmp_path).code == 0
    assert count(run.database) == PAGES


def test_an_archive_that_cannot_be_written_ends_the_crawl_and_the_next_one_has_it_all(
    site: LoopbackSite, tmp_path: Path
) -> None:
    run = crawl_loopback(site, tmp_path, "-s", "ARCHIVE_ENABLED=1", "-s", "ARCHIVE_DIR=/dev/full/archive")
    assert run.code == 1
    assert "the archive can not be written" in run.err
    assert "Traceback" not in run.err
    assert not [path for path in site.paths if path.startswith("/a/")]
    assert crawl_loopback(site, tmp_path).code == 0
    assert count(tmp_path / "data/news.sqlite3") == PAGES
