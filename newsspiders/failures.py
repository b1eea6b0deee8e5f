"""What went wrong with a request or a page -> one stat name and a few words for people."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.spidermiddlewares.httperror import HttpError

from extractors.errors import EmptyBodyError, ExtractionError, NotAnArticleError, NotHtmlError


@dataclass(frozen=True, slots=True)
class Failure:
    """One kind of failure."""

    stat: str
    """`news/skipped/…`: as it should be. `news/failed/…` and `news/http_error/…`: somebody should look."""
    words: str


_DOWNLOAD: tuple[tuple[type[Exception], Failure], ...] = (
    (DownloadTimeoutError, Failure("news/failed/timeout", "timed out")),
    (CannotResolveHostError, Failure("news/failed/dns", "host name not found")),
    (DownloadConnectionRefusedError, Failure("news/failed/refused", "connection refused")),
    (DownloadCancelledError, Failure("news/failed/too_large", "larger than DOWNLOAD_MAXSIZE")),
)
_EXTRACTION: dict[type[ExtractionError], Failure] = {
    NotHtmlError: Failure("news/skipped/not_html", "no HTML"),
    NotAnArticleError: Failure("news/skipped/not_article", "no article"),
    EmptyBodyError: Failure("news/failed/empty_body", "an article without text: the site's rules are stale"),
}
# Scrapy tells these apart by their text only.
_IGNORED = (
    ("robots.txt", Failure("news/skipped/robots", "forbidden by robots.txt")),
    ("max redirections", Failure("news/failed/redirect_loop", "redirects in a loop")),
    ("DOWNLOAD_MAXSIZE", Failure("news/failed/too_large", "larger than DOWNLOAD_MAXSIZE")),
    ("offsite", Failure("news/skipped/redirected", "redirects to another site")),
)


def download_failure(error: object) -> Failure:
    """The failure of a request that brought no page.

    >>> download_failure(IgnoreRequest("Forbidden by robots.txt")).stat
    'news/skipped/robots'
    """
    if isinstance(error, HttpError):
        return Failure(f"news/http_error/{error.response.status}", f"HTTP {error.response.status}")
    if isinstance(error, IgnoreRequest):
        for text, failure in _IGNORED:
            if text in str(error):
                return failure
    for kind, failure in _DOWNLOAD:
        if isinstance(error, kind):
            return failure
    return Failure("news/failed/download", f"{type(error).__name__}: {error}"[:200].rstrip(": "))


def extraction_failure(error: ExtractionError) -> Failure:
    """The failure of a page that gave no article."""
    return _EXTRACTION.get(type(error), Failure("news/failed/extraction", str(error)))
