"""ArticleItem: an extracted article and the facts of its crawl; one serialiser for store and FEEDS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extractors.article import Article, Extraction, Removal


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem:
    """What a spider yields."""

    article: Article
    fetched_at: datetime
    """Aware; when the response arrived."""
    status: int
    """HTTP status of the response."""
    discovered_from: str
    """The feed, sitemap or section that linked to it; `urls` when it was asked for, `replay` when it was only
    known from the saved pages."""
    removed: tuple[Removal, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.fetched_at.tzinfo is None:
            raise ValueError("ArticleItem.fetched_at has no zone; pass datetime.now(UTC)")

    @classmethod
    def of(cls, extraction: Extraction, *, fetched_at: datetime, status: int, discovered_from: str) -> ArticleItem:
        """The item of an extraction."""
        return cls(
            article=extraction.article,
            fetched_at=fetched_at.astimezone(UTC),
            status=status,
            discovered_from=discovered_from,
            removed=extraction.removed,
            origins=extraction.origins,
            warnings=extraction.warnings,
        )

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready and flat: the keys of `Article.as_dict()`, `text`, then the crawl's facts."""
        return {
            **self.article.as_dict(),
            "text": self.article.text,
            "fetched_at": self.fetched_at.isoformat(),
            "status": self.status,
            "discovered_from": self.discovered_from,
            "removed": [removal.as_dict() for removal in self.removed],
            "origins": dict(self.origins),
            "warnings": list(self.warnings),
        }
