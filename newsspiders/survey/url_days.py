"""The day that a site's article addresses tell: in folders, or as the beginning of a number. Shapes in, regexes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from newsspiders.survey.shapes import Piece, Shape

_FEWEST = 3
"""Numbers that must all hold a day before that is no chance."""
_LONG = 14
_YEARS = range(2000, 2060)


class _Form(NamedTuple):
    """Where in a number a day stands."""

    lead: int
    """Digits before it: VCCorp's sites have the site's number there."""
    year: int
    """Digits of its year."""


_FORMS = (_Form(0, 4), _Form(3, 2))


class UrlDays(NamedTuple):
    """As Discovery takes them; empty where addresses tell no day."""

    url_date: str = ""
    url_written: str = ""


def days_of(shapes: Sequence[Shape]) -> UrlDays:
    """What the addresses of one form tell. A day in folders is taken for that of publication, one in a number for that
    on which the article was begun.
    """
    piece = shapes[0].pieces[0]
    if piece.kind == "date":
        parts = dict(zip("ymd", piece.prefix.split("/"), strict=False))
        named = "".join(rf"(?P<{name}>{digits})/" for name, digits in parts.items())
        return UrlDays(url_date=f"/{named}" if "d" in parts else "")
    numbers = [_digits(shape.pieces[0]) for shape in shapes]
    for form in _FORMS:
        if len(set(numbers)) >= _FEWEST and all(_has_day(number, form) for number in numbers):
            after = min(len(number) for number in numbers) - form.lead - form.year - 4
            lead = rf"\d{{{form.lead}}}" if form.lead else ""
            year = r"\d\d" if form.year == 2 else r"20\d\d"
            return UrlDays(url_written=rf"[-/]{lead}(?P<y>{year})(?P<m>\d\d)(?P<d>\d\d)\d{{{after - 1},}}")
    return UrlDays()


def _digits(piece: Piece) -> str:
    """The number of a piece, where it has no letters before it."""
    if piece.prefix or piece.kind not in ("number", "numbers", "numbered"):
        return ""
    return piece.text[-piece.size :] if piece.kind == "numbered" else piece.text.partition("-")[0]


def _has_day(number: str, form: _Form) -> bool:
    if len(number) < _LONG:
        return False
    end = form.lead + form.year
    year = int(number[form.lead : end]) + (2000 if form.year == 2 else 0)
    try:
        date(year, int(number[end : end + 2]), int(number[end + 2 : end + 4]))
    except ValueError:
        return False
    return year in _YEARS
