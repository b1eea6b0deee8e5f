"""The registry: each module of this folder that defines SITE is a site. There is no list to maintain."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType

from extractors.errors import SiteDefinitionError, UnknownSiteError
from extractors.names import hint
from extractors.site import Site
from extractors.urls import host_of


@lru_cache(maxsize=1)
def all_sites() -> Mapping[str, Site]:
    """Site name -> Site, by name.

    :raises SiteDefinitionError: when a site file is wrong.
    """
    sites: dict[str, Site] = {}
    for module_info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        module = import_module(f"{__name__}.{module_info.name}")
        site = getattr(module, "SITE", None)
        if not isinstance(site, Site):
            raise SiteDefinitionError(f"{module.__file__}: defines no SITE; write SITE = Site(name=…)")
        if site.name != module_info.name:
            raise SiteDefinitionError(
                f"{module.__file__}: Site.name is {site.name!r}; name it as the file: {module_info.name!r}"
            )
        sites[site.name] = site
    return MappingProxyType(sites)


def get_site(name: str) -> Site:
    """The site of that name.

    :raises UnknownSiteError: naming the nearest name.
    """
    sites = all_sites()
    if name in sites:
        return sites[name]
    raise UnknownSiteError(f"no site {name!r}; {hint(name, sites)}")


def site_for_url(url: str) -> Site | None:
    """The site that a URL's host, or a host above it, belongs to; None for any other URL.

    >>> site_for_url("https://en.vietnamplus.vn/x-post1.vnp").name
    'vietnamplus'
    """
    host, hosts = host_of(url), _sites_by_host()
    while host:
        if host in hosts:
            return hosts[host]
        _, _, host = host.partition(".")
    return None


@lru_cache(maxsize=1)
def _sites_by_host() -> Mapping[str, Site]:
    hosts: dict[str, Site] = {}
    for site in all_sites().values():
        for host in site.domains:
            if other := hosts.get(host):
                raise SiteDefinitionError(f"{host!r} stands in the domains of both {other.name} and {site.name}")
            hosts[host] = site
    return MappingProxyType(hosts)
