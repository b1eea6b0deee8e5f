"""Extractor: the same result here and in a process of its own; and what becomes of a process that dies."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from extractors import Extraction
from extractors.errors import NotAnArticleError
from newsspiders.extraction import ExtractionProcessError, Extractor
from tests.newsspiders.loopback_server import HTML, article_html, loopback_site
from tests.newsspiders.loopback_spiders import LoopbackSpider
from tests.newsspiders.running import command_line, crawl_loopback, environment, loopback_arguments

SPIDER = (LoopbackSpider.__module__, LoopbackSpider.__qualname__)
PAGE = article_html("một").encode()
URL = "http://127.0.0.1/a/mot"
T = TypeVar("T")


def run(steps: Callable[[Extractor], Awaitable[T]], *, processes: int = 1) -> T:
    """Take some steps with an extractor, in one event loop."""

    async def all_steps() -> T:
        extractor = Extractor(LoopbackSpider.site, spider=SPIDER, processes=processes)
        try:
            return await steps(extractor)
        finally:
            await extractor.close()

    return asyncio.run(all_steps())


async def extract_one(extractor: Extractor, page: bytes = PAGE) -> Extraction:
    return await extractor.extract(page, url=URL, fetched_at=datetime(2026, 3, 8, tzinfo=UTC))


def test_the_same_here_and_there() -> None:
    here, there = (run(extract_one, processes=processes) for processes in (0, 1))
    assert here == there
    assert here.article.site == "loopback"


def test_answers_come_to_those_who_asked() -> None:
    async def steps(extractor: Extractor) -> list[Extraction]:
        pages = [article_html(f"số-{number}").encode() for number in range(30)]
        return await asyncio.gather(*(extract_one(extractor, page) for page in pages))

    titles = [found.article.title for found in run(steps, processes=2)]
    assert titles == [f"Câu chuyện số-{number} hôm nay" for number in range(30)]


def test_errors_come_through() -> None:
    with pytest.raises(NotAnArticleError):
        run(lambda extractor: extract_one(extractor, b"<html><body><nav>x</nav></body></html>"))


def test_a_mistake_in_a_sites_code_comes_through() -> None:
    page = PAGE.replace(b"<html", b"<html class='crash'")
    with pytest.raises(RuntimeError, match="a mistake in a site's code"):
        run(lambda extractor: extract_one(extractor, page))


def test_a_process_that_dies_costs_the_page_it_was_at() -> None:
    async def steps(extractor: Extractor) -> list[Extraction | BaseException]:
        await extract_one(extractor)
        (pid,) = workers_of(os.getpid())
        os.kill(pid, signal.SIGSTOP)
        asked = [asyncio.create_task(extract_one(extractor)) for _ in range(3)]
        await asyncio.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
        return await asyncio.gather(*asked, return_exceptions=True)

    first, *others = run(steps)
    assert isinstance(first, ExtractionProcessError)
    assert [found.article.title for found in others if isinstance(found, Extraction)] == ["Câu chuyện một hôm nay"] * 2


def answer_late() -> tuple[int, dict[str, str], bytes]:
    time.sleep(3)
    return 404, HTML, b""


def test_processes_end_with_a_crawl_that_is_killed(tmp_path: Path) -> None:
    with loopback_site() as site:
        site.feed("one", "hang")
        site.article("one")
        site.answers["/a/hang"] = answer_late
        arguments = loopback_arguments("-s", "EXTRACT_PROCESSES=1", "-s", "DOWNLOAD_DELAY=0.01")
        with subprocess.Popen(
            command_line(*arguments), cwd=tmp_path, env=environment(LOOPBACK_SERVER=site.url), stderr=subprocess.DEVNULL
        ) as crawl:
            deadline = time.monotonic() + 30
            while not (workers := workers_of(crawl.pid)):
                assert time.monotonic() < deadline
                time.sleep(0.05)
            crawl.kill()
    while any(is_alive(pid) for pid in workers):
        assert time.monotonic() < deadline, "the process outlived its crawl"
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


def workers_of(parent: int) -> list[int]:
    """The extracting processes of a process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            its_parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended
            continue
        if its_parent == parent and b"newsspiders.extraction_worker" in command:
            found.append(int(folder.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
