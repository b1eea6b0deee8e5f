"""A name server's answer, refused when it is a private address. Knows no requests; `download_handler` tells those.

The address checked is the one that is then connected to: there is no second look-up that could answer otherwise (DNS
rebinding). Addresses written as such come here too, Twisted hands every host to its resolver. With a proxy the proxy
resolves, and only its own name comes here: what it may reach is for the proxy to decide, and a proxy on a private
address must be named in PRIVATE_HOSTS_ALLOWED.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.datatypes import LocalCache
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from newsspiders.addresses import is_listed, is_public, literal_address, normalise_hosts

_REMEMBERED = 1000


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver (IPv4 only), less private addresses. One for the whole process: it reads the settings of the
    project and the command line, never a spider's own.
    """

    allowed: frozenset[str] = frozenset()
    """Hosts that may be private."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.refused: LocalCache[str, str] = LocalCache(_REMEMBERED)
        """Host -> its private address. Twisted tells a caller only that there was no answer."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """The resolver of a process, with its PRIVATE_HOSTS_ALLOWED."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = normalise_hosts(crawler.settings.getlist("PRIVATE_HOSTS_ALLOWED"))
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """The address of a host; fails for a private one as for an unknown one."""
        found = super().getHostByName(name, timeout)
        if not is_listed(name, listed=self.allowed):
            found.addCallback(self._check, name)
        return found

    def _check(self, found: str, name: str) -> str:
        address = literal_address(found)
        if address is not None and is_public(address):
            return found
        self.refused[name] = found
        raise DNSLookupError(f"{name} leads to the private address {found}")
