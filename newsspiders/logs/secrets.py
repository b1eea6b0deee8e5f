"""Secrets: text without the values that the settings keep secret, however they are written. Reads no log."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from scrapy.settings import BaseSettings

from newsspiders.configuration.keys import KEYS
from newsspiders.configuration.masks import MASK, mask_passwords

_SHORTEST = 6
"""Shorter ones are not searched for: they would be found in every other word."""
_SECRET_NAME = re.compile(r"(?:^|_)(?:PASS|PASSWORD|SECRET|TOKEN|KEY)(?:_|$)")
"""How Scrapy and its extensions call a setting that is a secret: MAIL_PASS, AWS_SECRET_ACCESS_KEY."""


class Secrets:
    """The values that no line may show."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        long = sorted({value for value in values if len(value) >= _SHORTEST}, key=len, reverse=True)
        self._values = re.compile("|".join(map(_spelled, long))) if long else None

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """The secrets among the settings."""
        own = (secret for name, key in KEYS.items() for secret in key.secrets(settings[name]))
        named = (str(settings[name]) for name in settings if _SECRET_NAME.search(str(name)) and settings[name])
        return cls((*own, *named))

    def hidden(self, text: str) -> str:
        """The text without them, and without what looks like a password.

        >>> Secrets(["s3cret/word"]).hidden("GET /?q=s3cret%2Fword, then https://me:pw@host/")
        'GET /?q=***, then https://me:***@host/'
        """
        return self._without_values(mask_passwords(self._without_values(text)))

    def _without_values(self, text: str) -> str:
        if self._values is None:
            return text
        # What is left of two may be a third. It ends: the mask is shorter than all that it stands for.
        while (shorter := self._values.sub(MASK, text)) != text:
            text = shorter
        return text


def _spelled(value: str) -> str:
    return "".join(map(_spellings, value))


def _spellings(char: str) -> str:
    """A pattern of one character: as it is, percent-encoded (perhaps twice), escaped as in Python or JSON."""
    ways = [
        re.escape(char),
        "".join(rf"%(?:25){{0,3}}(?i:{byte:02x})" for byte in char.encode("utf-8", "surrogatepass")),
    ]
    if char == " ":
        ways.append(r"\+")
    if char in "'\"\\/":
        ways.insert(0, r"\\{1,8}" + re.escape(char))
    elif not char.isascii() or not char.isprintable():
        escaped = ascii(char)[1:-1].lstrip("\\")
        ways.append(rf"\\{{1,8}}(?i:{re.escape(escaped)})")
        ways.append("".join(rf"\\{{1,8}}x(?i:{byte:02x})" for byte in char.encode("utf-8", "surrogatepass")))
        ways.append("".join(rf"\\{{1,8}}u(?i:{unit:04x})" for unit in _utf16(char)))
    return f"(?:{'|'.join(ways)})"


def _utf16(char: str) -> tuple[int, ...]:
    raw = char.encode("utf-16-be", "surrogatepass")
    return tuple(int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
