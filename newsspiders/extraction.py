"""Where pages are extracted: in this process, or in some of its own, so that a second core takes that work over."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from importlib import import_module

from extractors import Extraction, Site, extract


class ExtractionProcessError(Exception):
    """A process ended while it extracted a page: a crash of the parser, or no memory."""


class Extractor:
    """Extracts the pages of one site. With `processes=0` right here; else the caller only waits."""

    def __init__(self, site: Site, *, spider: tuple[str, str], processes: int) -> None:
        """`spider` is the module and the name of the class that has the site: what a process can import."""
        self._site = site
        self._spider = spider
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    async def extract(self, page: bytes | str, *, url: str, fetched_at: datetime) -> Extraction:
        """The extraction of a page.

        :raises ExtractionError: it gave no article.
        :raises ExtractionProcessError: the process ended; the next page gets a new one.
        """
        if self._processes == 0:
            return extract(page, url=url, site=self._site, fetched_at=fetched_at)
        if self._pool is None:
            self._pool = self._start()
        pool = self._pool
        try:
            return await asyncio.wrap_future(pool.submit(_extract, page, url, fetched_at))
        except BrokenProcessPool as error:
            if self._pool is pool:  # the first of those who waited for it
                self._pool = None
                pool.shutdown(wait=False)
            raise ExtractionProcessError(f"{url}: the extracting process ended") from error

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes,
            mp_context=multiprocessing.get_context("spawn"),  # a fork would take along threads and open sockets
            initializer=_begin,
            initargs=self._spider,
        )


_site: Site | None = None


def _begin(module: str, name: str) -> None:
    """In a new process: learn the site, leave Ctrl+C to the parent, and end with it, however that ends."""
    global _site
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _site = getattr(import_module(module), name).site


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _extract(page: bytes | str, url: str, fetched_at: datetime) -> Extraction:
    return extract(page, url=url, site=_site, fetched_at=fetched_at)
