"""Visit: what came of asking a site for its lists and for some of its articles, as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newsspiders.authoring.fetching import FetchedPage
from newsspiders.walk import SourceKind


def is_missing(answer: FetchedPage) -> bool:
    """Whether the site says that there is no such page."""
    return answer.status in (404, 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsSeen:
    """What robots.txt says."""

    url: str
    problem: str = ""
    is_missing: bool = False
    """There is none: all may be asked for."""
    crawl_delay: float | None = None
    """Seconds."""
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSeen:
    """What one feed, sitemap or section gave."""

    kind: SourceKind
    url: str
    links: int = 0
    """Links it lists, or sitemaps where it is an index."""
    articles: int = 0
    """Links of an article's form."""
    is_index: bool = False
    newest: datetime | None = None
    problem: str = ""
    """Why it can't be read, or what of it was not."""
    is_missing: bool = False
    """There is no such list: HTTP 404."""

    @property
    def is_barred(self) -> bool:
        """Whether something stood in the way."""
        return bool(self.problem) and not self.is_missing and not self.links


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """One page that should be an article."""

    answer: FetchedPage = field(repr=False)
    problem: str = ""
    """Why it is none, in a few words; empty where that is left to the site's rules."""

    @property
    def url(self) -> str:
        """Where it was found."""
        return self.answer.final_url

    @property
    def is_missing(self) -> bool:
        """Whether the site says that there is no such page."""
        return is_missing(self.answer)

    @property
    def is_barred(self) -> bool:
        """Whether something stood in the way."""
        return bool(self.answer.problem) and not self.is_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of a visit."""

    moment: datetime
    robots: RobotsSeen
    sources: tuple[SourceSeen, ...]
    pages: tuple[PageSeen, ...]
    is_replay: bool = False
    """From saved pages, not all of which are there."""

    @property
    def readable(self) -> tuple[FetchedPage, ...]:
        """The pages that came as they should."""
        return tuple(page.answer for page in self.pages if not page.problem)

    @property
    def obstacle(self) -> str:
        """Why the site could not be looked at; empty where it could."""
        if self.readable:
            return ""
        barred = list(dict.fromkeys(self._barred()))
        if barred:
            return "; ".join(barred[:3])
        return "no page of it is saved" if self.is_replay and not self.pages else ""

    def _barred(self) -> Iterator[str]:
        yield from (page.problem for page in self.pages if page.is_barred)
        if not self.pages:
            yield from (one.problem for one in self.sources if one.is_barred)
