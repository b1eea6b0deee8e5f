"""How a secret is shown: that it is there, and nothing of it; and which text is the secret one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

MASK = "***"


def _patterns(*, ends: str, after_at: str, most: str) -> tuple[re.Pattern[str], ...]:
    """What is before a secret, and the secret.

    :param ends: Characters that end it.
    :param after_at: Those that end it besides, after its first @.
    :param most: How long it may be; a page can write what looks like the beginning of one again and again.
    """
    return (
        re.compile(rf"((?<=://)[^/@:{ends}]{most}:)([^@{ends}]{most}(?:@[^@{after_at}{ends}]{most}){{0,8}})(?=@)"),
        re.compile(rf"""(?i)((?:password|passwd|secret|token|api_?key)(?:=|['"]\s?:\s?)['"]?)([^&'"{ends}]+)"""),
        re.compile(rf"(?i)(authorization\b[^\n]{{0,8}}?(?:basic|bearer|token)\s+)([^'\"\],{ends}]+)"),
    )


_IN_TEXT = _patterns(ends=r"\s", after_at="/?#", most="{0,200}")
_IN_VALUE = _patterns(ends=r"\n", after_at="", most="*")  # rather too much is hidden


@dataclass(frozen=True, slots=True)
class Mask:
    """One way to show a value that is secret, or has a secret in it."""

    show: Callable[[str], str]
    secrets: Callable[[str], tuple[str, ...]]
    """What may not be seen."""

    def __call__(self, value: object) -> str:
        """The value as it may be printed."""
        return repr(self.show(str(value))) if value else repr("")


def mask_passwords(text: str, *, patterns: tuple[re.Pattern[str], ...] = _IN_TEXT) -> str:
    """Text without the passwords of URLs, and without what is called a password or token.

    >>> mask_passwords("no answer from https://me:s3cret@host/x?token=abc")
    'no answer from https://me:***@host/x?token=***'
    >>> mask_passwords("Authorization: Bearer abc")
    'Authorization: Bearer ***'
    """
    for pattern in patterns:
        text = pattern.sub(rf"\1{MASK}", text)
    return text


def passwords_in(text: str) -> tuple[str, ...]:
    """Those of a URL, as they stand there and as they are meant.

    >>> passwords_in("postgresql://news:s3%40cret@db/news")
    ('s3%40cret', 's3@cret')
    """
    found = (match[2] for pattern in _IN_VALUE for match in pattern.finditer(text))
    return tuple(dict.fromkeys(form for one in found for form in (one, unquote(one)) if one))


def _parts(text: str) -> tuple[str, ...]:
    """A secret, and what of it may stand alone in a log: each of several, the path of an address."""
    listed = (text, *(part.strip() for part in text.split(",")))
    paths = (match[1] for one in listed if (match := re.fullmatch(r"https?://[^/]+/(.+)", one)))
    return tuple(dict.fromkeys((*listed, *paths)))


hide = Mask(lambda text: MASK, _parts)
"""The whole value is secret: `hide("123:abc")` is `'***'`."""

hide_password = Mask(partial(mask_passwords, patterns=_IN_VALUE), passwords_in)
"""The password in a URL is: `hide_password("postgresql://news:s3cret@db/news")` is `'postgresql://news:***@db/news'`."""
