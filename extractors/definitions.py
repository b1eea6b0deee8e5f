"""Checks shared by Phrase, Rules and Site: each mistake becomes a SiteDefinitionError, raised at import, that names the
file and line, the field and the remedy.
"""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from extractors.errors import SiteDefinitionError

_UNBOUNDED = re.compile(r"\([^()]*[+*](?:[^()]\?)?\)[+*{]|\.\*.*\.\*")
_OWN_FILES = {str(Path(__file__).with_name(name)) for name in ("definitions.py", "rules.py", "site.py")}


class Checked:
    """Base that turns a misspelt or missing field into a SiteDefinitionError."""

    __slots__ = ()

    def __new__(cls, *args: Any, **given: Any) -> Any:
        known = [f.name for f in fields(cls) if f.init]  # type: ignore[arg-type]  # each subclass is a dataclass
        for name in given:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"the fields are {', '.join(known)}"
                raise definition_error(f"{cls.__name__} has no field {name!r}; {hint}")
        return super().__new__(cls)


def checked_tuple(owner: str, name: str, value: object) -> tuple[Any, ...]:
    """The value, which must be a tuple."""
    if isinstance(value, str):
        raise definition_error(f"{owner}.{name} is {value!r}; write a tuple: ({value!r},)")
    if not isinstance(value, tuple):
        raise definition_error(f"{owner}.{name} is a {type(value).__name__}; write a tuple: (…,)")
    return value


def checked_pattern(pattern: object, where: str, *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """The regex, compiled: one that can not run for ever on a long line."""
    if not isinstance(pattern, str):
        raise definition_error(f"{where} is {pattern!r}; write a regex as a string")
    if _UNBOUNDED.search(pattern):
        raise definition_error(f"{where} {pattern!r} can take forever on a long line; bound it: {{1,200}}")
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise definition_error(f"{where} {pattern!r} is no regex ({error}); escape ( ) [ ] . ? with \\") from error


def checked_zone(name: object) -> ZoneInfo:
    """The zone of that name."""
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise definition_error(f"Site.timezone is {name!r}; write an IANA name such as 'Asia/Jakarta'") from error


def definition_error(message: str) -> SiteDefinitionError:
    """The error, with the file and line of the site's own code in front."""
    frame = sys._getframe(1)
    while frame.f_back and (frame.f_code.co_filename in _OWN_FILES or frame.f_code.co_filename == "<string>"):
        frame = frame.f_back
    return SiteDefinitionError(f"{frame.f_code.co_filename}:{frame.f_lineno}: {message}")
