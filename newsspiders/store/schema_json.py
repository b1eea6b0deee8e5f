"""The JSON Schema of an exported article, made from the types of its fields.

`python -m newsspiders.store.schema_json` writes newsspiders/article.schema.json anew.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from newsspiders.store.records import FIELDS

SCHEMA_FILE = Path(__file__).parent.parent / "article.schema.json"
"""The same schema, for people and programs without Python; a test keeps it current."""

_PLAIN: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    datetime: {"type": "string", "format": "date-time"},
}


def json_schema() -> dict[str, Any]:
    """The schema of one record."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article",
        "description": "One article as `scrapy export` writes it. README.md says what the fields hold.",
        **_object({name: _schema_of(hint) for name, hint in FIELDS.items()}),
    }


def schema_text() -> str:
    """The schema as it is printed and kept."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _schema_of(hint: Any) -> dict[str, Any]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is types.UnionType:
        (inner,) = (argument for argument in arguments if argument is not type(None))
        schema = _schema_of(inner)
        return {**schema, "type": [schema["type"], "null"]}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(arguments[0])}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema_of(arguments[1])}
    assert is_dataclass(hint), f"no JSON type for {hint}"
    hints = get_type_hints(hint)
    return _object({f.name: _schema_of(hints[f.name]) for f in fields(hint)})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
