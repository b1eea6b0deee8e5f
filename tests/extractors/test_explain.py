"""side_by_side: kept on the left, removed on the right, in page order."""

from __future__ import annotations

import io

from rich.console import Console

from extractors import Article, Block, Extraction, Piece, Removal
from extractors.explain import explain, side_by_side

ARTICLE = Article(url=None, title="Giá vàng tăng", body=(Block(type="paragraph", text="Sáng nay giá vàng tăng."),))
SHARE = Removal(rule="vi/phrase:share", reason="share", text="Chia sẻ")


def _render(extraction: Extraction, *, longest: int | None = None) -> str:
    stream = io.StringIO()
    Console(file=stream, width=120).print(side_by_side(extraction, longest=longest))
    return stream.getvalue()


def _outside(text: str) -> Piece:
    return Piece(text=text, removal=Removal(rule="body/outside", reason="not in the body", text=text))


TRACED = Extraction(
    article=ARTICLE,
    pieces=(
        _outside("Trang chủ"),
        _outside("Kinh tế"),
        Piece(text="Giá vàng [tăng]", field="title"),
        Piece(text="Chia sẻ", removal=SHARE),
    ),
)


def test_pieces_stand_in_page_order() -> None:
    shown = _render(TRACED)
    places = [
        shown.index(text) for text in ("Trang chủ", "Kinh tế", "title  Giá vàng [tăng]", "vi/phrase:share  Chia sẻ")
    ]
    assert places == sorted(places)


def test_summed_up_text_outside_is_one_row() -> None:
    shown = _render(TRACED, longest=80)
    assert "(and 1 more" in shown
    assert "Kinh tế" not in shown


def test_without_a_trace_the_removals_follow_the_article() -> None:
    shown = _render(Extraction(article=ARTICLE, removed=(SHARE,)))
    assert shown.index("Sáng nay") < shown.index("Chia sẻ")


def test_long_text_is_cut_only_when_asked() -> None:
    long = Extraction(article=ARTICLE, pieces=(Piece(text="chữ " * 500, field="body"),))
    assert _render(long).count("chữ") == 500
    assert _render(long, longest=100).count("chữ") < 30


def test_warnings_and_origins_are_told() -> None:
    stream = io.StringIO()
    told = Extraction(article=ARTICLE, origins={"title": "rule"}, warnings=("body-rule-missed",))
    Console(file=stream, width=120).print(explain(told))
    assert "warning: body-rule-missed" in stream.getvalue()
    assert "title from rule" in stream.getvalue()
