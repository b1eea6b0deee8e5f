"""What a change of the rules does to each sample: blocks that vanish or appear, fields that change, what a fixture
expects and no longer gets.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from newsspiders.preview.reading import Reading
from newsspiders.preview.samples import Sample

Sign: TypeAlias = Literal["=", "-", "+"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block of the body before (`-`), after (`+`) or both (`=`)."""

    sign: Sign
    type: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """One sample before and after."""

    sample: str
    lines: tuple[Line, ...]
    fields: tuple[FieldChange, ...]
    unexpected: tuple[str, ...]
    """Fields that are as the fixture expects before, and not after."""
    error_before: str
    error_after: str

    @property
    def is_none(self) -> bool:
        """Whether nothing changes."""
        return not self.fields and self.error_before == self.error_after and all(one.sign == "=" for one in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        counts = {name: sum(line.sign == sign for line in self.lines) for name, sign in (("gone", "-"), ("new", "+"))}
        return {**asdict(self), **counts, "is_none": self.is_none}


def compare(sample: Sample, before: Reading, after: Reading) -> Impact:
    """The impact of a change on a sample, which was read before and after."""
    was, now = _fields(before), _fields(after)
    names = [name for name in (now or was) if name != "body"]
    changed = ((name, was.get(name), now.get(name)) for name in names)
    return Impact(
        sample=sample.name,
        lines=tuple(_diff(was.get("body") or [], now.get("body") or [])),
        fields=tuple(FieldChange(name=name, before=old, after=new) for name, old, new in changed if old != new),
        unexpected=tuple(
            name for name, value in sample.expected.items() if was.get(name) == value and now.get(name) != value
        ),
        error_before=before.error,
        error_after=after.error,
    )


def _fields(reading: Reading) -> Mapping[str, Any]:
    return reading.article.as_dict() if reading.article else {}


def _diff(before: list[Mapping[str, str]], after: list[Mapping[str, str]]) -> Iterator[Line]:
    was, now = ([(one["type"], one["text"]) for one in blocks] for blocks in (before, after))
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for tag, i, j, k, end in matcher.get_opcodes():
        if tag == "equal":
            yield from (Line(sign="=", type=kind, text=text) for kind, text in was[i:j])
        else:
            yield from (Line(sign="-", type=kind, text=text) for kind, text in was[i:j])
            yield from (Line(sign="+", type=kind, text=text) for kind, text in now[k:end])
