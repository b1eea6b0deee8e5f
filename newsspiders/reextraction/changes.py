"""Changes: a stored article and a new extraction of the same page, field by field; and how a change is shown."""

from __future__ import annotations

import hashlib
import json
import os.path
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from extractors.article import Article
from newsspiders.items import ArticleItem
from newsspiders.pruned import is_pruned
from newsspiders.states import Stored
from newsspiders.store.types import clean_json

_ACCOUNT = ("removed", "origins", "warnings")
FIELDS = ("schema_version", *(f.name for f in fields(Article)), *_ACCOUNT)
"""What is compared, in the order it is told."""

_SHOWN_CHARACTERS = 100
_SHOWN_BEFORE_CHARACTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that reads differently."""

    field: str
    before: str
    """What differs, shortened; so is `after`."""
    after: str


def facts_of_item(item: ArticleItem) -> dict[str, Any]:
    """Field -> value, as the store would have it."""
    facts = item.as_dict()
    cleaned: dict[str, Any] = clean_json({name: facts[name] for name in (*item.article.as_dict(), *_ACCOUNT)})
    return cleaned


def facts_of_stored(stored: Stored) -> dict[str, Any]:
    """Field -> value, as the store has it."""
    return {**stored.article, **{name: getattr(stored, name) for name in _ACCOUNT}}


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of FIELDS."""
    pairs = ((name, before.get(name), after.get(name)) for name in FIELDS)
    return tuple(_field_change(name, old, new) for name, old, new in pairs if old != new)


def as_kept(facts: Mapping[str, Any], removed: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Facts to compare with those of the store, which has these removals: that they were pruned is no difference."""
    return {**facts, "removed": removed} if is_pruned(removed) else facts


def fingerprint(facts: Mapping[str, Any]) -> bytes:
    """The same for the same facts, different for others."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).digest()


def _field_change(name: str, before: object, after: object) -> FieldChange:
    if isinstance(before, list) and isinstance(after, list):
        before, after = _different(before, after)
    elif isinstance(before, dict) and isinstance(after, dict):
        same = {key for key in before if key in after and before[key] == after[key]}
        before, after = ({key: value for key, value in it.items() if key not in same} for it in (before, after))
    shown_before, shown_after = _shown(before), _shown(after)
    begin = max(0, len(os.path.commonprefix([shown_before, shown_after])) - _SHOWN_BEFORE_CHARACTERS)
    return FieldChange(field=name, before=_cut(shown_before, begin), after=_cut(shown_after, begin))


def _different(before: list[object], after: list[object]) -> tuple[list[object], list[object]]:
    """What each list has that the other lacks; both whole when it is their order that differs."""
    gone = [item for item in before if item not in after]
    new = [item for item in after if item not in before]
    return (gone, new) if gone or new else (before, after)


def _shown(value: object) -> str:
    """A value as a line of text."""
    match value:
        case None:
            return ""
        case str():
            return " ".join(value.split())
        case list():
            return " / ".join(map(_shown, value))
        case {"rule": str(rule), "text": str(text)}:  # a removal
            return f"{rule}: {_shown(text)}"
        case {"text": str(text)}:  # a block
            return _shown(text)
        case dict():
            return ", ".join(f"{name}: {_shown(part)}" for name, part in value.items() if part is not None)
        case _:
            return str(value)


def _cut(text: str, begin: int) -> str:
    """So much of a text, from there, as can be shown."""
    cut = text[begin : begin + _SHOWN_CHARACTERS]
    return f"{'…' if begin else ''}{cut}{'…' if begin + len(cut) < len(text) else ''}"
