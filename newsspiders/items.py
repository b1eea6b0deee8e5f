"""ArticleItem: an extracted article and the facts of its crawl; one serialiser for store and FEEDS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extractors.article import Article, Extraction, Removal
from newsspiders.states import UrlState, require_zones


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One answer of a site."""

    key: str
    """Key of the URL's state in the store."""
    url: str
    """As it was asked for."""
    fetched_at: datetime
    """Aware; when the response arrived."""
    status: int
    """HTTP status."""
    etag: str | None = None
    """As sent, to be sent back; so is `last_modified`."""
    last_modified: str | None = None
    archive_id: str | None = None
    """WARC-Record-ID of the archived response."""

    def __post_init__(self) -> None:
        require_zones(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem:
    """What a spider yields."""

    article: Article
    fetch: Fetch
    discovered_from: str
    """The feed, sitemap or section that linked to it; `urls` when it was asked for, `replay` when it was only
    known from the saved pages."""
    removed: tuple[Removal, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    selectors: Mapping[str, str] = field(default_factory=dict)
    """As `Extraction.selectors`: for the run's profile, neither stored nor exported."""
    warnings: tuple[str, ...] = ()
    feed_text: str | None = None
    """The text as the feed has it, where it has it whole."""
    state: UrlState | None = None
    """What is known of its URL now; it is stored together with the article."""

    @classmethod
    def of(
        cls,
        extraction: Extraction,
        *,
        fetch: Fetch,
        discovered_from: str,
        feed_text: str | None = None,
        warnings: tuple[str, ...] = (),
    ) -> ArticleItem:
        """The item of an extraction; `warnings` are added to its own."""
        return cls(
            article=extraction.article,
            fetch=fetch,
            discovered_from=discovered_from,
            removed=extraction.removed,
            origins=extraction.origins,
            selectors=extraction.selectors,
            warnings=(*extraction.warnings, *warnings),
            feed_text=feed_text,
        )

    @property
    def missing_part(self) -> str | None:
        """What an article must have and this one has not; None when it is whole."""
        if not self.article.title:
            return "title"
        return None if self.article.body else "body"

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready and flat: the keys of `Article.as_dict()`, `text`, then the crawl's facts."""
        return {
            **self.article.as_dict(),
            "text": self.article.text,
            "fetched_at": self.fetch.fetched_at.astimezone(UTC).isoformat(),
            "status": self.fetch.status,
            "discovered_from": self.discovered_from,
            "removed": [removal.as_dict() for removal in self.removed],
            "origins": dict(self.origins),
            "warnings": list(self.warnings),
        }
