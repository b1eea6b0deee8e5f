"""Lines: a log record as text for people, or as one JSON object. No line has a secret."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from newsspiders.logs.secrets import Secrets


class HumanLine(logging.Formatter):
    """`2026-03-07 06:00:01 INFO newsspiders: vietnamplus: 12 articles`, as LOG_FORMAT says."""

    def __init__(self, *, form: str | None, date_form: str | None, secrets: Secrets) -> None:
        super().__init__(form, date_form)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the lines of its exception."""
        return self._secrets.hidden(super().format(record))


class JsonLine(JsonFormatter):
    """`{"time": …, "level": …, "logger": …, "site": …, "message": …, "exception": …}`, as far as known."""

    def __init__(self, *, secrets: Secrets, site: Callable[[logging.LogRecord], str | None]) -> None:
        super().__init__(json_ensure_ascii=False)
        self._secrets = secrets
        self._site = site

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """Fill in what the object says."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "site": self._site(record),
            "message": self._secrets.hidden(record.getMessage()),
            "exception": self._secrets.hidden(
                "\n".join(str(message_dict[name]) for name in ("exc_info", "stack_info") if message_dict.get(name))
            ),
        }
        log_data.update({name: value for name, value in said.items() if value or name == "message"})
