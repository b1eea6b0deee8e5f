"""ArchiveMiddleware: hands every fetched response to the archive, and each article that was extracted from one.

It stands nearest to the downloader (950 in DOWNLOADER_MIDDLEWARES): above it bodies are unpacked (590), redirects
followed (600) and answers taken from HTTPCACHE (900). What a cache or a replay answered is not archived again.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.serialize import ScrapyJSONEncoder

from newsspiders.addons import project_version
from newsspiders.archive.http_messages import Headers
from newsspiders.archive.records import Exchange, Extracted
from newsspiders.archive.writer import GIB, ArchiveError, ArchiveWriter, Entry

logger = logging.getLogger(__name__)

_STOPPED = "archive_error"
_TRUNCATED = {"dataloss": "disconnect", "download_stopped": "unspecified"}


class ArchiveMiddleware:
    """With ARCHIVE_ENABLED, writes WARC files into ARCHIVE_DIR.

    `request.meta` then tells where and when: `archive_id`, the ID of the response's record, and `fetched_at`. When
    the disk fails, the crawl is closed; responses still on their way have no `archive_id`.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ARCHIVE_ENABLED") or crawler.settings.get("REPLAY"):
            raise NotConfigured
        self._crawler = crawler
        self._encoder = ScrapyJSONEncoder(ensure_ascii=False)
        self._writer: ArchiveWriter | None = None
        self._stopping: asyncio.Task[None] | None = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.item_scraped, signals.item_scraped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawl.

        :raises NotConfigured: the archive is off, or this is a replay.
        """
        return cls(crawler)

    async def spider_opened(self, spider: Spider) -> None:
        """Open the archive; one that can not be opened ends the run before anything is fetched.

        :raises CloseSpider: it can not be opened.
        """
        settings, loop = self._crawler.settings, asyncio.get_running_loop()
        try:
            self._writer = ArchiveWriter(
                Path(settings["ARCHIVE_DIR"]).expanduser(),
                prefix=re.sub(r"[^A-Za-z0-9_.]", "_", spider.name)[:80],
                max_file_bytes=_max_file_bytes(settings),
                about=_about(settings, spider),
                on_failure=lambda error: loop.call_soon_threadsafe(self._stop, error),
            )
        except ArchiveError as error:
            self._report(error)
            raise CloseSpider(_STOPPED) from error

    def process_request(self, request: Request) -> None:
        """Forget what is known of an earlier answer: a retry and a redirect take their meta along."""
        request.meta.pop("archive_id", None)
        request.meta.pop("fetched_at", None)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The same response, archived."""
        if "cached" in response.flags:
            return response
        fetched_at = datetime.now(UTC)
        request.meta["fetched_at"] = fetched_at
        exchange = exchange_of(request, response, fetched_at=fetched_at)
        if await self._write(exchange):
            request.meta["archive_id"] = exchange.record_id
            self._crawler.stats.inc_value("archive/responses")
        return response

    async def item_scraped(self, item: Any, response: Response | None) -> None:
        """Archive what was extracted, beside the response it came from."""
        request = response.request if response is not None else None
        archive_id = request.meta.get("archive_id") if request is not None else None
        if response is None or not archive_id:
            return
        extracted = Extracted(
            url=response.url,
            created_at=datetime.now(UTC),
            refers_to=archive_id,
            facts=self._encoder.encode(item if isinstance(item, dict) else ItemAdapter(item).asdict()).encode(),
        )
        if await self._write(extracted):
            self._crawler.stats.inc_value("archive/articles")

    async def spider_closed(self) -> None:
        """Wait until all is written."""
        if self._writer is not None:
            await asyncio.to_thread(self._writer.close)

    async def _write(self, entry: Entry) -> bool:
        """Whether the archive took it."""
        if self._writer is None:
            return False
        try:
            await self._writer.write_async(entry)
        except ArchiveError as error:
            self._stop(error)
            return False
        return True

    def _stop(self, error: ArchiveError) -> None:
        """Say it and close the crawl, once."""
        if self._stopping is None and self._crawler.engine is not None:
            self._report(error)
            self._stopping = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=_STOPPED))

    def _report(self, error: ArchiveError) -> None:
        self._crawler.stats.inc_value("archive/failed")
        logger.error("%s; the crawl ends here, what was archived before can be read", error)


def exchange_of(request: Request, response: Response, *, fetched_at: datetime) -> Exchange:
    """The facts of a fetch, as Scrapy has them: headers by name, without their order and spelling on the wire."""
    return Exchange(
        url=response.url,
        fetched_at=fetched_at,
        status=response.status,
        headers=_header_pairs(response.headers),
        body=response.body,
        protocol=response.protocol or "HTTP/1.1",
        ip_address=str(response.ip_address or ""),
        truncated=next((_TRUNCATED[flag] for flag in response.flags if flag in _TRUNCATED), ""),
        method=request.method,
        request_headers=_header_pairs(request.headers),
        request_body=request.body,
    )


def _header_pairs(headers: ScrapyHeaders) -> Headers:
    return tuple((name, value) for name in headers for value in headers.getlist(name))


def _max_file_bytes(settings: BaseSettings) -> int:
    """:raises ArchiveError: it is no size."""
    raw = str(settings.get("ARCHIVE_FILE_MAX_BYTES")).strip()
    if not re.fullmatch(r"[1-9][0-9]{0,14}", raw):
        raise ArchiveError(f"ARCHIVE_FILE_MAX_BYTES is {raw!r}; set a number of bytes: {GIB}")
    return int(raw)


def _about(settings: BaseSettings, spider: Spider) -> Mapping[str, str]:
    """For the warcinfo record of each file."""
    return {
        "software": f"newsspiders/{project_version()}",
        "isPartOf": spider.name,
        "operator": str(settings.get("CONTACT") or ""),
        "http-header-user-agent": str(settings.get("USER_AGENT") or ""),
        "robots": "classic" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
    }
