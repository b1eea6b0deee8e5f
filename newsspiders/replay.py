"""Replay: answer http and https requests from saved pages, so that a crawl runs offline exactly as online.

`scrapy crawl vietnamplus -s REPLAY=fixtures`, `-s REPLAY=pages/MANIFEST.tsv`, `-s REPLAY=data/archive`. What was
not saved is a 404, robots.txt too. See `saved_pages` for what can be listed.
"""

from __future__ import annotations

import logging
from pathlib import Path

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings

from newsspiders.archive.members import Damage
from newsspiders.archive.reader import parse_warc_date, read_response
from newsspiders.saved_pages import SavedPage, SavedPages, SavedPagesError, load_saved_pages

logger = logging.getLogger(__name__)

_HANDLER = "newsspiders.replay.ReplayHandler"
_FOR_REPLAY = {
    # Nobody is there to be polite to.
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "CRAWL_DELAY_MAX_SECONDS": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    # A cached answer would not be the saved one.
    "HTTPCACHE_ENABLED": False,
    # Nor would a host that rests let the saved pages through.
    "RETRY_ENABLED": False,
}
_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".shtml": "text/html",
    ".xml": "application/xml", ".rss": "application/xml",
    ".json": "application/json", ".txt": "text/plain", ".pdf": "application/pdf",
}  # fmt: skip
_TYPES_BY_KIND = {"feed": "application/xml", "sitemap": "application/xml", "robots": "text/plain"}


class Replay:
    """Add-on: with the setting REPLAY, put the handler in the place of the network and drop the delays."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Change the settings of a replay; a value given on the command line stays.

        :raises SavedPagesError: REPLAY names something missing or broken.
        """
        if not settings.get("REPLAY"):
            return
        load_saved_pages(settings["REPLAY"])
        handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": _HANDLER, "https": _HANDLER}
        settings.set("DOWNLOAD_HANDLERS", handlers, priority="cmdline")
        for name, value in _FOR_REPLAY.items():
            settings.set(name, value, priority="spider")


class ReplayHandler(BaseDownloadHandler):
    """Download handler: a saved page with status 200, an archived answer as it was, else 404."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pages = load_saved_pages(crawler.settings["REPLAY"])

    async def download_request(self, request: Request) -> Response:
        """The saved answer to a request.

        :raises SavedPagesError: the page can not be read.
        """
        page = self._pages.find(request.url)
        if page is None:
            return Response(request.url, status=404)
        try:
            return _archived_answer(page, request) if page.offset is not None else _saved_answer(page, request)
        except SavedPagesError as error:
            logger.error("%s", error)
            raise


def replayed_pages(settings: BaseSettings) -> SavedPages | None:
    """The saved pages of this run; None when it uses the network."""
    return load_saved_pages(settings["REPLAY"]) if settings.get("REPLAY") else None


def content_type(page: SavedPage) -> str:
    """The Content-Type a server would send, without a charset: the page's own declaration counts.

    >>> content_type(SavedPage(url="https://x.vn/robots.txt", path=Path("robots.txt.gz")))
    'text/plain'
    """
    suffix = Path(page.path.name.removesuffix(".gz")).suffix.lower()
    return _TYPES_BY_KIND.get(page.kind) or _TYPES.get(suffix, "application/octet-stream")


def _saved_answer(page: SavedPage, request: Request) -> Response:
    headers = Headers({"Content-Type": content_type(page)})
    return _response(request, status=200, headers=headers, body=page.read())


def _archived_answer(page: SavedPage, request: Request) -> Response:
    """The answer with its status and headers, its body still packed; the request's meta tells its record, as in the
    run that archived it.
    """
    assert page.offset is not None
    found = read_response(page.path, page.offset)
    if isinstance(found, Damage):
        raise SavedPagesError(str(found))
    response, member = found
    request.meta["archive_id"] = member.header("WARC-Record-ID")
    request.meta["fetched_at"] = parse_warc_date(member.header("WARC-Date"))
    headers = Headers()
    for name, value in response.headers:
        headers.appendlist(name, value)
    return _response(request, status=response.status, headers=headers, body=response.body)


def _response(request: Request, *, status: int, headers: Headers, body: bytes) -> Response:
    response_class = responsetypes.from_args(headers=headers, url=request.url, body=body)
    return response_class(request.url, status=status, headers=headers, body=body)
