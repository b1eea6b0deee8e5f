"""Column types: what may be stored at all is decided here, once for both databases."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Dialect, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeEngine

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_LONGEST_KEY_BYTES = 2000  # PostgreSQL's indexes take no more than some 2,700


class CleanText(TypeDecorator[str]):
    """Text without what one of the databases refuses; see `clean_text`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Text -> what the column holds."""
        return None if value is None else clean_text(value)


class KeyText(TypeDecorator[str]):
    """Text that is looked up by an index; see `stored_key`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Text -> what the column holds."""
        return None if value is None else stored_key(value)


class CleanJson(TypeDecorator[Any]):
    """JSON whose texts are clean."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Value -> what the column holds."""
        return clean_json(value)


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime: a timestamp with time zone in PostgreSQL, elsewhere ISO 8601 text in UTC, which
    sorts and which SQLite's date functions read.
    """

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Aware datetime -> what the column holds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone; store aware datetimes only")
        moment = _in_utc(value)
        return moment if dialect.name == "postgresql" else moment.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What the column holds -> aware datetime in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if isinstance(value, datetime) else datetime.fromisoformat(value)


def clean_text(text: str) -> str:
    r"""The text without control characters (newline and tab stay), NUL and lone surrogates.

    >>> clean_text("Tin\x00 mới\x0b\n")
    'Tin mới\n'
    """
    return _UNSTORABLE.sub("", text)


def clean_json(value: Any) -> Any:
    """A copy of JSON-ready data, its texts and keys clean."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_json(key): clean_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_json(item) for item in value]
    return value


def stored_key(key: str) -> str:
    """The form a key has in the store: clean, and where it is too long for an index, its beginning and a hash.

    >>> stored_key("https://x.vn/a")
    'https://x.vn/a'
    >>> len(stored_key("x" * 9999)), stored_key(stored_key("x" * 9999)) == stored_key("x" * 9999)
    (1065, True)
    """
    key = clean_text(key)
    encoded = key.encode()
    if len(encoded) <= _LONGEST_KEY_BYTES:
        return key
    beginning = encoded[: _LONGEST_KEY_BYTES // 2].decode(errors="ignore")
    return f"{beginning}#{hashlib.sha256(encoded).hexdigest()}"


def _in_utc(value: datetime) -> datetime:
    """In UTC; the first or last moment there is, for the zoned `0001-01-01` that some systems print for no date."""
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return _FIRST if value.year == 1 else _LAST
