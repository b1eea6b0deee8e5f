"""The tools that are compared: a page's bytes and URL -> what one of them makes of it.

A tool names the fields it gives; the others are not counted against it. Those of the extra `benchmark` are looked for
when they are asked for.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import html as lxml_html
from w3lib.encoding import html_to_unicode

from benchmarks.accuracy.blocks import blocks_of, blocks_of_text
from benchmarks.accuracy.corpora import Page
from benchmarks.accuracy.gold import Block
from extractors import ExtractorsError, extract

INSTALL = "pip install 'newsspiders[benchmark]'"


class NothingFoundError(Exception):
    """The tool found no article in the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What one tool made of one page. What it did not find is None or ()."""

    body: tuple[Block, ...] = ()
    title: str | None = None
    lead: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    day: date | None = None
    """Of tools that give no time of day."""
    section: str | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool as it is run here."""

    name: str
    title: str
    run: Callable[[Page, bytes], Extracted]
    gives: frozenset[str]
    """Fields of Extracted; `types` when its blocks have types."""
    package: str
    """Its distribution, for the version."""
    module: str
    failures: tuple[type[Exception], ...] = field(default=(Exception,))
    """What may go wrong on a page; anything else is a bug and stops the benchmark."""

    @property
    def is_installed(self) -> bool:
        """Whether it can be run."""
        return find_spec(self.module) is not None

    @property
    def version(self) -> str:
        """Of its distribution; of a checkout that is not installed nothing is known."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return "checkout"


def unknown_host(url: str) -> str:
    """The URL at a host no site has, under the same top-level domain: what is read there is read without site rules.

    >>> unknown_host("https://en.vietnamplus.vn/x-post1.vnp")
    'https://x-en-vietnamplus.vn/x-post1.vnp'
    """
    parts = urlsplit(url)
    name, _, ending = (parts.hostname or "").rpartition(".")
    return parts._replace(netloc=f"x-{name.replace('.', '-')}.{ending}").geturl()


def _run_ours(page: Page, html: bytes) -> Extracted:
    return _ours(page, html, url=page.gold.url)


def _run_ours_without_rules(page: Page, html: bytes) -> Extracted:
    return _ours(page, html, url=unknown_host(page.gold.url))


def _ours(page: Page, html: bytes, *, url: str) -> Extracted:
    article = extract(html, url=url, fetched_at=page.gold.fetched_at).article
    return Extracted(
        body=tuple(Block(block.type, block.text) for block in article.body),
        title=article.title,
        lead=article.lead,
        authors=article.authors,
        published=article.published,
        section=article.section,
        tags=article.tags,
        captions=tuple(image.caption for image in article.images if image.caption),
    )


def _run_trafilatura(page: Page, html: bytes) -> Extracted:
    return _trafilatura(page, html, favor_precision=False)


def _run_trafilatura_precision(page: Page, html: bytes) -> Extracted:
    return _trafilatura(page, html, favor_precision=True)


def _trafilatura(page: Page, html: bytes, *, favor_precision: bool) -> Extracted:
    found: Any = trafilatura.bare_extraction(
        html, url=page.gold.url, with_metadata=True, include_comments=False, favor_precision=favor_precision
    )
    if found is None:
        raise NothingFoundError("it found no article")
    return Extracted(
        body=blocks_of(found.body),
        title=found.title,
        lead=found.description,
        authors=tuple((found.author or "").split("; ")),
        day=date.fromisoformat(found.date) if found.date else None,
        section=found.categories[-1] if found.categories else None,
        tags=tuple(tag for tags in found.tags or () for tag in tags.split(",")),
    )


def _run_readability(page: Page, html: bytes) -> Extracted:
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    document = import_module("readability").Document(_decoded(html), url=page.gold.url)
    return Extracted(
        title=document.short_title(),  # before the summary, which changes the tree
        body=blocks_of(lxml_html.fromstring(document.summary(html_partial=True))),
    )


def _run_newspaper(page: Page, html: bytes) -> Extracted:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that nltk is missing, which nothing here needs
        newspaper = import_module("newspaper")
    settings = newspaper.Config()
    settings.fetch_images = False  # no network
    article = newspaper.Article(page.gold.url, config=settings)
    article.download(input_html=_decoded(html))
    article.parse()
    return Extracted(
        body=blocks_of_text(article.text),
        title=article.title,
        lead=article.meta_description,
        authors=tuple(article.authors or ()),
        published=article.publish_date or None,
        tags=tuple(article.tags or ()),
    )


def _decoded(html: bytes) -> str:
    """For tools that want text: as browsers guess its encoding."""
    return html_to_unicode(None, html)[1]


_OURS = frozenset({"types", "title", "lead", "authors", "published", "section", "tags", "captions"})
_TRAFILATURA = frozenset({"types", "title", "lead", "authors", "day", "section", "tags"})

TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            name="ours",
            title="newsspiders",
            run=_run_ours,
            gives=_OURS,
            package="newsspiders",
            module="extractors",
            failures=(ExtractorsError,),
        ),
        Tool(
            name="ours-without-rules",
            title="newsspiders without site rules",
            run=_run_ours_without_rules,
            gives=_OURS,
            package="newsspiders",
            module="extractors",
            failures=(ExtractorsError,),
        ),
        Tool(
            name="trafilatura",
            title="trafilatura",
            run=_run_trafilatura,
            gives=_TRAFILATURA,
            package="trafilatura",
            module="trafilatura",
        ),
        Tool(
            name="trafilatura-precision",
            title="trafilatura, favor_precision",
            run=_run_trafilatura_precision,
            gives=_TRAFILATURA,
            package="trafilatura",
            module="trafilatura",
        ),
        Tool(
            name="readability",
            title="readability-lxml",
            run=_run_readability,
            gives=frozenset({"types", "title"}),
            package="readability-lxml",
            module="readability",
        ),
        Tool(
            name="newspaper4k",
            title="newspaper4k",
            run=_run_newspaper,
            gives=frozenset({"title", "lead", "authors", "published", "tags"}),
            package="newspaper4k",
            module="newspaper",
        ),
    )
}
"""All tools by name, in the order of the tables."""
