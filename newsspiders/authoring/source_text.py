"""Selectors, phrases and strings as source; and the layout of the project's sources, by ruff where it is installed."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from extractors.evidence import evidence_of
from extractors.rules import Phrase

_LONGEST = 100
_PARTS = re.compile(r".{1,80}(?:(?<=[\]\s,|)])|$)|.{1,80}(?<!\\)|.{1,80}", re.DOTALL)


def quoted(text: str) -> str:
    r"""A string as source: raw where it has backslashes; a long one in parts, each on a line of its own.

    >>> print(quoted(r"-post\d+$"))
    r"-post\d+$"
    """
    parts = [text] if len(text) <= _LONGEST else _PARTS.findall(text)
    return "\n".join(_quoted(part) for part in parts)


def value_source(value: object) -> str:
    """A string, a number, a tuple or a dataclass of these as source; of a dataclass only what is not its default."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        parts = [value_source(one) for one in value]
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    if is_dataclass(value):
        given = [one for one in fields(value) if one.init and getattr(value, one.name) != one.default]
        listed = ", ".join(f"{one.name}={value_source(getattr(value, one.name))}" for one in given)
        return f"{type(value).__name__}({listed})"
    return repr(value)


def docstring_source(text: str, *, indent: str = "") -> str:
    """A docstring as source, no line of it too long."""
    lines = [part for line in text.strip().splitlines() for part in textwrap.wrap(_line(line), _LONGEST) or [""]]
    safe = [re.sub(r'"(?="|$)', r"\"", line.replace("\\", "\\\\")) for line in lines]
    end = f"\n{indent}" if len(lines) > 1 else ""
    return '"""' + f"\n{indent}".join(safe) + end + '"""'


def selectors_source(selectors: Iterable[str], *, notes: Mapping[str, str] = MappingProxyType({})) -> str:
    """`page("h1") + guess("h2")`: each selector in its evidence word, beside it as a comment what `notes` say of it."""
    groups = [(word, [*group]) for word, group in groupby(selectors, key=evidence_of)]
    return " + ".join(f"{word or ''}({_arguments(group, notes, is_tuple=not word)})" for word, group in groups)


def phrase_source(phrase: Phrase) -> str:
    """`Phrase(r"…", "drop", "share")`."""
    words = ", ".join(quoted(one) for one in (phrase.pattern, phrase.action, phrase.reason))
    return f"Phrase({words}{f', following={phrase.following}' if phrase.following else ''})"


def laid_out(source: str, *, path: Path) -> str:
    """A source as ruff lays it out at that place, its imports sorted and none idle; as it is where ruff is missing."""
    if find_spec("ruff") is None:
        return source
    imports = ("check", "--select", "I,F401", "--fix", "--exit-zero", "--quiet")
    for command in (imports, ("format", "--quiet")):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(path), "-"],
            input=source.encode(),
            capture_output=True,
            check=False,
        )
        source = done.stdout.decode() if done.returncode == 0 and done.stdout else source
    return source


def _line(text: str) -> str:
    """Text for people, without what can't stand in a source."""
    return "".join(letter for letter in text if letter.isprintable())


def _quoted(text: str) -> str:
    prefix = "r" if "\\" in text else ""
    if text.isprintable() and not text.endswith("\\"):
        for quote in '"', "'":
            if quote not in text:
                return f"{prefix}{quote}{text}{quote}"
    return repr(text)


def _arguments(selectors: Iterable[str], notes: Mapping[str, str], *, is_tuple: bool) -> str:
    parts = [(quoted(one), _line(" ".join(notes.get(one, "").split()))) for one in selectors]
    if any(note for _, note in parts):
        return "\n" + "".join(f"{text},{f'  # {note}' if note else ''}\n" for text, note in parts)
    return ", ".join(text for text, _ in parts) + ("," if is_tuple else "")
