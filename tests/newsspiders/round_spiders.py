"""Sites of the loopback server, good and bad, for whole rounds: `-s SPIDER_MODULES=` this module."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import AsyncIterator

from scrapy import Request

from newsspiders.discovery import Discovery
from tests.newsspiders.loopback_spiders import ARTICLE_URL, SERVER, LoopbackSpider, replace_name


class CalmSpider(LoopbackSpider):
    """A site as it should be."""

    site = replace_name(LoopbackSpider.site, "calm")
    discovery = Discovery(feeds=(f"{SERVER}/calm.xml",), article_url=ARTICLE_URL)


class QuietSpider(LoopbackSpider):
    """Another."""

    site = replace_name(LoopbackSpider.site, "quiet")
    discovery = Discovery(feeds=(f"{SERVER}/quiet.xml",), article_url=ARTICLE_URL)


class MissingSpider(LoopbackSpider):
    """A site whose feed is gone."""

    site = replace_name(LoopbackSpider.site, "missing")
    discovery = Discovery(feeds=(f"{SERVER}/missing.xml",), article_url=ARTICLE_URL)


class SlowSpider(LoopbackSpider):
    """A site that has much to fetch and takes its time."""

    site = replace_name(LoopbackSpider.site, "slow")
    discovery = Discovery(feeds=(f"{SERVER}/slow.xml",), article_url=ARTICLE_URL)


class DeafSpider(LoopbackSpider):
    """Code that hangs, and hears no signal."""

    site = replace_name(LoopbackSpider.site, "deaf")
    discovery = Discovery(feeds=(f"{SERVER}/deaf.xml",), article_url=ARTICLE_URL)

    async def start(self) -> AsyncIterator[Request]:
        """Hang."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self.logger.warning("deaf is pid %d", os.getpid())
        while True:
            time.sleep(600)
        yield Request(SERVER)


class ExitingSpider(LoopbackSpider):
    """Code that ends the process."""

    site = replace_name(LoopbackSpider.site, "exiting")
    discovery = Discovery(feeds=(f"{SERVER}/exiting.xml",), article_url=ARTICLE_URL)

    async def start(self) -> AsyncIterator[Request]:
        """End."""
        self.logger.warning("a last word")
        os._exit(7)
        yield Request(SERVER)


class SegfaultingSpider(LoopbackSpider):
    """A library that crashes."""

    site = replace_name(LoopbackSpider.site, "segfaulting")
    discovery = Discovery(feeds=(f"{SERVER}/segfaulting.xml",), article_url=ARTICLE_URL)

    async def start(self) -> AsyncIterator[Request]:
        """Crash."""
        os.kill(os.getpid(), signal.SIGSEGV)
        yield Request(SERVER)


class AskingSpider(LoopbackSpider):
    """A publisher who wants to be asked first."""

    site = replace_name(LoopbackSpider.site, "asking")
    discovery = Discovery(feeds=(f"{SERVER}/calm.xml",), article_url=ARTICLE_URL)
    permission = "Loopback wants to be asked: write to desk@news.example."
