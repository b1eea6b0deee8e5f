"""Each piece's words are found again in the tree."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Piece, get_site
from extractors.selectors import Element
from newsspiders.preview.marking import letters_of, mark_pieces
from newsspiders.preview.reading import open_page, read
from newsspiders.preview.samples import Sample, load_fixtures
from tests.fixture_pages import ROOT
from tests.newsspiders.preview.pages import SITE, article

INLINE = st.sampled_from(["{}", "<b>{}</b>", "<a href='/x'>{}</a> đuôi", "{}<br><br>{}", "<i><u>{}</u></i>, {}"])
BLOCK = st.sampled_from(
    ["<p>{}</p>", "<ul><li>{}</li></ul>", "<div>{}</div>", "<h2>{}</h2>", "<blockquote>{}</blockquote>"]
)
WORDS = st.lists(st.sampled_from(["cầu", "tre", "Nguyễn", "2026", "a\u0301", "—", "rạch."]), min_size=1).map(" ".join)


def marked(root: Element) -> dict[int, str]:
    """Piece -> its marked letters."""
    found: dict[int, str] = defaultdict(str)
    for span in root.iter("span"):
        if number := span.get("data-piece"):
            found[int(number)] += letters_of(span.text or "")
    return found


def check(sample: Sample, pieces: tuple[Piece, ...], root: Element) -> None:
    mark_pieces(root, pieces)
    assert marked(root) == {n: words for n, one in enumerate(pieces) if (words := letters_of(one.text))}


@given(st.lists(st.tuples(BLOCK, INLINE, WORDS)))
def test_every_letter_of_every_piece(blocks: list[tuple[str, str, str]]) -> None:
    html = "".join(block.format(inline.format(words, words)) for block, inline, words in blocks)
    sample = Sample(name="one", url="https://tinmoi.example.vn/1.html", html=article(html))
    check(sample, read(sample, SITE).pieces, open_page(sample, SITE)[0].root)


@pytest.mark.parametrize("name", ["vietnamplus", "detik", "dantri", "vietnam_vn"])
def test_fixtures(name: str) -> None:
    site = get_site(name)
    for sample in load_fixtures(ROOT / name):
        check(sample, read(sample, site).pieces, open_page(sample, site)[0].root)


def test_text_of_the_page_stays_as_it_is() -> None:
    sample = Sample(name="one", url="https://tinmoi.example.vn/1.html", html=article("<p>một, <b>hai</b>; ba</p>"))
    root = open_page(sample, SITE)[0].root
    before = "".join(root.itertext())
    mark_pieces(root, read(sample, SITE).pieces)
    assert "".join(root.itertext()) == before
