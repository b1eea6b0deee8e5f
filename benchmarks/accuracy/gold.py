"""The gold of a page: what a person says stands in it. The format's fields, their checks, the reader.

docs/accuracy.md says what each field means; a test holds it to FIELDS. A field that is not there was not annotated and
is not scored; null or [] says that the page has none.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

BLOCK_TYPES = ("paragraph", "heading", "list", "quote", "table")


class CorpusError(Exception):
    """Something is wrong with the pages or their gold; the message names the file, the field and the remedy."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text; a tool without block types leaves the type out."""

    type: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What stands in a page. `annotated` names the fields the file has."""

    url: str
    site: str = ""
    language: str = ""
    fetched_at: datetime | None = None
    title: str | None = None
    lead: str | None = None
    body: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    published: datetime | None = None
    published_alt: tuple[datetime, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    annotated: frozenset[str] = frozenset()


class _WrongValue(Exception):
    """The message says what to write."""


@dataclass(frozen=True, slots=True)
class GoldField:
    """One field of the format."""

    name: str
    kind: str
    is_required: bool = False
    is_kept: bool = True
    """Whether it is used; the others are for people."""
    read: Callable[[Any], Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "read", _READERS[self.kind])


def read_gold(facts: object, *, where: str) -> Gold:
    """The gold of a decoded JSON file.

    :raises CorpusError: naming the file, the field and what to write.
    """
    if not isinstance(facts, dict):
        raise CorpusError(f"{where}: holds a {type(facts).__name__}; write an object with at least url and body")
    for name in facts:
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, n=1)
            raise CorpusError(f"{where}: {name} is no field of a gold; {f'write {near[0]}' if near else 'take it out'}")
    for one in FIELDS.values():
        if one.is_required and not facts.get(one.name):
            raise CorpusError(f"{where}: {one.name} is missing or empty; write {_REMEDIES[one.kind]}")
    values = {one.name: _read(one, facts[one.name], where) for one in FIELDS.values() if one.name in facts}
    return Gold(
        **{name: value for name, value in values.items() if FIELDS[name].is_kept and value is not None},
        annotated=frozenset(values),
    )


def fixture_as_gold(facts: Mapping[str, Any], *, where: str) -> dict[str, Any]:
    """A fixture of this project (`expected` holds an article) in the form of a gold.

    :raises CorpusError: when it has no `expected`.
    """
    expected = facts.get("expected")
    if not isinstance(expected, dict):
        raise CorpusError(f"{where}: expected is missing; write the article's fields: {{title, lead, body, …}}")
    unchecked = facts.get("unchecked") or ()
    gold = {name: facts[name] for name in ("url", "site", "fetched_at", "absent") if name in facts}
    gold |= {name: value for name, value in expected.items() if name in FIELDS and name not in unchecked}
    if "images" in expected and "images" not in unchecked:
        gold["captions"] = [image["caption"] for image in expected["images"] if image.get("caption")]
    return gold


def _read(one: GoldField, value: Any, where: str) -> Any:
    try:
        return one.read(value)
    except _WrongValue as error:
        raise CorpusError(f"{where}: {one.name}{error}; write {_REMEDIES[one.kind]}") from None


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise _WrongValue(f" is {_shown(value)}")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _WrongValue(f" is {_shown(value)}")
    return tuple(value)


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _WrongValue(f" is {_shown(value)}") from None
    if moment.tzinfo is None:
        raise _WrongValue(f" is {_shown(value)}, without a zone")
    return moment


def _moments(value: Any) -> tuple[datetime, ...]:
    return tuple(moment for moment in map(_moment, _texts(value)) if moment)


def _blocks(value: Any) -> tuple[Block, ...]:
    if not isinstance(value, list):
        raise _WrongValue(f" is {_shown(value)}")
    for number, block in enumerate(value):
        if not isinstance(block, dict):
            raise _WrongValue(f"[{number}] is {_shown(block)}")
        if block.get("type") not in BLOCK_TYPES:
            raise _WrongValue(f"[{number}].type is {_shown(block.get('type'))}")
        if not isinstance(block.get("text"), str) or not block["text"].strip():
            raise _WrongValue(f"[{number}].text is {_shown(block.get('text'))}")
    return tuple(Block(block["type"], block["text"]) for block in value)


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "texts": _texts,
    "time": _moment,
    "times": _moments,
    "blocks": _blocks,
}

_REMEDIES = {
    "text": "a text or null",
    "texts": 'a list of texts: ["…", "…"]',
    "time": "ISO 8601 with an offset: 2026-03-07T08:01:00+07:00",
    "times": 'a list of times with an offset: ["2026-03-07T08:01:00+07:00"]',
    "blocks": f'blocks: [{{"type": "paragraph", "text": "…"}}]; types are {", ".join(BLOCK_TYPES)}',
}

FIELDS: Mapping[str, GoldField] = {
    one.name: one
    for one in (
        GoldField("url", "text", is_required=True),
        GoldField("body", "blocks", is_required=True),
        GoldField("title", "text"),
        GoldField("lead", "text"),
        GoldField("authors", "texts"),
        GoldField("editors", "texts"),
        GoldField("published", "time"),
        GoldField("published_alt", "times"),
        GoldField("section", "text"),
        GoldField("tags", "texts"),
        GoldField("captions", "texts"),
        GoldField("optional", "texts"),
        GoldField("absent", "texts"),
        GoldField("site", "text"),
        GoldField("language", "text"),
        GoldField("fetched_at", "time"),
        GoldField("file", "text", is_kept=False),
        GoldField("byline", "text", is_kept=False),
        GoldField("source", "text", is_kept=False),
        GoldField("published_raw", "text", is_kept=False),
        GoldField("modified", "time", is_kept=False),
        GoldField("notes", "text", is_kept=False),
    )
}
"""The fields of a gold, by name."""
