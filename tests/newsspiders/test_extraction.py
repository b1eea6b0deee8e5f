"""Extractor: the same result here and in a process of its own; and what becomes of a process that dies."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.errors import NotAnArticleError
from newsspiders.extraction import ExtractionProcessError, Extractor
from tests.newsspiders.loopback_server import article_html, loopback_site
from tests.newsspiders.loopback_spiders import LoopbackSpider
from tests.newsspiders.running import crawl_loopback

SPIDER = (LoopbackSpider.__module__, LoopbackSpider.__qualname__)
PAGE = article_html("một").encode()
FACTS = {"url": "http://127.0.0.1/a/mot", "fetched_at": datetime(2026, 3, 8, tzinfo=UTC)}


@pytest.fixture
def extractor() -> Iterator[Extractor]:
    made = Extractor(LoopbackSpider.site, spider=SPIDER, processes=1)
    yield made
    made.close()


def test_the_same_here_and_there(extractor: Extractor) -> None:
    here = Extractor(LoopbackSpider.site, spider=SPIDER, processes=0)
    one, other = (asyncio.run(one.extract(PAGE, **FACTS)) for one in (here, extractor))  # type: ignore[arg-type]
    assert one == other
    assert one.article.site == "loopback"


def test_errors_come_through(extractor: Extractor) -> None:
    with pytest.raises(NotAnArticleError):
        asyncio.run(extractor.extract(b"<html><body><nav>x</nav></body></html>", **FACTS))  # type: ignore[arg-type]


def test_a_process_that_dies_costs_one_page(extractor: Extractor) -> None:
    asyncio.run(extractor.extract(PAGE, **FACTS))  # type: ignore[arg-type]
    (pid,) = _children()
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(ExtractionProcessError, match="the extracting process ended"):
        asyncio.run(extractor.extract(PAGE, **FACTS))  # type: ignore[arg-type]
    assert asyncio.run(extractor.extract(PAGE, **FACTS)).article.title  # type: ignore[arg-type]


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys, time\n"
        "from tests.newsspiders.test_extraction import FACTS, PAGE, SPIDER, Extractor, LoopbackSpider, _children\n"
        "if __name__ == '__main__':\n"
        "    made = Extractor(LoopbackSpider.site, spider=SPIDER, processes=1)\n"
        "    asyncio.run(made.extract(PAGE, **FACTS))\n"
        "    print(*_children(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 20
    while _is_alive(pid):
        assert time.monotonic() < deadline, "the process outlived its parent"
        time.sleep(0.05)


def test_a_crawl_with_a_process(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.feed("one", "two", "front")
        site.article("one")
        site.article("two")
        site.html("/a/front", "<html><body><nav><a href='/'>Trang chủ</a></nav></body></html>")
        run = crawl_loopback(site, tmp_path, "-s", "EXTRACT_PROCESSES=1")
    assert run.code == 0
    assert sorted(item["title"] for item in run.items) == ["Câu chuyện one hôm nay", "Câu chuyện two hôm nay"]
    assert "1 not article" in run.err


def _children() -> list[int]:
    """Children of this process that extract: the only ones whose command line says so."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended
            continue
        if parent == os.getpid() and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
