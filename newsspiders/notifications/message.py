"""Message: what is told of a run, as plain text that every service takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from newsspiders.notifications.occasions import Occasion
from newsspiders.run_end import RunEnd

_HEADLINES: dict[Occasion, str] = {
    "broke": "{site} is not healthy: {why}",
    "changed": "{site} is not healthy, now for another reason: {why}",
    "still": "{site} is still not healthy: {why}",
    "well": "{site} is well again",
}
_REMEDIES = {
    "store_error": "Look at the database and its disk: scrapy settings-check; df -h",
    "archive_error": "Look at the disk of the archive: df -h",
    "start_error": "Look at the log.",
}
"""Reason of the end -> what helps; where there is none, the doctor does."""

_FINDINGS = 5
_LINE = 300
_TEXT = 2000
"""Characters; Telegram takes 4096 units of UTF-16, of which a character has up to two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent."""

    headline: str
    """The subject of a mail; the first line elsewhere."""
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join((self.headline, *self.lines))


def compose(site: str, end: RunEnd, occasion: Occasion, *, host: str, now: datetime) -> Message:
    """The message about a run."""
    why = (end.unhealthy or "").partition(":")[0] if end.findings else end.unhealthy  # the lines below name them
    headline = _HEADLINES[occasion].format(site=site, why=why)
    lines = [finding.words for finding in end.findings[:_FINDINGS]]
    if (more := len(end.findings) - _FINDINGS) > 0:
        lines.append(f"and {more} more")
    lines.append(end.summary)
    if end.unhealthy is not None:
        lines.append(_REMEDIES.get(end.reason, f"scrapy doctor {site}"))
    return _message(headline, [*lines, _signature(host, now)])


def trial(*, host: str, now: datetime) -> Message:
    """The message that tries whether messages arrive."""
    return _message("newsspiders: a test", ["Messages about unhealthy sites arrive here.", _signature(host, now)])


def _signature(host: str, now: datetime) -> str:
    return f"{host}, {now:%Y-%m-%d %H:%M %Z}"


def _message(headline: str, lines: Iterable[str]) -> Message:
    """Within bounds: each line is one, and the whole is short enough."""
    headline, *rest = (_line(line) for line in (headline, *lines))
    left, kept = _TEXT - len(headline), list[str]()
    for line in rest:
        left -= len(line) + 1
        if left >= 0:
            kept.append(line)
    return Message(headline=headline, lines=tuple(kept))


def _line(text: str) -> str:
    """One line of printable characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"
