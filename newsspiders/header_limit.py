"""A limit for the head of an answer. Scrapy and Twisted bound the body and each header line, not the number of lines:
a server that never ends its head would fill the memory until DOWNLOAD_TIMEOUT.

Twisted has no public place for it; this one is below Scrapy's own parser, and pyproject.toml holds Scrapy to 2.19.
"""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import BODY, DONE, HTTP11ClientProtocol, Request
from twisted.web.iweb import IResponse

MAX_HEAD_BYTES = 256 * 1024


class HeaderLimitProtocol(_LenientHTTP11ClientProtocol):
    """A connection that is cut when the head of an answer, interim answers and all, is too long."""

    _head_bytes = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        """Send a request, and count from 0."""
        self._head_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        """Read what came, unless it is too much."""
        if self._parser is not None and self._parser.state not in (BODY, DONE):
            self._head_bytes += len(data)
        if self._head_bytes > MAX_HEAD_BYTES:
            self.transport.abortConnection()  # type: ignore[union-attr]  # connected, or there were no data
        else:
            super().dataReceived(data)  # type: ignore[no-untyped-call]


class HeaderLimitFactory(_LenientHTTP11ClientFactory):
    """Makes such connections."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:
        """A new connection."""
        return HeaderLimitProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
