"""Where pages are extracted: in this process, or in some of its own, so that a second core takes that work over."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from extractors import Extraction, Site, extract
from newsspiders.extraction_worker import HEADER, pack

_PIPE_BYTES = 1024 * 1024


class ExtractionProcessError(Exception):
    """A process ended while it extracted a page: a crash of the parser, or no memory."""


class Extractor:
    """Extracts the pages of one site. With `processes=0` right here; else the caller only waits."""

    def __init__(self, site: Site, *, spider: tuple[str, str], processes: int) -> None:
        """`spider` is the module and the name of the class that has the site: what a process can import."""
        self._site = site
        self._workers = [_Worker(*spider) for _ in range(processes)]

    async def extract(self, page: bytes | str, *, url: str, fetched_at: datetime) -> Extraction:
        """The extraction of a page.

        :raises ExtractionError: it gave no article.
        :raises ExtractionProcessError: the process ended; the next page gets a new one.
        """
        if not self._workers:
            return extract(page, url=url, site=self._site, fetched_at=fetched_at)
        worker = min(self._workers, key=len)
        return await worker.extract(page, url=url, fetched_at=fetched_at)

    async def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            await worker.close()


@dataclass(frozen=True, slots=True, eq=False)
class _Pending:
    url: str
    frame: bytes
    answer: asyncio.Future[Extraction]


class _Worker:
    """One process, started with its first page, and again after it died. It answers in the order it is asked."""

    def __init__(self, module: str, name: str) -> None:
        self._arguments = (module, name)
        self._pending: deque[_Pending] = deque()
        self._process: Process | None = None
        self._starting = asyncio.Lock()
        self._reading: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    async def extract(self, page: bytes | str, *, url: str, fetched_at: datetime) -> Extraction:
        """The extraction of a page; raises as `Extractor.extract`."""
        process = await self._running()
        pending = _Pending(url, pack((page, url, fetched_at)), asyncio.get_running_loop().create_future())
        self._pending.append(pending)
        assert process.stdin is not None
        process.stdin.write(pending.frame)
        return await pending.answer

    async def close(self) -> None:
        """Let the process end."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()
        if self._reading is not None:
            await self._reading

    async def _running(self) -> Process:
        async with self._starting:
            if self._process is None:
                self._process = await self._start()
                self._reading = asyncio.create_task(self._read(self._process))
            return self._process

    async def _start(self) -> Process:
        paths = os.pathsep.join(path for path in sys.path if path)  # it imports what this process can import
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "newsspiders.extraction_worker", *self._arguments),
            stdin=PIPE,
            stdout=PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            limit=_PIPE_BYTES,
        )

    async def _read(self, process: Process) -> None:
        """Hand out answers until the process ends; what it did not come to is given to a new one."""
        assert process.stdout is not None
        try:
            while True:
                (length,) = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
                answer = pickle.loads(await process.stdout.readexactly(length))
                _settle(self._pending.popleft(), answer)
        except asyncio.IncompleteReadError:
            if self._process is process:
                self._process = None
        await process.wait()
        if self._pending:
            lost = self._pending.popleft()
            _settle(lost, ExtractionProcessError(f"{lost.url}: the extracting process ended"))
            await self._repeat()

    async def _repeat(self) -> None:
        """Ask a new process for what the old one did not come to."""
        waiting, self._pending = self._pending, deque()
        if not waiting:
            return
        process = await self._running()
        assert process.stdin is not None
        self._pending.extend(waiting)
        process.stdin.write(b"".join(pending.frame for pending in waiting))


def _settle(pending: _Pending, answer: Extraction | Exception) -> None:
    if pending.answer.cancelled():
        return
    if isinstance(answer, Exception):
        pending.answer.set_exception(answer)
    else:
        pending.answer.set_result(answer)
