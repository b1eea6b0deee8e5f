"""The lists among the saved pages, as a survey of the site would have found them."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from extractors.site import Site
from extractors.urls import is_on_site
from newsspiders.discovery import Discovery, Link, parse_feed, parse_section, parse_sitemap
from newsspiders.spiders.base import NewsSpider
from newsspiders.survey.patterns import Listing

FIXTURES = Path(__file__).parents[3] / "fixtures"


def discovery_of(name: str) -> Discovery:
    """What the spider of a site says."""
    module = import_module(f"newsspiders.spiders.{name}")
    spiders = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, NewsSpider)]
    return next(one.discovery for one in spiders if one is not NewsSpider)


@lru_cache
def saved_listings(site: Site) -> tuple[Listing, ...]:
    """The feeds, sitemaps and section pages of a site, with their links on the site."""
    found = []
    for json_path in sorted((FIXTURES / site.name).glob("*.json")):
        facts = json.loads(json_path.read_text("utf-8"))
        page = next(path for path in json_path.parent.glob(f"{json_path.stem}.*") if path != json_path)
        links = _links(page.read_bytes(), url=facts["url"], kind=facts["kind"])
        urls = tuple(link.url for link in links if is_on_site(link.url, domains=site.domains))
        if urls:
            found.append(Listing(url=facts["url"], urls=urls, is_of_articles=facts["kind"] in ("feed", "sitemap")))
    return tuple(found)


def saved_articles(site: Site) -> tuple[str, ...]:
    """The addresses of a site's saved articles."""
    facts = (json.loads(path.read_text("utf-8")) for path in sorted((FIXTURES / site.name).glob("*.json")))
    return tuple(one["url"] for one in facts if one["kind"] == "article")


def _links(body: bytes, *, url: str, kind: str) -> tuple[Link, ...]:
    if kind == "feed":
        return parse_feed(body, url=url).links
    if kind == "sitemap":
        return parse_sitemap(body, url=url).links
    return parse_section(body, url=url).links if kind in ("section", "not-article") else ()
