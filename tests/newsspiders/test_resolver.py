"""The resolver: no private address comes out of it, whatever a name server says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from scrapy.resolver import dnscache
from twisted.internet.error import DNSLookupError
from twisted.internet.testing import MemoryReactor

from newsspiders.addresses import normalise_hosts
from newsspiders.resolver import PublicResolver

ZONE = {
    "news.example": "93.184.215.14",
    "rebound.example": "127.0.0.1",
    "metadata.example": "169.254.169.254",
    "intranet.example": "10.0.0.7",
}


@pytest.fixture
def resolver() -> Iterator[PublicResolver]:
    """One that knows the zone from its cache, where Scrapy keeps what it looked up."""
    kept, limit = dict(dnscache), dnscache.limit
    resolver = PublicResolver(MemoryReactor(), 100, 1.0)  # type: ignore[arg-type, no-untyped-call]  # it only keeps it
    resolver.allowed = normalise_hosts(["intranet.example"])
    for name, address in ZONE.items():
        dnscache[name] = address
    yield resolver
    dnscache.clear()
    dnscache.update(kept)
    dnscache.limit = limit


@pytest.mark.parametrize("name", ["news.example", "intranet.example"])
def test_a_public_or_a_listed_host_is_found(resolver: PublicResolver, name: str) -> None:
    found: list[str] = []
    resolver.getHostByName(name).addCallback(found.append)
    assert found == [ZONE[name]]


@pytest.mark.parametrize("name", ["rebound.example", "metadata.example"])
def test_a_name_that_leads_to_a_private_address_is_refused(resolver: PublicResolver, name: str) -> None:
    refused: list[object] = []
    for _ in range(2):
        resolver.getHostByName(name).addErrback(lambda failure: refused.append(failure.value))
    assert [type(error) for error in refused] == [DNSLookupError] * 2
    assert resolver.refused[name] == ZONE[name]
