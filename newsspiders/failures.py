"""What went wrong with a request or a page -> one stat name and a few words for people.

IgnoreRequest (Scrapy's: no page, no retry, no traceback)
  RequestRefused         this project did not send the request; its text is for people
    HostResting          its host is left alone for now: ask in a later run
    RunStopped           the run was stopped before its turn: ask in a later run
    RobotsUnreadable     the host's robots.txt can not be read, so nothing may be fetched: ask in a later run
    PrivateAddress       its host is no public one
    UnsafeUrl            its URL carries a name and password, or is none
    RedirectLoop         it leads back to a page that led to it
    RedirectOffSite      it leads to another site
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from extractors.errors import EmptyBodyError, ExtractionError, NotAnArticleError, NotHtmlError
from newsspiders.responses import obstacle_of

_LONGEST_WORDS = 200


Scope = Literal["page", "host", "robots", "unasked"]
"""What is at fault: the page; its host, which is not well; robots.txt, which forbids the page; or nothing at all, the
page was not asked for."""

OBSTACLE_STAT = "news/failed/obstacle"
_HOSTS_STATUSES = (408, 429, 502, 503, 504, 522, 524)  # a 500 may be the page's own


@dataclass(frozen=True, slots=True)
class Failure:
    """One kind of failure."""

    stat: str
    """`news/skipped/…`: as it should be. `news/failed/…` and `news/http_error/…`: somebody should look."""
    words: str
    scope: Scope = "page"
    status: int | None = None
    """HTTP status, when there was an answer."""

    @property
    def is_missing(self) -> bool:
        """Whether the site says that there is no such page."""
        return self.status in (404, 410)


class RequestRefused(IgnoreRequest):
    """A request that this project does not send. The text says why."""

    stat: ClassVar[str]
    scope: ClassVar[Scope] = "page"


class HostResting(RequestRefused):
    """The host failed too often, or asked to be left alone for longer than a run waits."""

    stat = "news/skipped/host_resting"
    scope = "unasked"


class RunStopped(RequestRefused):
    """The run was told to stop."""

    stat = "news/skipped/run_stopped"
    scope = "unasked"


class RobotsUnreadable(RequestRefused):
    """What may be fetched is not known (RFC 9309, 2.3.1.4: then nothing may)."""

    stat = "news/failed/robots_unreadable"
    scope = "unasked"


class PrivateAddress(RequestRefused):
    """The host is this machine or in its network."""

    stat = "news/failed/private_address"


class UnsafeUrl(RequestRefused):
    """The URL carries credentials, which no link to an article has a reason to, or is no page's at all."""

    stat = "news/failed/unsafe_url"


class RedirectLoop(RequestRefused):
    """A redirect to where the request came from."""

    stat = "news/failed/redirect_loop"


class RedirectOffSite(RequestRefused):
    """A redirect to another site."""

    stat = "news/skipped/redirected"


_DOWNLOAD: tuple[tuple[type[Exception], Failure], ...] = (
    (DownloadTimeoutError, Failure("news/failed/timeout", "timed out", "host")),
    (CannotResolveHostError, Failure("news/failed/dns", "host name not found", "host")),
    (DownloadConnectionRefusedError, Failure("news/failed/refused", "connection refused", "host")),
    (DownloadCancelledError, Failure("news/failed/too_large", "larger than DOWNLOAD_MAXSIZE")),
    (ResponseDataLossError, Failure("news/failed/cut_short", "the answer was cut short")),
)
_EXTRACTION: dict[type[ExtractionError], Failure] = {
    NotHtmlError: Failure("news/skipped/not_html", "no HTML"),
    NotAnArticleError: Failure("news/skipped/not_article", "no article"),
    EmptyBodyError: Failure("news/failed/empty_body", "an article without text: the site's rules are stale"),
}
# Scrapy tells these apart by their text only.
_IGNORED = (
    ("robots.txt", Failure("news/skipped/robots", "forbidden by robots.txt", "robots")),
    ("max redirections", Failure("news/failed/redirect_loop", "redirects in a loop")),
    ("DOWNLOAD_MAXSIZE", Failure("news/failed/too_large", "larger than DOWNLOAD_MAXSIZE")),
    ("offsite", Failure("news/skipped/redirected", "redirects to another site")),
)


def download_failure(error: object) -> Failure:
    """The failure of a request that brought no page.

    >>> download_failure(IgnoreRequest("Forbidden by robots.txt")).stat
    'news/skipped/robots'
    """
    if isinstance(error, RequestRefused):
        return Failure(error.stat, str(error), error.scope)
    if isinstance(error, HttpError):
        return _http_failure(error.response)
    if isinstance(error, IgnoreRequest):
        for text, failure in _IGNORED:
            if text in str(error):
                return failure
    if isinstance(error, DownloadFailedError):
        return _broken_connection(error)
    for kind, failure in _DOWNLOAD:
        if isinstance(error, kind):
            return failure
    return Failure("news/failed/download", f"{type(error).__name__}: {error}"[:_LONGEST_WORDS].rstrip(": "))


def _http_failure(response: Response) -> Failure:
    status = response.status
    words = obstacle_of(response)
    scope: Scope = "host" if status in _HOSTS_STATUSES else "page"
    return Failure(f"news/http_error/{status}", f"HTTP {status}{f', {words}' if words else ''}", scope, status)


def _broken_connection(error: DownloadFailedError) -> Failure:
    """What Twisted found wrong: it hands out a list, of which the first entry is the cause."""
    reasons = getattr(error.__cause__, "reasons", ())
    cause = reasons[0].value if reasons else error
    if isinstance(cause, SSL.Error):
        return Failure("news/failed/tls", f"no secure connection: {cause}"[:_LONGEST_WORDS], "host")
    words = f"the connection broke, or the answer was no HTTP ({type(cause).__name__}: {cause}"
    return Failure("news/failed/no_http", f"{words[: _LONGEST_WORDS - 1].rstrip(' :')})")


def extraction_failure(error: ExtractionError) -> Failure:
    """The failure of a page that gave no article."""
    return _EXTRACTION.get(type(error), Failure("news/failed/extraction", str(error)))
