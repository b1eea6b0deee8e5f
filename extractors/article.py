"""The result types: Article and its parts, Removal, Piece, Extraction. Frozen data, one serialiser.

An absent optional field is None or (), never an exception. Times are aware. Texts are NFC with single spaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

SCHEMA_VERSION = 1

BlockType = Literal["paragraph", "heading", "list", "quote", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the body."""

    type: BlockType
    text: str
    """List items are joined by newlines; a table has a row a line, its cells joined by ' | '."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One image of the article, not of the page around it."""

    url: str | None
    """Absolute; None where only the caption is known (text someone else scraped)."""
    caption: str | None = None
    """Without the credit."""
    credit: str | None = None
    """Who made it, without the label: `AFP/TTXVN` of `(Ảnh: AFP/TTXVN)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clean news article."""

    url: str | None
    """As asked for; None for text that came without a page."""
    canonical_url: str | None = None
    """The site's one address of this article: no tracking parameters, no mirror host. The store's key."""
    site: str | None = None
    """Name of the site whose rules were used."""
    language: str | None = None
    """ISO 639-1."""
    title: str | None = None
    """As printed above the article; never with the site's name."""
    lead: str | None = None
    """The summary between title and body (Vietnamese: sapo), without the house prefix."""
    body: tuple[Block, ...] = ()
    """In order; never holds title, lead, captions, byline or source line."""
    authors: tuple[str, ...] = ()
    """People only, writer before editor."""
    byline: str | None = None
    """The author line as printed."""
    published: datetime | None = None
    """Aware. A date without a time is midnight in the site's zone."""
    published_raw: str | None = None
    """The printed or machine string `published` was read from, or could not be read from."""
    modified: datetime | None = None
    """Aware; None when the page names no later edit."""
    section: str | None = None
    """The innermost section, as printed."""
    tags: tuple[str, ...] = ()
    """As printed; where no rule tells where that is, as links of `rel=tag` or the page's machine data name them."""
    images: tuple[Image, ...] = ()
    agency: str | None = None
    """The wire or house mark, without brackets: `TTXVN/Vietnam+`, `VNA`, `Dân trí`."""
    dateline: str | None = None
    """The place a report begins with: `Hanoi` of `Hanoi (VNA) – …`."""
    source_name: str | None = None
    """The publisher this text was taken from, where the page names it."""
    source_url: str | None = None
    """The original's address, where the page names it: the best key to find copies."""

    @property
    def text(self) -> str:
        """The body alone, blocks separated by blank lines."""
        return "\n\n".join(block.text for block in self.body)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: the field names are the keys, times are ISO 8601 with offset; `schema_version` is added.

        >>> Article(url=None, title="Tin").as_dict()["title"]
        'Tin'
        """
        values = {f.name: _jsonable(getattr(self, f.name)) for f in fields(self)}
        return {"schema_version": SCHEMA_VERSION, **values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One piece of text that did not reach the article."""

    rule: str
    """Which rule took it: `zce/drop:.article__social`, `vi/phrase:comments`, `body/outside`."""
    reason: str
    """Why, for people."""
    text: str
    where: str | None = None
    """The element it stood in, as a short CSS path; None for plain text."""

    def as_dict(self) -> dict[str, str | None]:
        """JSON-ready: the field names are the keys."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stretch of the page's text and where it went: into a field, or out by a removal."""

    text: str
    field: str | None = None
    """The Article field that holds it; None when it was removed."""
    removal: Removal | None = None
    path: tuple[int, ...] | None = None
    """The way from the page's root to the element it stands in, as child indexes; None for plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """An article and the account of how it was made."""

    article: Article
    removed: tuple[Removal, ...] = ()
    """In page order. Covers the body region; with `trace=True` the whole page."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Field name -> `rule`, `h1`, `rel`, `json-ld`, `meta`, `url`, `text`, `trafilatura` or `site`."""
    selectors: Mapping[str, str] = field(default_factory=dict)
    """Field name -> the one selector of its rule that gave it; only fields whose origin is `rule`."""
    warnings: tuple[str, ...] = ()
    """Stable codes, some with a detail after a colon: `body-rule-missed`, `rule-too-greedy:vi/phrase:comments`."""
    pieces: tuple[Piece, ...] = ()
    """With `trace=True`: the page's visible text in order, each piece kept or removed; else empty."""
    next_page: str | None = None
    """Address of the article's next page, where it has several: extract that too, and `join_pages`."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: `article`, `removed`, `origins`, `warnings` and `next_page`; neither selectors nor pieces."""
        return {
            "article": self.article.as_dict(),
            "removed": [removal.as_dict() for removal in self.removed],
            "origins": dict(self.origins),
            "warnings": list(self.warnings),
            "next_page": self.next_page,
        }


def _jsonable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_jsonable(item) for item in value]
    if isinstance(value, Block | Image):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    return value
