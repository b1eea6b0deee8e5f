"""A real Chromium, and previews served in this process."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from extractors import Site
from extractors.changes import Change
from newsspiders.preview.samples import Sample
from newsspiders.preview.server import PreviewServer
from newsspiders.preview.workbench import Workbench
from tests.newsspiders.preview.pages import FURNITURE, SITE, sample

Serve = Callable[..., PreviewServer]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium. No longer than for a module: its event loop runs in this thread, and asyncio allows one."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("TESTS_REQUIRE_CHROMIUM") == "1":
            pytest.fail("Chromium is required and not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """An empty tab of a profile of its own."""
    with chromium.new_context(viewport={"width": 1400, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a preview; all are stopped at the end."""
    with ExitStack() as stack:

        def start(*samples: Sample, site: Site | None = SITE) -> PreviewServer:
            bench = Workbench(site=site, samples=samples or (sample(FURNITURE), sample(name="two")), edit=_told)
            return stack.enter_context(running(bench))

        yield start


@contextmanager
def running(workbench: Workbench) -> Iterator[PreviewServer]:
    """A server in a thread."""
    with PreviewServer(workbench) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def _told(name: str, changes: Sequence[Change], for_real: bool) -> str:
    """An editor that changes no file."""
    return f"--- a/{name}.py\n+++ b/{name}.py\n+{len(changes)} changes, {'written' if for_real else 'shown'}\n"
