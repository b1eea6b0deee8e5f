"""Shapes: what an address tells of itself. URL in, the pieces of its path that could mark an article out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from os.path import commonprefix
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["date", "number", "numbers", "code", "numbered", "leading", "slug"]

_YEAR = r"(?:19|20)\d\d"
_DATES = (
    (3, re.compile(rf"{_YEAR}/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])"), r"\d{4}/\d{1,2}/\d{1,2}"),
    (3, re.compile(r"\d\d/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])"), r"\d\d/\d\d/\d\d"),
    (2, re.compile(rf"{_YEAR}/(?:0?[1-9]|1[0-2])"), r"\d{4}/\d{1,2}"),
)
_NUMBER = re.compile(rf"(?!{_YEAR}$)(?P<prefix>[a-z]{{0,8}}-?)(?P<digits>\d{{4,}})")
_NUMBERS = re.compile(r"\d+(?:-\d+)+")
_CODE = re.compile(r"(?=[^\d]*\d[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[0-9A-Za-z]{8,}")
_NUMBERED = re.compile(r".+-(?P<prefix>[a-z]{0,8})(?P<digits>\d{4,})")
_LEADING = re.compile(rf"(?!{_YEAR}-)(?P<digits>\d{{4,}})-.+")
_SUFFIX = re.compile(r"(?<=[^/])\.[A-Za-z]{2,5}$")
_FEWEST_WORDS = 5
"""Of a last piece that could be a headline; sections have up to four (`an-ninh-trat-tu`)."""
_FEWEST_DIGITS = 4
_MEANT_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a path: a date, a number, a headline in letters."""

    kind: Kind
    prefix: str = ""
    """Letters right before a number: `post`, `d-`; of a date its form."""
    size: int = 0
    """Digits of a number, words of a headline, characters of a code."""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The end of a path, from the first piece that marks an article out."""

    pieces: tuple[Piece, ...]
    suffix: str
    """`.html`; empty where there is none."""

    @property
    def key(self) -> tuple[object, ...]:
        """The same for addresses of one form, whatever their numbers and words."""
        return (self.suffix, *((piece.kind, piece.prefix) for piece in self.pieces))

    @property
    def is_strong(self) -> bool:
        """Whether a date, a number or a code is in it; else it is words alone."""
        return any(piece.kind != "slug" for piece in self.pieces)

    @property
    def words(self) -> int:
        """Of the headline that is all there is."""
        return 0 if self.is_strong else self.pieces[-1].size


def shape_of(url: str) -> Shape | None:
    """The shape of a URL's path; None where nothing in it could mark an article out: a front page, a section.

    >>> shape_of("https://x.vn/kinh-te/gia-lua-tang-post123456.html").key
    ('.html', ('numbered', 'post'))
    >>> shape_of("https://x.vn/kinh-te/nong-nghiep.html") is None
    True
    """
    path = urlsplit(url).path.strip("/")
    suffix = _SUFFIX.search(path)
    segments = [segment for segment in path[: suffix.start() if suffix else None].split("/") if segment]
    for start in range(len(segments)):
        if pieces := _pieces(segments[start:]):
            return Shape(pieces=pieces, suffix=suffix[0] if suffix else "")
    return None


def pattern_of(shapes: Sequence[Shape], *, digits_to_spare: int = 1, most_words: int = _FEWEST_WORDS) -> str:
    """A regex for the end of the path of all these shapes of one key, without the slash before it.

    `digits_to_spare`: by how many digits a number may be shorter than all that were seen. `most_words`: how many words
    a headline that stands alone needs at most.
    """
    columns = zip(*(shape.pieces for shape in shapes), strict=True)
    alone = not shapes[0].is_strong
    parts = [
        _words_pattern(column, most=most_words) if alone else _piece_pattern(column, digits_to_spare)
        for column in columns
    ]
    suffix = re.escape(shapes[0].suffix) if shapes[0].suffix else "/?"
    return f"{'/'.join(parts)}{suffix}$"


def escaped(text: str) -> str:
    """A text as a regex, in the fewest characters."""
    return re.escape(text).replace(r"\-", "-")


def _pieces(segments: Sequence[str]) -> tuple[Piece, ...]:
    """What a path that begins with a telling piece is made of; nothing where it does not begin with one."""
    for length, form, written in _DATES:
        if form.fullmatch("/".join(segments[:length])):
            rest = segments[length:]
            return (Piece(kind="date", prefix=written), *_all_pieces(rest)) if rest else ()
    pieces = _all_pieces(segments)
    is_section = pieces[0].kind == "slug" and (len(pieces) > 1 or pieces[0].size < _FEWEST_WORDS)
    return () if is_section else pieces


def _all_pieces(segments: Sequence[str]) -> tuple[Piece, ...]:
    return tuple(_piece(segment, is_last=place == len(segments)) for place, segment in enumerate(segments, 1))


def _piece(segment: str, *, is_last: bool) -> Piece:
    found = _NUMBER.fullmatch(segment)
    if found and not (is_last and found["prefix"]):  # `cho-12345.html` is a headline of one word
        return Piece(kind="number", prefix=found["prefix"], size=len(found["digits"]), text=segment)
    if _NUMBERS.fullmatch(segment) and len(segment) > 2 * _FEWEST_DIGITS:
        return Piece(kind="numbers", size=len(segment), text=segment)
    if _CODE.fullmatch(segment):
        return Piece(kind="code", size=len(segment), text=segment)
    if found := _NUMBERED.fullmatch(segment):
        return Piece(kind="numbered", prefix=found["prefix"], size=len(found["digits"]), text=segment)
    if found := _LEADING.fullmatch(segment):
        return Piece(kind="leading", size=len(found["digits"]), text=segment)
    return Piece(kind="slug", size=len(re.split("[-_]", segment.strip("-_"))), text=segment)


def _piece_pattern(column: Sequence[Piece], digits_to_spare: int) -> str:
    kind, prefix = column[0].kind, column[0].prefix
    fewest = min(piece.size for piece in column)
    digits = rf"\d{{{max(_FEWEST_DIGITS, fewest - digits_to_spare)},}}"
    if kind == "date":
        return prefix
    if kind == "number":
        return escaped(prefix) + digits
    if kind == "numbers":
        return rf"\d[\d-]{{{max(1, fewest - 1 - digits_to_spare)},}}"
    if kind == "code":
        return _code_pattern([piece.text for piece in column])
    if kind == "numbered":
        return f"[^/]+-{prefix}{digits}"
    return f"{digits}-[^/]+" if kind == "leading" else "[^/]+"


def _code_pattern(codes: Sequence[str]) -> str:
    """Letters that all codes begin with are meant; with one code nobody can tell."""
    common = re.match("[A-Za-z]*", commonprefix(codes) if len(set(codes)) > 1 else "")
    letters = common[0] if common and len(common[0]) >= _MEANT_LETTERS else ""
    rest = max(_MEANT_LETTERS, min(len(code) for code in codes) - len(letters) - 1)
    return rf"{letters}(?=[^/]*\d)[0-9A-Za-z]{{{rest},}}"


def _words_pattern(column: Sequence[Piece], *, most: int) -> str:
    words = max(_FEWEST_WORDS, min(most, min(piece.size for piece in column)))
    return rf"(?:[^/.-]+-){{{words - 1},}}[^/.-]+"
