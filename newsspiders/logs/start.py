"""Start the logs as the settings want them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.utils.log import TopLevelFormatter

from newsspiders.configuration.load import parse
from newsspiders.logs.handlers import LogFile, Stderr
from newsspiders.logs.lines import HumanLine, JsonLine
from newsspiders.logs.secrets import Secrets

_handler: logging.Handler | None = None
_sites: set[str] = set()


def start_logs(settings: BaseSettings) -> None:
    """Have everything that is logged written to where the settings say; called again, the settings are others.

    :raises ValueError: naming the setting that can't be used, and what to write.
    """
    global _handler  # noqa: PLW0603  # the process has one log
    new = _make_handler(settings)
    if _handler is not None:
        logging.root.removeHandler(_handler)
        _handler.close()
    _handler = new
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(new)


def crawls(site: str) -> None:
    """Say that this process crawls a site: with one of them, all its lines are about that."""
    _sites.add(site)


def site_of(record: logging.LogRecord) -> str | None:
    """The site that a line is about: that of its spider, or the only one of this process."""
    spider = getattr(record, "spider", None) or getattr(getattr(record, "crawler", None), "spidercls", None)
    if spider is not None:
        return str(spider.name)
    return next(iter(_sites)) if len(_sites) == 1 else None


def _make_handler(settings: BaseSettings) -> logging.Handler:
    if not settings.getbool("LOG_ENABLED"):
        return logging.NullHandler()
    file = _checked("LOG_FILE", settings)
    handler = _open_file(Path(file), settings) if file else Stderr()
    handler.setLevel(_checked("LOG_LEVEL", settings))
    secrets = Secrets.of(settings)
    if _checked("LOG_JSON", settings):
        handler.setFormatter(JsonLine(secrets=secrets, site=site_of))
    else:
        form, date_form = settings.get("LOG_FORMAT"), settings.get("LOG_DATEFORMAT")
        handler.setFormatter(HumanLine(form=form, date_form=date_form, secrets=secrets))
    if settings.getbool("LOG_SHORT_NAMES"):
        handler.addFilter(TopLevelFormatter(["scrapy"]))
    return handler


def _open_file(path: Path, settings: BaseSettings) -> LogFile:
    max_bytes, kept = _checked("LOG_FILE_MAX_BYTES", settings), _checked("LOG_FILES_KEPT", settings)
    try:
        return LogFile(path, max_bytes=max_bytes, kept=kept, encoding=settings["LOG_ENCODING"])
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"LOG_FILE is {str(path)!r}: {reason}; name a file that you may write to") from None


def _checked(name: str, settings: BaseSettings) -> Any:
    written = settings[name]
    return parse(name, "" if written is None else written)
