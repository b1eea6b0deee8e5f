"""URLs compared: whether two name the same page. (`extractors.urls` tells whose host one is on.)"""

from __future__ import annotations

from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

_DEFAULT_PORTS = {"http": 80, "https": 443}


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
