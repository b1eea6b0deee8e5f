"""side_by_side: kept on the left, removed on the right, what stands outside of the article summed up."""

from __future__ import annotations

import io

from rich.console import Console

from extractors import Extraction, Piece, Removal
from newsspiders.side_by_side import side_by_side
from tests.newsspiders.articles import make_article


def render(extraction: Extraction) -> str:
    console = Console(file=io.StringIO(), width=120)
    console.print(side_by_side(extraction))
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def outside(text: str) -> Piece:
    return Piece(text=text, removal=Removal(rule="body/outside", reason="outside", text=text))


def test_pieces_in_order() -> None:
    share = Removal(rule="vi/phrase:share", reason="share", text="Chia sẻ")
    shown = render(
        Extraction(
            article=make_article(),
            pieces=(
                outside("Trang chủ"),
                outside("Kinh tế"),
                Piece(text="Giá vàng [tăng]", field="title"),
                Piece(text="Chia sẻ", removal=share),
            ),
        )
    )
    assert "(and 1 more" in shown
    assert shown.index("Trang chủ") < shown.index("title  Giá vàng [tăng]")
    assert shown.index("Giá vàng") < shown.index("vi/phrase:share  Chia sẻ")
    assert "Kinh tế" not in shown


def test_without_trace_the_removals_follow() -> None:
    removal = Removal(rule="vi/phrase:share", reason="share", text="Chia sẻ")
    shown = render(Extraction(article=make_article(), removed=(removal,)))
    assert shown.index("Giá vàng tăng") < shown.index("Chia sẻ")


def test_long_text_is_cut() -> None:
    shown = render(Extraction(article=make_article(), pieces=(Piece(text="chữ " * 500, field="body"),)))
    assert "…" in shown
    assert shown.count("chữ") < 60
