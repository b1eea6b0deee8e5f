"""Targets: the sites whose pages are read again, as the project's spiders name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from extractors.site import Site
from extractors.urls import host_of
from newsspiders.discovery import Discovery
from newsspiders.spiders.base import NewsSpider


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A site, and how its articles are told from other pages."""

    site: Site
    discovery: Discovery


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which captures are read again; can be sent to another process, as rules can not."""

    spider_modules: tuple[str, ...]
    sites: tuple[str, ...] = ()
    """Names; none: all sites of these spiders."""
    since: datetime | None = None
    """Aware; captures of this moment or later."""
    until: datetime | None = None
    """Aware; captures before this moment."""

    def target_of(self, url: str) -> Target | None:
        """The site that a URL belongs to; None when it is not selected, or no site's."""
        host, targets = host_of(url), _targets_by_host(self.spider_modules)
        while host:
            if target := targets.get(host):
                return target if not self.sites or target.site.name in self.sites else None
            _, _, host = host.partition(".")
        return None

    def has_moment(self, moment: datetime) -> bool:
        """Whether captures of this moment are selected."""
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


@lru_cache(maxsize=4)
def load_targets(spider_modules: tuple[str, ...]) -> Mapping[str, Target]:
    """Site name -> target, of the spiders in these modules."""
    settings = Settings({"SPIDER_MODULES": list(spider_modules), "SPIDER_LOADER_WARN_ONLY": False})
    loader = SpiderLoader.from_settings(settings)
    spiders = (loader.load(name) for name in sorted(loader.list()))
    return {
        spider.site.name: Target(site=spider.site, discovery=spider.discovery)
        for spider in spiders
        if issubclass(spider, NewsSpider)
    }


@lru_cache(maxsize=4)
def _targets_by_host(spider_modules: tuple[str, ...]) -> Mapping[str, Target]:
    targets = load_targets(spider_modules).values()
    return {domain: target for target in targets for domain in target.site.domains}
