"""Selectors, phrases and strings as source; and the layout of the project's sources, by ruff where it is installed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from extractors.evidence import evidence_of
from extractors.rules import Phrase

_LINE = 80
_BREAK = re.compile(r".{1,80}(?:(?<=[\]\s,])|$)|.{1,80}", re.DOTALL)


def quoted(text: str) -> str:
    """A string as source; a long one in parts, each on a line of its own."""
    if len(text) <= _LINE + 20:
        return _quoted(text)
    return "\n".join(_quoted(part) for part in _BREAK.findall(text))


def quoted_pattern(pattern: str) -> str:
    """A regex as source: a raw string wherever it can be one.

    >>> quoted_pattern(r"-post\\d+$")
    'r"-post\\\\d+$"'
    """
    is_raw = "\\" in pattern and not pattern.endswith("\\") and pattern.isprintable()
    for quote in '"', "'":
        if is_raw and quote not in pattern:
            return f"r{quote}{pattern}{quote}"
    return _quoted(pattern)


def tuple_source(items: Iterable[str]) -> str:
    """A tuple of expressions as source."""
    parts = tuple(items)
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def selectors_source(selectors: Iterable[str], *, note: Callable[[str], str] = lambda selector: "") -> str:
    """`page("h1") + guess("h2")`: each selector in its evidence word; `note` gives a comment to stand beside one."""
    groups = [(word, _arguments(group, note)) for word, group in groupby(selectors, key=evidence_of)]
    return " + ".join(f"{word}({listed})" if word else f"({listed.rstrip().rstrip(',')},)" for word, listed in groups)


def phrase_source(phrase: Phrase) -> str:
    """`Phrase(r"…", "drop", "share")`."""
    following = f", following={phrase.following}" if phrase.following else ""
    return f"Phrase({quoted_pattern(phrase.pattern)}, {quoted(phrase.action)}, {quoted(phrase.reason)}{following})"


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


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text and text.isprintable() else repr(text)


def _arguments(selectors: Iterable[str], note: Callable[[str], str]) -> str:
    parts = [(quoted(one), note(one)) for one in selectors]
    if any(told for _, told in parts):
        return "\n" + "".join(f"{text},{f'  # {told}' if told else ''}\n" for text, told in parts)
    return ", ".join(text for text, _ in parts)
