"""Symptom: one thing that is not as it should be, in words and as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One thing that is not as it should be."""

    code: str
    """`source-gone`, `page-lost`, `origin-shift:title`, `text-leaks:…`: what it is, and of what."""
    words: str
    """For people."""
    field: str | None = None
    """The field of the rules that may be to blame."""
    pages: tuple[str, ...] = ()
    """URLs of the pages, where it is of some."""
