"""Later pages: an article in several pages is fetched to its end and joined, before any of it is stored."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

from extractors import Extraction, join_pages
from extractors.errors import ExtractionError
from newsspiders.extraction import ExtractionProcessError, Extractor
from newsspiders.failures import download_failure
from newsspiders.responses import page_of
from newsspiders.urls import url_key

logger = logging.getLogger(__name__)

MISSING = "pages-missing"
"""Warning of an article that a later page could not be had of."""


class PagesNotAsked(Exception):
    """A later page was not asked for, because its host rests or the run ends: the article stays due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterPages:
    """How this run gets the later pages of an article."""

    download: Callable[[Request], Awaitable[Response]]
    extractor: Extractor
    pages_max: int
    """Pages of one article, the first one too."""

    async def join(self, first: Extraction, *, fetched_at: datetime) -> Extraction:
        """The whole article; what there is of it, with the warning `pages-missing`, where a page could not be had.

        :raises PagesNotAsked: a page was not even asked for.
        """
        whole, seen = first, {url_key(first.article.url or "")}
        while (url := whole.next_page) and url_key(url) not in seen:
            seen.add(url_key(url))
            is_too_many = len(seen) > self.pages_max
            later = f"more than {self.pages_max}" if is_too_many else await self._read(url, fetched_at=fetched_at)
            if isinstance(later, str):
                logger.warning("%s: a later page could not be had (%s); stored without it", url, later)
                return replace(whole, warnings=(*whole.warnings, MISSING))
            whole = join_pages(whole, later)
        return whole

    async def _read(self, url: str, *, fetched_at: datetime) -> Extraction | str:
        """The extraction of a later page, or why there is none."""
        try:
            response = await self.download(Request(url))
        except Exception as error:  # whatever the network or a downloader middleware raises
            failure = download_failure(error)
            if failure.scope == "unasked":
                raise PagesNotAsked(failure.words) from error
            return failure.words
        if response.status != HTTPStatus.OK:
            return f"HTTP {response.status}"
        try:
            return await self.extractor.extract(page_of(response), url=response.url, fetched_at=fetched_at)
        except (ExtractionError, ExtractionProcessError) as error:
            return str(error)
