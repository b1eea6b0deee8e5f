"""URLs compared: whether two name the same page. (`extractors.urls` tells whose host one is on.)"""

from __future__ import annotations

from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

from extractors.metadata import canonicalise
from extractors.site import Site
from extractors.urls import bare_netloc


def url_key(url: str) -> str:
    """One form for all spellings of a URL that name the same page, plain and over TLS. It is for comparing, not
    for fetching. What a site's mirrors and tracking parameters hide, `canonicalise` undoes first.

    >>> url_key("HTTP://X.vn:80/a/?b=2&a=1#top")
    'https://x.vn/a?a=1&b=2'
    """
    parts = urlsplit(canonicalize_url(url, keep_fragments=False))
    scheme = "https" if parts.scheme == "http" else parts.scheme
    netloc = bare_netloc(parts.netloc, scheme=parts.scheme)
    return parts._replace(scheme=scheme, netloc=netloc, path=parts.path.rstrip("/")).geturl()


def page_key(url: str, site: Site | None) -> str:
    """What the store knows a page of a site by, whatever the spelling of its address, mirrors and tracking included."""
    return url_key(canonicalise(url, site))
