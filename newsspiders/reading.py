"""Responses read: a source's answer -> what it lists; an article's page -> the bytes to extract from."""

from __future__ import annotations

from scrapy.http import Response, TextResponse

from extractors.site import Site
from newsspiders.discovery import Discovery, SourceError, obstacle, parse_feed, parse_section, parse_sitemap
from newsspiders.walk import Answer, Source

NOT_MODIFIED = 304


def read_source(response: Response, source: Source, *, site: Site, discovery: Discovery) -> Answer:
    """What a feed, sitemap or section page lists; an `Answer.problem` when it can not be read."""
    try:
        return _parse(response, source, site=site, discovery=discovery)
    except SourceError as error:
        return Answer(problem=obstacle_of(response) or str(error))


def page_of(response: Response) -> bytes | str:
    """What to extract from: the bytes, or the decoded text where only the Content-Type header tells the charset."""
    try:
        response.body.decode()
    except UnicodeDecodeError:
        return response.text if isinstance(response, TextResponse) else response.body
    return response.body


def obstacle_of(response: Response) -> str | None:
    """What stands in the way, when the page is a challenge or a login instead of what was asked for."""
    headers = {name.lower(): value for name, value in response.headers.to_unicode_dict().items()}
    return obstacle(response.body, status=response.status, headers=headers)


def header_of(response: Response, name: str) -> str | None:
    """A header's value as it was sent; None when there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None


def _parse(response: Response, source: Source, *, site: Site, discovery: Discovery) -> Answer:
    body, url = response.body, response.url
    if source.kind == "feed":
        return Answer(links=parse_feed(body, url=url, zone=site.zone))
    if source.kind == "section":
        section = parse_section(body, url=url, paging=discovery.paging)
        if not section.links and (words := obstacle_of(response)):
            return Answer(problem=words)
        return Answer(links=section.links, next_url=section.next_url, zone=section.zone)
    sitemap = parse_sitemap(body, url=url, zone=site.zone)
    return Answer(links=sitemap.links, sitemaps=sitemap.sitemaps)

