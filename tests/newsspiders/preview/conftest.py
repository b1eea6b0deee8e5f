"""Previews served in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import pytest

from extractors import Site
from extractors.changes import Change
from newsspiders.preview.samples import Sample
from newsspiders.preview.server import PreviewServer
from newsspiders.preview.workbench import Workbench
from tests.newsspiders.preview.pages import FURNITURE, SITE, sample
from tests.newsspiders.serving import serving

Serve = Callable[..., PreviewServer]


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
    with PreviewServer(workbench) as server, serving(server):
        yield server


def _told(name: str, changes: Sequence[Change], for_real: bool) -> str:
    """An editor that changes no file."""
    return f"--- a/{name}.py\n+++ b/{name}.py\n+{len(changes)} changes, {'written' if for_real else 'shown'}\n"
