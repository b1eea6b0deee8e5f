"""URLs compared: whose host one is on, and whether two name the same page."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

_DEFAULT_PORTS = {"http": 80, "https": 443}


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


def url_key(url: str) -> str:
    """One form for all spellings of a URL that name the same page.

    >>> url_key("HTTPS://X.vn:443/a/?b=2&a=1#top")
    'https://x.vn/a?a=1&b=2'
    """
    parts = urlsplit(canonicalize_url(url, keep_fragments=False))
    try:
        port = parts.port
    except ValueError:
        port = None
    host = parts.hostname or ""
    netloc = host if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"
    return parts._replace(netloc=netloc, path=parts.path.rstrip("/")).geturl()
