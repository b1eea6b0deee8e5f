"""A Discovery -> the source of a site's spider, in the form of those in newsspiders/spiders."""

from __future__ import annotations

from extractors.site import Site
from newsspiders.authoring.project import AuthoringError, find_project
from newsspiders.authoring.source_text import docstring_source, laid_out, value_source
from newsspiders.discovery import Cards, Discovery, Paging

_NAMES = {"Cards": Cards, "Discovery": Discovery, "Paging": Paging}


def render_spider(site: Site, discovery: Discovery, *, notes: str = "") -> str:
    """The source of a module that crawls a site so; `notes` go on in its docstring: what is guessed, what nobody saw.

    :raises AuthoringError: it could not be written so that it says the same.
    """
    path = find_project().spider_module(site.name)
    value = value_source(discovery)
    if eval(value, dict(_NAMES)) != discovery:
        raise AuthoringError(f"{path}: this Discovery has no source; write it by hand")
    used = ", ".join(name for name in _NAMES if f"{name}(" in value)
    told = f"Crawl {site.domains[0]}: `scrapy crawl {site.name}`.\n\n{notes}"
    source = f"""\
{docstring_source(f"{site.title}.")}

from extractors.sites.{site.name} import SITE
from newsspiders.discovery import {used}
from newsspiders.spiders.base import NewsSpider


class {site.name.title().replace("_", "")}Spider(NewsSpider):
    {docstring_source(told, indent="    ")}

    site = SITE
    discovery = {value}
"""
    return laid_out(source, path=path)
