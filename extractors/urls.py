"""URLs compared by host. Asks no network, and takes what is no URL as one without a host."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": "80", "https": "443"}


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


def bare_netloc(netloc: str, *, scheme: str) -> str:
    """Host and port of a URL, lower case, without user name, default port and trailing dot.

    >>> bare_netloc("me@X.vn.:443", scheme="https")
    'x.vn'
    """
    netloc = netloc.rpartition("@")[2].lower()
    host, colon, port = netloc.rpartition(":")
    if not colon or port.endswith("]"):  # no port, but perhaps an IPv6 address
        return netloc.rstrip(".")
    is_default = port in ("", _DEFAULT_PORTS.get(scheme))
    return host.rstrip(".") if is_default else f"{host.rstrip('.')}:{port}"
