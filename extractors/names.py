"""What to say of a name that nobody knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def hint(name: str, known: Iterable[str]) -> str:
    """The nearest of the known names as a question, else all of them.

    >>> hint("vnexpres", ["tuoitre", "vnexpress"]), hint("x", ["tuoitre", "vnexpress"])
    ('did you mean vnexpress?', 'there are tuoitre, vnexpress')
    """
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
