"""Add-ons: what must be decided before a crawl starts, from settings of more than one place."""

from __future__ import annotations

import logging
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Self

from scrapy.crawler import Crawler
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsspiders.configuration.start import read_command_line
from newsspiders.logs import crawls, start_logs

logger = logging.getLogger(__name__)

_WRONG_USE = 2
_CHATTY = (
    *("scrapy.addons", "scrapy.core.engine", "scrapy.crawler", "scrapy.middleware", "scrapy.utils.log"),
    *("alembic.runtime.migration", "alembic.runtime.plugins"),
)


class CommandLine:
    """Let `-s` have the words that file and environment have."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Put values in the place of words; the command has told of those that can't be used."""
        read_command_line(settings)


class Logs:
    """Start the log, in the place of Scrapy's own."""

    def __init__(self, site: str) -> None:
        crawls(site)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The log knows whom this process crawls."""
        return cls(crawler.spidercls.name)

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Start it before the first line is logged.

        :raises SystemExit: it can't be; why was printed. Nobody above would catch anything else.
        """
        try:
            start_logs(settings)
        except ValueError as error:
            print(error, file=sys.stderr)  # noqa: T201  # there is no log
            raise SystemExit(_WRONG_USE) from None


class QuietLog:
    """Keep the INFO lines of Scrapy itself (versions, settings, lists of components) and of Alembic out of the log.

    Does nothing when the run names a level itself (`-L INFO`, `-L DEBUG`): then everything is shown.
    """

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Put filters on the loggers, before the first line is logged. (Levels would be reset by Scrapy.)"""
        is_asked = (settings.getpriority("LOG_LEVEL") or 0) > SETTINGS_PRIORITIES["project"]
        for name in _CHATTY:
            if is_asked:
                logging.getLogger(name).removeFilter(_is_serious)
            else:
                logging.getLogger(name).addFilter(_is_serious)


class Identity:
    """Build the User-Agent from CONTACT; a USER_AGENT that the run sets itself stays."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set USER_AGENT; ask for a contact when the network is used without one."""
        contact = str(settings.get("CONTACT") or "").strip()
        settings.set("USER_AGENT", user_agent(contact), priority="project")
        if not contact and not settings.get("REPLAY"):
            logger.info("no contact for the sites' people; set NEWSSPIDERS_CONTACT=you@example.org")


def user_agent(contact: str) -> str:
    """The honest User-Agent.

    >>> user_agent("desk@example.org").partition(" ")[2]
    '(+desk@example.org)'
    """
    product = f"newsspiders/{project_version()}"
    return f"{product} (+{contact})" if contact else product


def project_version() -> str:
    """The installed version; `0` when run from a copy that is not installed."""
    try:
        return version("newsspiders")
    except PackageNotFoundError:
        return "0"


def _is_serious(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
