"""What a crawl remembers besides articles: plain frozen data, times aware. No SQL, no policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal, NamedTuple

Outcome = Literal["pending", "article", "out-of-range", "not-article", "moved", "failed", "gone"]
Change = Literal["new", "changed", "unchanged", "older"]
"""What a saved item meant for the article's text; see `articles.save`."""
Verdict = Literal["few", "usual", "drift", "accepted"]
"""What is thought of a run, after the runs before it; see `drift.verdict`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlState:
    """One address of a site: what is known of it and when it is to be asked again."""

    key: str
    url: str
    """As it is asked for."""
    discovered_from: str
    first_seen: datetime
    published: datetime | None = None
    """As the listing says; once it was read, as the page says."""
    modified: datetime | None = None
    """As the listing says."""
    title: str | None = None
    """As the listing says."""
    feed_text: str | None = None
    last_fetched: datetime | None = None
    etag: str | None = None
    """As sent, to be sent back; so is `last_modified`."""
    last_modified: str | None = None
    status: int | None = None
    """HTTP status of the last answer."""
    outcome: Outcome = "pending"
    failures: int = 0
    """In a row."""
    visits: int = 0
    """Successful fetches."""
    next_due: datetime | None
    """None: never again by itself."""

    def __post_init__(self) -> None:
        require_zones(self)


class DueKey(NamedTuple):
    """Where a page of `due` ended."""

    first_seen: datetime
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """Some of the URLs that are due, newest first."""

    states: tuple[UrlState, ...]
    after: DueKey | None
    """What to ask the next page with; None when this was the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """What became of a listing's links."""

    due: tuple[UrlState, ...]
    """To be fetched now, in the listing's order."""
    known: int
    """How many are known and not due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One feed, sitemap or section page."""

    url: str
    kind: str
    last_fetched: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    floor: datetime | None = None
    """How far back it was read."""
    status: int | None = None
    failures: int = 0
    """In a row."""
    problem: str | None = None

    def __post_init__(self) -> None:
        require_zones(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """One host: how it bears being asked."""

    host: str
    failures: int = 0
    """In a row."""
    openings: int = 0
    """How often in a row it was left alone."""
    not_before: datetime | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        require_zones(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a long walk (through an archive, say) has come."""

    walk: str
    position: str
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run of a spider."""

    id: int
    spider: str
    started_at: datetime
    finished_at: datetime | None = None
    """None: running, or killed."""
    pid: int
    host: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    is_healthy: bool | None = None
    summary: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        require_zones(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRecord:
    """What the pages of a run gave, and what was thought of it."""

    run_id: int
    spider: str
    asked: str
    """The same for runs that can be compared."""
    verdict: Verdict
    profile: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """When the new articles of one site came."""

    stored: int = 0
    """How many there are."""
    last: datetime | None = None
    """When the last new one came."""
    hours: Mapping[int, int] = field(default_factory=dict)
    """Whole hours ago -> how many came in that hour; hours without any are left out."""

    def __post_init__(self) -> None:
        require_zones(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article, or one of its former revisions, as the store has it."""

    canonical_url: str
    archive_id: str | None
    fetched_at: datetime
    content_hash: str
    article: Mapping[str, Any]
    """Article.as_dict()."""
    removed: Sequence[Mapping[str, Any]]
    origins: Mapping[str, str]
    warnings: Sequence[str]
    last_seen: datetime
    """The last fetch that brought the article, whatever it said then."""
    feed_text: str | None
    """The article's text as the feed has it."""
    is_current: bool
    """Whether it is the article's text of today."""


def as_row(state: Any) -> dict[str, Any]:
    """A state's fields by name, as the tables have them."""
    return {f.name: getattr(state, f.name) for f in fields(state)}


def require_zones(facts: Any) -> None:
    """Check that every time in a dataclass is aware.

    :raises ValueError: naming the field.
    """
    for f in fields(facts):
        value = getattr(facts, f.name)
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(f"{type(facts).__name__}.{f.name} has no zone; pass datetime.now(UTC)")
