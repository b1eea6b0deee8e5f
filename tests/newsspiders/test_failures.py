"""Each failure has one stat."""

from __future__ import annotations

import pytest
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

from extractors import errors
from newsspiders.failures import RequestRefused, download_failure, extraction_failure


@pytest.mark.parametrize(
    ("error", "stat"),
    [
        (HttpError(Response("https://x.example/", status=404)), "news/http_error/404"),
        (IgnoreRequest("Forbidden by robots.txt"), "news/skipped/robots"),
        (IgnoreRequest("max redirections reached"), "news/failed/redirect_loop"),
        (IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE (1 B)"), "news/failed/too_large"),
        (IgnoreRequest("Filtered offsite request to 'x'"), "news/skipped/redirected"),
        (DownloadTimeoutError("x"), "news/failed/timeout"),
        (CannotResolveHostError("x"), "news/failed/dns"),
        (DownloadConnectionRefusedError("x"), "news/failed/refused"),
        (DownloadCancelledError("x"), "news/failed/too_large"),
        (DownloadFailedError("x"), "news/failed/no_http"),
        (ResponseDataLossError("x"), "news/failed/cut_short"),
        (OSError("x"), "news/failed/download"),
    ],
)
def test_download_failure(error: Exception, stat: str) -> None:
    assert download_failure(error).stat == stat


@pytest.mark.parametrize("kind", RequestRefused.__subclasses__())
def test_refused_request_says_why_in_its_own_words(kind: type[RequestRefused]) -> None:
    told = download_failure(kind("left alone"))
    assert told.words == "left alone"
    assert told.stat == kind.stat
    assert told.stat.startswith(("news/skipped/", "news/failed/"))


def test_unknown_failure_is_told_in_one_line() -> None:
    words = download_failure(OSError("a\n" * 500)).words
    assert words.startswith("OSError: a")
    assert len(words) <= 200


@pytest.mark.parametrize(
    ("kind", "stat"),
    [
        (errors.NotHtmlError, "news/skipped/not_html"),
        (errors.NotAnArticleError, "news/skipped/not_article"),
        (errors.EmptyBodyError, "news/failed/empty_body"),
    ],
)
def test_extraction_failure(kind: type[errors.ExtractionError], stat: str) -> None:
    assert extraction_failure(kind("x")).stat == stat


def test_every_extraction_error_has_its_own_stat() -> None:
    kinds = errors.ExtractionError.__subclasses__()
    assert len({extraction_failure(kind("x")).stat for kind in kinds}) == len(kinds)
    assert all(extraction_failure(kind("x")).stat != "news/failed/extraction" for kind in kinds)
