"""Numbers as options of the commands."""

from __future__ import annotations

from scrapy.exceptions import UsageError


def whole_number(raw: str, *, option: str, what: str, example: int, least: int = 1, most: int = 10**6 - 1) -> int:
    """The number that was typed; `what` it is to be, for people.

    :raises UsageError: saying what to type.
    """
    if not (raw.isascii() and raw.isdigit() and least <= int(raw) <= most):
        raise UsageError(f"{option} {raw!r} is no {what}; type {option} {example}")
    return int(raw)
