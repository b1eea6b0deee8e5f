"""Which internet addresses may be asked: public ones only. Asks no name server; `resolver` does.

A page, a feed or a redirect can name any address: without this, a news site could have us read what only this machine
or its network may read, such as a cloud's metadata.
"""

from __future__ import annotations

import socket
from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_NAT64 = IPv6Network("64:ff9b::/96")
_RESERVED = (
    IPv4Network("192.0.0.0/24"),  # of the IETF; a cloud keeps its metadata there
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, given up
    IPv4Network("168.63.129.16/32"),  # metadata of another cloud, though public in form
)


def literal_address(host: str) -> Address | None:
    """The address that a host is, in any spelling a resolver takes for one; None for a name.

    >>> literal_address("2130706433"), literal_address("0177.1"), literal_address("news.example")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    bare = host.strip("[]").rstrip(".")
    try:
        return ip_address(bare.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare))  # no look-up: it reads what the resolver would read
    except (OSError, ValueError):
        return None


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, as is the IPv4 address it may carry inside.

    >>> is_public(ip_address("93.184.215.14")), is_public(ip_address("::ffff:10.0.0.1"))
    (True, False)
    """
    if isinstance(address, IPv6Address):
        carried = _carried_address(address)
        if carried is not None:
            return is_public(carried)
        return address in _GLOBAL_UNICAST and address.is_global
    is_special = address.is_multicast or address.is_reserved or any(address in network for network in _RESERVED)
    return address.is_global and not is_special


def normalise_hosts(hosts: Iterable[str]) -> frozenset[str]:
    """Hosts as PRIVATE_HOSTS_ALLOWED and LEGACY_TLS_HOSTS list them, in the form `is_listed` compares."""
    return frozenset(_normal(host) for host in hosts if host.strip())


def is_listed(host: str, *, listed: Collection[str]) -> bool:
    """Whether a host is on a list of `normalise_hosts`. A listed address does not let in the names that lead to it."""
    return _normal(host) in listed


def _normal(host: str) -> str:
    address = literal_address(host.strip())
    return str(address) if address else host.strip().rstrip(".").lower()


def _carried_address(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a packet to this one may end at."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _SIX_TO_FOUR:
        return address.sixtofour
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
