"""A source's answer -> what it lists."""

from __future__ import annotations

from collections.abc import Iterable

from scrapy.http import Response

from extractors.site import Site
from newsspiders.discovery import (
    Discovery,
    Link,
    SourceError,
    is_json,
    parse_contents,
    parse_feed,
    parse_section,
    parse_sitemap,
)
from newsspiders.responses import obstacle_of
from newsspiders.walk import Answer, Source


def read_source(response: Response, source: Source, *, site: Site, discovery: Discovery) -> Answer:
    """What a feed, sitemap or section page lists; an `Answer.problem` when it can not be read."""
    try:
        return _parse(response, source, site=site, discovery=discovery)
    except SourceError as error:
        return Answer(problem=obstacle_of(response) or str(error))


def _parse(response: Response, source: Source, *, site: Site, discovery: Discovery) -> Answer:
    body, url, month_first = response.body, response.url, discovery.month_first
    if source.kind == "feed":
        feed = parse_feed(body, url=url, zone=site.zone, month_first=month_first)
        return Answer(links=_dated(feed.links, site=site, discovery=discovery), cut=feed.problem)
    if source.kind == "sitemap":
        sitemap = parse_sitemap(body, url=url, zone=site.zone, month_first=month_first)
        links = _dated(sitemap.links, site=site, discovery=discovery)
        return Answer(links=links, sitemaps=sitemap.sitemaps, cut=sitemap.problem)
    if is_json(body):
        listed = parse_contents(body, url=url, section=source.section)
        return Answer(links=_dated(listed.links, site=site, discovery=discovery), cut=listed.problem)
    section = parse_section(
        body,
        url=url,
        paging=discovery.paging,
        cards=discovery.cards,
        zone=site.zone,
        month_first=month_first,
    )
    if not section.links and (words := obstacle_of(response)):
        return Answer(problem=words)
    links = _dated(section.links, site=site, discovery=discovery)
    return Answer(links=links, next_url=section.next_url, zone=section.zone, cut=section.problem)


def _dated(links: Iterable[Link], *, site: Site, discovery: Discovery) -> tuple[Link, ...]:
    return tuple(discovery.dated(link, zone=site.zone) for link in links)
