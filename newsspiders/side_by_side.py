"""An extraction as a table for the terminal: what was kept, beside it what was removed, by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.table import Table
from rich.text import Text

from extractors.article import Extraction, Piece

_SHOWN_CHARACTERS = 220
_OUTSIDE = "body/outside"


def side_by_side(extraction: Extraction) -> Table:
    """The page's text from top to bottom; of an extraction without trace, what there is."""
    table = Table(expand=True)
    table.add_column("kept", ratio=3)
    table.add_column("removed, and the rule that took it", ratio=2)
    for kept, removed in _iter_rows(extraction.pieces or _untraced(extraction)):
        table.add_row(kept, removed)
    return table


def _iter_rows(pieces: Sequence[Piece]) -> Iterator[tuple[Text, Text]]:
    for is_outside, group in groupby(pieces, key=_is_outside):
        members = list(group)
        if is_outside:
            more = f" (and {len(members) - 1} more such pieces)" if len(members) > 1 else ""
            yield Text(), _removed_cell(_OUTSIDE, f"{members[0].text}{more}")
            continue
        for piece in members:
            if piece.removal is not None:
                yield Text(), _removed_cell(piece.removal.rule, piece.text)
            else:
                yield _kept_cell(piece), Text()


def _is_outside(piece: Piece) -> bool:
    return piece.removal is not None and piece.removal.rule == _OUTSIDE


def _kept_cell(piece: Piece) -> Text:
    return Text.assemble((f"{piece.field}  ", "bold green"), _shorten(piece.text))


def _removed_cell(rule: str, text: str) -> Text:
    return Text.assemble((f"{rule}  ", "bold red"), (_shorten(text), "red"))


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[: _SHOWN_CHARACTERS - 1].rstrip()}…"


def _untraced(extraction: Extraction) -> list[Piece]:
    article = extraction.article
    fields = (("title", article.title), ("lead", article.lead), ("body", article.text))
    kept = [Piece(text=text, field=name) for name, text in fields if text]
    return kept + [Piece(text=removal.text, removal=removal) for removal in extraction.removed]
