"""The last gate before the wire: what holds for each single request, whichever middleware or redirect made it.

It stands behind Scrapy's queues, so it sees what a middleware can not: that a host began to rest, or asked to wait,
after the request was queued; that another request is still on its way to the host (Scrapy, with a short delay or none,
sends several); that the run was stopped. A replay has another handler, so it neither waits nor refuses.
"""

from __future__ import annotations

from asyncio import Semaphore
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.asyncio import sleep

from extractors.urls import host_of
from newsspiders.addresses import is_listed, is_public, literal_address, normalise_hosts
from newsspiders.failures import PrivateAddress, RunStopped, UnsafeUrl
from newsspiders.header_limit import HeaderLimitFactory
from newsspiders.hosts import Hosts
from newsspiders.legacy_tls import LegacyTlsPolicy
from newsspiders.middlewares.retry import UNREACHABLE, PoliteRetry, rest_error
from newsspiders.prompt_stop import is_stopping
from newsspiders.resolver import PublicResolver

_STEP_SECONDS = 0.5


class PoliteHttpHandler(HTTP11DownloadHandler):
    """Scrapy's download handler for http and https, for requests that may be sent, when they may be.

    DOWNLOAD_TIMEOUT is its deadline for the whole of an answer, from the look-up to the last byte; a wait for the host
    does not count.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = HeaderLimitFactory
        legacy = normalise_hosts(crawler.settings.getlist("LEGACY_TLS_HOSTS"))
        self._contextFactory = LegacyTlsPolicy(self._contextFactory, hosts=legacy)  # type: ignore[assignment]  # zope
        self._allowed = normalise_hosts(crawler.settings.getlist("PRIVATE_HOSTS_ALLOWED"))
        at_once = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._turns: defaultdict[str, Semaphore] = defaultdict(lambda: Semaphore(at_once))

    async def download_request(self, request: Request) -> Response:
        """The answer.

        :raises RequestRefused: the request is not sent.
        """
        check_url(request.url, allowed=self._allowed)
        host = host_of(request.url)
        async with self._turns[host]:  # Scrapy counts a request that it sends a moment too late
            return await self._download_when_well(request, host=host)

    async def _download_when_well(self, request: Request, *, host: str) -> Response:
        """Wait for the host, and note how it did before the next request to it leaves."""
        retry = self.crawler.get_downloader_middleware(PoliteRetry)
        if retry is None:
            return await self._download(request)
        await wait_for_host(host, hosts=retry.hosts, crawler=self.crawler)
        try:
            response = await self._download(request)
        except UNREACHABLE as error:
            retry.note_unreachable(host, error)
            raise
        retry.note_answer(host, response)
        return response

    async def _download(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            asked = host_of(request.meta.get("proxy") or request.url)
            if address := refused_address(asked):
                raise private_address(asked, address=address) from error
            raise


def check_url(url: str, *, allowed: frozenset[str]) -> None:
    """Nothing when a request to a URL may be sent, as far as the URL alone tells.

    :raises UnsafeUrl: it carries credentials.
    :raises PrivateAddress: its host is a private address.
    """
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise UnsafeUrl(f"the URL carries a name or a password for {parts.hostname}")
    host = parts.hostname or ""
    address = literal_address(host)
    if address is not None and not is_public(address) and not is_listed(host, listed=allowed):
        raise private_address(host, address=str(address))


def private_address(host: str, *, address: str) -> PrivateAddress:
    """The error of a request to a private address."""
    named = host if host == address else f"{host} ({address})"
    return PrivateAddress(f"{named} is a private address; add the host to PRIVATE_HOSTS_ALLOWED if it is yours")


def refused_address(host: str) -> str | None:
    """The private address that a name leads to; None when the name was not refused for that."""
    from twisted.internet import reactor  # only now: importing it installs one

    resolver: Any = getattr(reactor, "resolver", None)
    return resolver.refused.get(host) if isinstance(resolver, PublicResolver) else None


async def wait_for_host(host: str, *, hosts: Hosts, crawler: Crawler) -> None:
    """Return when the host may be asked.

    :raises HostResting: that is not in this run.
    :raises RunStopped: the run was stopped.
    """
    while True:
        if is_stopping(crawler):
            raise RunStopped("not asked: the run was stopped")
        now = datetime.now(UTC)
        if state := hosts.resting(host, now):
            raise rest_error(state, now=now)
        seconds = hosts.wait_seconds(host, now)
        if not seconds:
            return
        await sleep(min(seconds, _STEP_SECONDS))
