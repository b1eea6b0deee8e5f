"""Metrics over HTTP while a run lasts, served by the reactor itself: no thread, and nothing changes meanwhile."""

from __future__ import annotations

from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.web.http import Request as HttpRequest
from twisted.web.resource import Resource
from twisted.web.server import Request, Site

_IDLE_SECONDS = 30


class Endpoint:
    """Serves what a registry gives as /metrics."""

    def __init__(self, registry: CollectorRegistry, *, port: int, address: str) -> None:
        """:raises CannotListenError: the port or the address can't be had."""
        from twisted.internet import reactor  # only now is it the reactor of the settings

        root: Any = Resource()  # type: ignore[no-untyped-call]  # Twisted's
        root.putChild(b"metrics", _Metrics(registry))
        listen: Any = reactor.listenTCP
        self._port: Any = listen(port, _QuietSite(root, timeout=_IDLE_SECONDS), interface=address)  # type: ignore[no-untyped-call]  # the same

    async def close(self) -> None:
        """Serve no longer."""
        stopping = self._port.stopListening()
        if stopping is not None:
            await maybe_deferred_to_future(stopping)


class _Metrics(Resource):
    isLeaf = True

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the same
        self._registry = registry

    def render_GET(self, request: Request) -> bytes:
        """All metrics, in the format that was asked for."""
        encode, content_type = choose_encoder(request.getHeader("Accept") or "")
        request.setHeader("Content-Type", content_type)  # type: ignore[no-untyped-call]  # the same
        return encode(self._registry)


class _QuietSite(Site):
    """A crawl's log is about the crawl, and an error here is not for who asks."""

    noisy = False
    displayTracebacks = False

    def log(self, request: HttpRequest) -> None:
        """Nothing."""
