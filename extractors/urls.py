"""URLs compared by host. Asks no network, and takes what is no URL as one without a host."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The host, lower case, without a trailing dot; empty for a URL without one.

    >>> host_of("https://EN.VietnamPlus.vn:443/x")
    'en.vietnamplus.vn'
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_on_site(url: str, *, domains: Iterable[str]) -> bool:
    """Whether the URL's host is one of the domains or below one.

    >>> is_on_site("https://en.vietnamplus.vn/x", domains=("vietnamplus.vn",))
    True
    """
    host = host_of(url)
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
