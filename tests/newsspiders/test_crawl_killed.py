"""A crawl that is killed with SIGKILL again and again ends with the same store as one that was left in peace."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.newsspiders.loopback_server import LoopbackSite, loopback_site
from tests.newsspiders.running import command_line, environment, loopback_arguments

PAGES = 500
KILLS = 20
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")


def start(site: LoopbackSite, folder: Path) -> subprocess.Popen[bytes]:
    folder.mkdir(exist_ok=True)
    arguments = command_line(*loopback_arguments(*FAST))
    return subprocess.Popen(arguments, cwd=folder, env=environment(LOOPBACK_SERVER=site.url), stderr=subprocess.PIPE)


def run_to_the_end(site: LoopbackSite, folder: Path) -> None:
    with start(site, folder) as process:
        _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


def run_until(site: LoopbackSite, folder: Path, *, pages: int, seconds: float) -> bool:
    """Kill a run so many seconds after it has asked for so many pages; whether it was still running."""
    before = len(site.asked)
    with start(site, folder) as process:
        deadline = time.monotonic() + 60
        while len(site.asked) - before < pages and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(seconds)
        was_running = process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        assert process.stderr is not None
        process.stderr.read()
    return was_running


def articles(folder: Path) -> list[tuple[str, str, int]]:
    with closing(sqlite3.connect(folder / "data/news.sqlite3")) as database:
        return database.execute(
            "SELECT canonical_url, content_hash, revision FROM articles ORDER BY canonical_url"
        ).fetchall()


def open_urls(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "data/news.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM urls WHERE outcome != 'article'").fetchone()
        return int(count)


@pytest.fixture(scope="module")
def seed() -> int:
    return random.randrange(10**6)


def test_killed_at_twenty_moments_nothing_is_lost_and_nothing_twice(tmp_path: Path, seed: int) -> None:
    moments = random.Random(seed)
    with loopback_site() as site:
        names = [f"n{number}" for number in range(PAGES)]
        site.feed(*names)
        for name in names:
            site.article(name)
        run_to_the_end(site, tmp_path / "undisturbed")
        in_peace = len(site.asked)
        hits = 0
        for _ in range(KILLS):
            # Robots.txt, feed and sitemap are asked for in each run; what comes then is the articles that are left.
            pages = moments.choice((0, 1, 2, 3, moments.randint(4, PAGES // 12), moments.randint(4, PAGES // 12)))
            hits += run_until(site, tmp_path / "killed", pages=pages, seconds=moments.uniform(0, 0.1))
        run_to_the_end(site, tmp_path / "killed")
        asked_again = len(site.asked) - 2 * in_peace
    expected = articles(tmp_path / "undisturbed")
    assert len(expected) == PAGES
    assert articles(tmp_path / "killed") == expected, f"seed {seed}"
    assert open_urls(tmp_path / "killed") == 0, f"seed {seed}"
    assert hits >= KILLS // 2, "the runs were over before they were killed"
    # What was on its way when a run was killed is asked for again, and hardly more.
    assert asked_again <= (KILLS + 1) * (3 + 64), f"seed {seed}"
