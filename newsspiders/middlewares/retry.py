"""PoliteRetry: ask again, but not before the host has had a rest; in the place of Scrapy's RetryMiddleware.

What counts against a host: no connection, no answer in time, broken HTTP, and the statuses of RETRY_HTTP_CODES. A 404
or a 403 does not. RETRY_ENABLED=False turns all of it off. `download_handler`, nearest to the wire, tells it of each
answer and does the waiting; how long a wait is, and what a rest means, stands in `hosts`.
"""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.internet.error import ConnectError, ConnectionClosed

from extractors.urls import host_of
from newsspiders.failures import HostResting, download_failure
from newsspiders.hosts import Hosts
from newsspiders.states import HostState

logger = logging.getLogger(__name__)

_LONGEST_SECONDS = 365 * 86400.0
UNREACHABLE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    ConnectError,
    ConnectionClosed,
    TunnelError,
)


def parse_retry_after(value: str | bytes | None, *, now: datetime) -> float | None:
    """Seconds to wait, of a Retry-After header (RFC 9110, 10.2.3): a number of them or a date. None for anything else;
    a date in the past is 0, and nothing is longer than a year.

    >>> parse_retry_after("120", now=datetime(2026, 3, 7, tzinfo=UTC))
    120.0
    >>> parse_retry_after("Sat, 07 Mar 2026 00:01:00 GMT", now=datetime(2026, 3, 7, tzinfo=UTC))
    60.0
    """
    if value is None:
        return None
    text = (value.decode("latin-1") if isinstance(value, bytes) else value).strip()
    if re.fullmatch(r"[0-9]+", text):
        return min(float(text[:400]), _LONGEST_SECONDS)
    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    except (ValueError, OverflowError, IndexError):
        return None
    return min(max(0.0, seconds), _LONGEST_SECONDS)


def hosts_from(settings: BaseSettings) -> Hosts:
    """An empty memory of hosts, with the settings' times."""
    return Hosts(
        backoff_seconds=settings.getfloat("RETRY_BACKOFF_SECONDS"),
        backoff_max_seconds=settings.getfloat("RETRY_BACKOFF_MAX_SECONDS"),
        retry_after_max_seconds=settings.getfloat("RETRY_AFTER_MAX_SECONDS"),
        failures_max=settings.getint("HOST_FAILURES_MAX"),
        rest_seconds=settings.getfloat("HOST_REST_SECONDS"),
        rest_max_seconds=settings.getfloat("HOST_REST_MAX_SECONDS"),
    )


def rest_error(state: HostState, *, now: datetime) -> HostResting:
    """The error of a request to a host that rests, with the hour of this machine's clock."""
    assert state.not_before is not None
    until, today = state.not_before.astimezone(), now.astimezone().date()
    hour = f"{until:%H:%M}" if until.date() == today else f"{until:%Y-%m-%d %H:%M}"
    return HostResting(f"{state.host} is left alone until {hour} ({state.reason})")


class PoliteRetry:
    """Downloader middleware: keep the memory of hosts, and ask again up to RETRY_TIMES."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("RETRY_ENABLED"):
            raise NotConfigured
        self._crawler = crawler
        self._statuses = {int(code) for code in crawler.settings.getlist("RETRY_HTTP_CODES")}
        self.hosts = hosts_from(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawl.

        :raises NotConfigured: RETRY_ENABLED is off.
        """
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse a request to a host that rests, before it waits for its turn.

        :raises HostResting: it does.
        """
        now = datetime.now(UTC)
        if state := self.hosts.resting(host_of(request.url), now):
            raise rest_error(state, now=now)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response; the request again when the host is not well."""
        if response.status not in self._statuses:
            return response
        return self._again(request, reason=f"HTTP {response.status}") or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request again when the host could not be reached."""
        return self._again(request, reason=exception) if isinstance(exception, UNREACHABLE) else None

    def note_answer(self, host: str, response: Response) -> None:
        """Remember what an answer says of its host. Called before the next request to it leaves the queue."""
        if response.status not in self._statuses:
            self.hosts.succeeded(host)
            return
        now = datetime.now(UTC)
        retry_after_seconds = parse_retry_after(response.headers.get("Retry-After"), now=now)
        self._note_failure(host, now=now, reason=f"HTTP {response.status}", retry_after_seconds=retry_after_seconds)

    def note_unreachable(self, host: str, error: Exception) -> None:
        """Remember that a host did not answer, or not in HTTP."""
        self._note_failure(host, now=datetime.now(UTC), reason=download_failure(error).words)

    def _note_failure(self, host: str, *, now: datetime, reason: str, retry_after_seconds: float | None = None) -> None:
        was_resting = self.hosts.resting(host, now) is not None
        seconds = self.hosts.failed(host, now=now, reason=reason, retry_after_seconds=retry_after_seconds)
        state = self.hosts.resting(host, now)
        if state is None:
            logger.debug("%s: %s; asked again in %.0f s", host, reason, seconds)
        elif not was_resting:
            self._crawler.stats.inc_value("news/hosts_resting")
            logger.warning("%s", rest_error(state, now=now))

    def _again(self, request: Request, *, reason: str | Exception) -> Request | None:
        """The retried request. To a host that rests it is refused then, which says so instead of the last failure."""
        if request.meta.get("dont_retry"):
            return None
        assert self._crawler.spider is not None
        return get_retry_request(request, spider=self._crawler.spider, reason=reason)
