"""Changes of rules as the page tells them (JSON) and as a module says them (Python)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from extractors import Phrase
from extractors.changes import AddPhrase, AddSelector, Change, RemovePhrase, RemoveSelector
from extractors.evidence import WORDS, Evidence
from extractors.rules import Action
from newsspiders.authoring.source_text import phrase_source, quoted


class NotationError(ValueError):
    """What the page sent is no change. The message says what is missing."""


def change_as_dict(change: Change) -> dict[str, Any]:
    """JSON-ready."""
    if isinstance(change, AddPhrase):
        phrase = change.phrase
        return {"kind": "phrase", "pattern": phrase.pattern, "action": phrase.action, "reason": phrase.reason}
    if isinstance(change, RemovePhrase):
        return {"kind": "remove-phrase", "pattern": change.pattern}
    if isinstance(change, RemoveSelector):
        return {"kind": "remove", "field": change.field, "selector": change.selector}
    told = {"field": change.field, "selector": change.selector, "evidence": change.evidence, "first": change.first}
    return {"kind": "selector", **told}


def change_of(told: Mapping[str, Any]) -> Change:
    """The change that `change_as_dict` told, maybe edited by hand.

    :raises NotationError: it is none.
    :raises SiteDefinitionError: a pattern that can't be read.
    """
    kind = told.get("kind")
    if kind == "phrase":
        action = cast("Action", _text(told, "action"))  # Phrase checks it
        return AddPhrase(phrase=Phrase(_text(told, "pattern"), action, _text(told, "reason")))
    if kind == "remove":
        return RemoveSelector(field=_text(told, "field"), selector=_text(told, "selector"))
    if kind == "remove-phrase":
        return RemovePhrase(pattern=_text(told, "pattern"))
    if kind != "selector":
        raise NotationError(f"{kind!r} is no kind of change; write selector, remove, phrase or remove-phrase")
    evidence = told.get("evidence", "page")
    if evidence not in WORDS:
        raise NotationError(f"{evidence!r} is no evidence; write one of {', '.join(WORDS)}")
    return AddSelector(
        field=_text(told, "field"),
        selector=_text(told, "selector"),
        evidence=cast("Evidence", evidence),
        first=told.get("first") is True,
    )


def code_of(change: Change) -> str:
    """The change as Python, as it would stand in the site's module.

    >>> code_of(AddSelector(field="drop", selector=".related"))
    'drop=page(".related")'
    """
    if isinstance(change, AddPhrase):
        return phrase_source(change.phrase)
    if isinstance(change, RemovePhrase):
        return f"phrases without {quoted(change.pattern)}"
    if isinstance(change, RemoveSelector):
        return f"{change.field} without {quoted(change.selector)}"
    call = f"{change.evidence}({quoted(change.selector)})"
    return f"{change.field}={call} + …" if change.first else f"{change.field}={call}"


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value.strip():
        raise NotationError(f"{name} is empty; write it")
    return value.strip()
