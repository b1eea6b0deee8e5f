"""Numbers as options of the commands."""

from __future__ import annotations

import re

from scrapy.exceptions import UsageError


def whole_number(raw: str, *, option: str, what: str, example: int, least: int = 1, most: int = 10**6 - 1) -> int:
    """The number that was typed; `what` it is to be, for people.

    :raises UsageError: saying what to type.
    """
    if not (raw.isascii() and raw.isdigit() and least <= int(raw) <= most):
        raise UsageError(f"{option} {raw!r} is no {what}; type {option} {example}")
    return int(raw)


def minutes(raw: str, *, option: str, most: int = 7 * 24 * 60) -> float:
    """The minutes that were typed, which may have a fraction, as seconds.

    :raises UsageError: saying what to type.
    """
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", raw) or not 0 < float(raw) <= most:
        raise UsageError(f"{option} {raw!r} is no number of minutes up to {most}; type {option} 30")
    return float(raw) * 60
