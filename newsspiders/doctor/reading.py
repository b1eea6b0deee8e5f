"""Pages as a site's rules read them: the article or why there is none, and all of them as one profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from extractors import Extraction, ExtractionError, extract
from extractors.rules import Rules
from extractors.site import Site
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.tally import Tally
from newsspiders.failures import extraction_failure
from newsspiders.items import ArticleItem, Fetch
from newsspiders.preview.samples import Sample

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One page, read."""

    sample: Sample
    extraction: Extraction | None = None
    error: ExtractionError | None = None
    """Why there is no article."""

    @property
    def url(self) -> str:
        """Of the page."""
        return self.sample.url


def read_pages(samples: Iterable[Sample], site: Site) -> tuple[Read, ...]:
    """Each page as the rules of a site read it."""
    return tuple(_read(sample, site) for sample in samples)


def articles_of(pages: Iterable[Read]) -> list[tuple[Read, Extraction]]:
    """The pages that gave an article, with it."""
    return [(page, page.extraction) for page in pages if page.extraction is not None]


def profile_of(pages: Sequence[Read], rules: Rules) -> RunProfile:
    """What the pages gave, as counts."""
    tally = Tally()
    for page, extraction in articles_of(pages):
        fetched_at = page.sample.fetched_at or _UNKNOWN
        fetch = Fetch(key=page.url, url=page.url, fetched_at=fetched_at, status=200)
        tally.add(ArticleItem.of(extraction, fetch=fetch, discovered_from="doctor"))
    lost = Counter(extraction_failure(page.error).stat for page in pages if page.error is not None)
    return tally.profile(rules, lost)


def _read(sample: Sample, site: Site) -> Read:
    try:
        found = extract(sample.html, url=sample.url, site=site, fetched_at=sample.fetched_at)
    except ExtractionError as error:
        return Read(sample=sample, error=error)
    return Read(sample=sample, extraction=found)
