"""Accounted extraction: with `trace` every visible word of a page is kept in a field or removed by a rule, once."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import Extraction, extract, strip_text
from extractors.page import Page, visible_text
from extractors.text import words
from tests.fixture_pages import FixturePage, extraction_of, load

REAL_PAGES = Path(__file__).parents[3] / "shared" / "pages"
ARTICLES = load("article")


def _real_pages() -> Iterator[tuple[Path, str]]:
    manifest = REAL_PAGES / "MANIFEST.tsv"
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                if row["kind"] == "article" and row["file"].endswith(".html"):
                    yield REAL_PAGES / row["file"], row["url"]


def _assert_accounted(extraction: Extraction, html: bytes, url: str) -> None:
    """Kept and removed pieces hold each letter of the page as often as the page does, and its words within 1 %.

    A word can differ where two inline elements touch (`<span>Vinh</span><time>21/6/2018</time>`): the page has no
    space there, and the two fields are two words.
    """
    visible = words(visible_text(Page(html, url=url).root))
    accounted = [word for piece in extraction.pieces for word in words(piece.text)]
    assert Counter("".join(accounted)) == Counter("".join(visible))
    assert (Counter(accounted) - Counter(visible)).total() <= len(visible) / 100


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_every_word_of_a_fixture_is_accounted_for(page: FixturePage) -> None:
    _assert_accounted(extraction_of(page, trace=True), page.html, page.facts["url"])


@pytest.mark.skipif(not REAL_PAGES.exists(), reason="real pages are not part of the project")
def test_every_word_of_the_real_pages_is_accounted_for() -> None:
    pages = list(_real_pages())
    assert pages
    for path, url in pages:
        html = path.read_bytes()
        _assert_accounted(extract(html, url=url, trace=True), html, url)


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_pieces_are_what_the_fields_and_removals_say(page: FixturePage) -> None:
    extraction = extraction_of(page, trace=True)
    body = [piece.text for piece in extraction.pieces if piece.field == "body"]
    captions = {image.caption for image in extraction.article.images} - {*body}  # a photo story's: field images
    assert body == [block.text for block in extraction.article.body if block.text not in captions]
    assert [piece.removal for piece in extraction.pieces if piece.removal] == list(extraction.removed)
    assert all((piece.field is None) == (piece.removal is not None) for piece in extraction.pieces)


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_tracing_changes_nothing_in_the_article(page: FixturePage) -> None:
    assert extraction_of(page, trace=True).article == extraction_of(page).article


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_stripping_the_text_of_an_article_changes_nothing(page: FixturePage) -> None:
    text = extraction_of(page).article.text
    again = strip_text(text)
    assert again.article.text == text
    assert again.removed == ()


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_every_filled_field_names_its_origin(page: FixturePage) -> None:
    extraction = extraction_of(page)
    filled = {name for name, value in extraction.article.as_dict().items() if value}
    assert set(extraction.origins) == filled - {"schema_version", "url", "site"}
    assert set(extraction.origins.values()) <= {"rule", "h1", "json-ld", "meta", "url", "text", "trafilatura", "site"}
