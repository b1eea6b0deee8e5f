"""An extraction for people: the page's text in order, what was kept beside what was removed, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group
from rich.table import Table
from rich.text import Text

from extractors.article import Extraction, Piece
from extractors.body import OUTSIDE


def explain(extraction: Extraction) -> Group:
    """All there is to say: the warnings, where each field came from, and every piece of text."""
    origins = ", ".join(f"{name} from {origin}" for name, origin in extraction.origins.items())
    warnings = [Text(f"warning: {warning}", style="bold yellow") for warning in extraction.warnings]
    return Group(*warnings, Text(origins, style="dim"), side_by_side(extraction))


def side_by_side(extraction: Extraction, *, longest: int | None = None) -> Table:
    """The page's text from top to bottom (without a trace: what there is of it).

    With `longest` each piece is shortened to so many characters, and runs of text outside the body to one row.
    """
    table = Table(expand=True)
    table.add_column("kept", ratio=3)
    table.add_column("removed, and the rule that took it", ratio=2)
    pieces = extraction.pieces or _untraced(extraction)
    for piece in pieces if longest is None else _summed_up(pieces):
        table.add_row(*_cells(piece, longest))
    return table


def _cells(piece: Piece, longest: int | None) -> tuple[Text, Text]:
    text = piece.text if longest is None or len(piece.text) <= longest else f"{piece.text[: longest - 1].rstrip()}…"
    if piece.removal is None:
        return Text.assemble((f"{piece.field}  ", "bold green"), text), Text()
    return Text(), Text.assemble((f"{piece.removal.rule}  ", "bold red"), (text, "red"))


def _summed_up(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, each run of text outside the body as its first one and a count."""
    for is_outside, group in groupby(pieces, key=_is_outside):
        members = list(group)
        if not is_outside:
            yield from members
            continue
        more = f" (and {len(members) - 1} more such pieces)" if len(members) > 1 else ""
        yield Piece(text=members[0].text[:80] + more, removal=members[0].removal)


def _is_outside(piece: Piece) -> bool:
    return piece.removal is not None and piece.removal.rule == OUTSIDE


def _untraced(extraction: Extraction) -> list[Piece]:
    article = extraction.article
    named = [("title", article.title), ("lead", article.lead), *(("body", block.text) for block in article.body)]
    kept = [Piece(text=text, field=name) for name, text in named if text]
    return kept + [Piece(text=removal.text, removal=removal) for removal in extraction.removed]
