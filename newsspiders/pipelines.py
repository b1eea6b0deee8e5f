"""Item pipelines: validate, store, count, serialise; in this order."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from newsspiders.crawl_store import CrawlStore
from newsspiders.drift.tally import Tally
from newsspiders.items import ArticleItem
from newsspiders.store import AlreadyRunning, StoreError

logger = logging.getLogger(__name__)


class ValidateArticle:
    """Drop an article without a title or a body: it says that the site's rules are stale."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The pipeline of a crawl."""
        return cls(crawler)

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """The same item.

        :raises DropItem: a part is missing.
        """
        if missing := item.missing_part:
            self._crawler.stats.inc_value(f"news/failed/no_{missing}")
            logger.warning("%s: no %s; the site's rules may be stale", item.article.url, missing)
            raise DropItem(f"no {missing}", log_level="DEBUG")
        return item


class StoreArticle:
    """Keep each article in the spider's store, together with what is known of its URL now: both or neither.

    An item leaves only when it is committed: what a killed run had exported, its store has.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The pipeline of a crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the store; one that cannot be opened ends the run before anything is fetched."""
        spider, store = self._crawler.spider, self._store
        if store is None:
            return
        try:
            store.open(arguments=getattr(spider, "given", {}))
        except AlreadyRunning as error:
            logger.error("%s", error)
            raise CloseSpider("already_running") from error
        except StoreError as error:
            logger.error("%s", error)
            raise CloseSpider("store_error") from error
        if store.clock_problem:
            logger.warning("%s; set the clock (timedatectl) if it is wrong now", store.clock_problem)

    async def process_item(self, item: ArticleItem) -> ArticleItem:
        """The same item, stored.

        :raises DropItem: it could not be written.
        """
        store = self._store
        if store is None:
            return item
        try:
            change = await store.run(lambda session: session.save(item, item.state))
        except StoreError as error:
            self._crawler.stats.inc_value("news/failed/not_stored")
            logger.error("%s", error)
            raise DropItem("not stored", log_level="DEBUG") from error
        self._crawler.stats.inc_value(f"news/stored/{change}")
        return item

    @property
    def _store(self) -> CrawlStore | None:
        """The spider's store; None for a spider that is none of ours."""
        store = getattr(self._crawler.spider, "store", None)
        return store if isinstance(store, CrawlStore) else None


class CountArticle:
    """Count what the rules gave of each article that was stored, for the run's profile."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The pipeline of a crawl."""
        return cls(crawler)

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """The same item."""
        tally = getattr(self._crawler.spider, "tally", None)
        if isinstance(tally, Tally):  # the spider is one of ours
            tally.add(item)
        return item


class SerialiseArticle:
    """Turn the item into the flat dict that FEEDS export."""

    def process_item(self, item: ArticleItem) -> dict[str, Any]:
        """`ArticleItem.as_dict()`."""
        return item.as_dict()
