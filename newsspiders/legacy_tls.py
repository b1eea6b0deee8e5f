"""Legacy TLS: servers so old that they do not know secure renegotiation (RFC 5746). OpenSSL 3 refuses them.

A spider of such a site names its hosts in LEGACY_TLS_HOSTS, and for these alone that refusal is lifted: an attacker on
the way could then begin the session with words of its own. Certificates are verified as ever. The first words of such
a server are tested; a whole session with one was never tried, for no server that runs here can be that old.
"""

from __future__ import annotations

from collections.abc import Collection

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _get_creator_context
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.client import BrowserLikePolicyForHTTPS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]  # no types

from newsspiders.addresses import is_listed

_LEGACY_SERVER_CONNECT = 0x4
"""OpenSSL's SSL_OP_LEGACY_SERVER_CONNECT, for which pyOpenSSL has no name."""


@implementer(IPolicyForHTTPS)
class LegacyTlsPolicy:
    """Another policy's terms for a connection, but for the hosts listed (see `normalise_hosts`)."""

    def __init__(self, policy: BrowserLikePolicyForHTTPS, *, hosts: Collection[str]) -> None:
        self._policy = policy
        self._hosts = hosts

    def creatorForNetloc(self, hostname: bytes, port: int) -> IOpenSSLClientConnectionCreator:
        """What makes the connections to a host; each has a context of its own."""
        creator = self._policy.creatorForNetloc(hostname, port)
        if is_listed(hostname.decode("ascii"), listed=self._hosts):
            context_of(creator).set_options(_LEGACY_SERVER_CONNECT)
        return creator


def context_of(creator: IOpenSSLClientConnectionCreator) -> SSL.Context:
    """The context that a creator uses. Neither Scrapy nor Twisted has a public name for it."""
    return _get_creator_context(creator)
