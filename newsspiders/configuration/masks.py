"""How a secret is shown: that it is there, and nothing of it."""

from __future__ import annotations

import re

_MASK = "***"
_PASSWORD = re.compile(r"(?<=://)([^/@\s:]*):[^@\s]*(?=@)")
_QUERY = re.compile(r"(?i)\b(password|passwd|secret|token|api_?key)=[^&\s]+")


def hide(value: object) -> str:
    """Whether there is one.

    >>> hide("123:abc"), hide("")
    ("'***'", "''")
    """
    return repr(_MASK) if value else repr("")


def hide_password(value: object) -> str:
    """A URL without its password, wherever in it that stands.

    >>> hide_password("postgresql://news:s3cret@db/news"), hide_password("postgresql://db/news?password=s3cret")
    ("'postgresql://news:***@db/news'", "'postgresql://db/news?password=***'")
    """
    return repr(mask_passwords(str(value)))


def mask_passwords(text: str) -> str:
    """Text whose URLs have no passwords any more.

    >>> mask_passwords("no answer from https://me:s3cret@host/x?token=abc")
    'no answer from https://me:***@host/x?token=***'
    """
    return _QUERY.sub(rf"\1={_MASK}", _PASSWORD.sub(rf"\1:{_MASK}", text))
