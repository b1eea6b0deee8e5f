"""An article's pages joined: nothing lost, nothing twice, what only the last page says is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from extractors import Article, Block, Extraction, Image, Piece, extract, get_site, join_pages
from extractors.join import REPEATED
from extractors.text import count_words

WORDS = st.lists(st.sampled_from(["sông", "bến", "đò", "mưa", "nắng", "cầu", "chợ"]), min_size=1, max_size=9).map(
    " ".join
)
BLOCKS = st.lists(st.builds(Block, type=st.sampled_from(["paragraph", "heading"]), text=WORDS), max_size=6).map(tuple)


def extraction(*texts: str, **facts: object) -> Extraction:
    body = tuple(Block(type="paragraph", text=text) for text in texts)
    return Extraction(article=Article(url="https://tin.example.vn/a", body=body, **facts))  # type: ignore[arg-type]


def with_body(body: tuple[Block, ...]) -> Extraction:
    pieces = tuple(Piece(text=block.text, field="body") for block in body)
    return Extraction(article=Article(url=None, body=body), pieces=pieces)


@given(BLOCKS, BLOCKS)
def test_each_block_of_the_later_page_is_kept_or_accounted_for(
    first: tuple[Block, ...], later: tuple[Block, ...]
) -> None:
    whole = join_pages(with_body(first), with_body(later))
    body = whole.article.body
    assert body[: len(first)] == first
    repeated = [removal.text for removal in whole.removed]
    assert sorted([*(block.text for block in body[len(first) :]), *repeated]) == sorted(block.text for block in later)
    assert [piece.text for piece in whole.pieces] == [block.text for block in (*first, *later)]
    assert [piece.text for piece in whole.pieces if piece.field == "body"] == [block.text for block in body]


@given(BLOCKS)
def test_a_page_joined_with_itself_brings_no_sentence_twice(body: tuple[Block, ...]) -> None:
    whole = join_pages(with_body(body), with_body(body))
    assert all(count_words(block.text) <= 3 for block in whole.article.body[len(body) :])
    assert all(removal.rule == REPEATED for removal in whole.removed)


def test_the_end_of_an_article_says_what_its_beginning_does_not() -> None:
    noon = datetime(2026, 3, 7, 12, tzinfo=UTC)
    first = replace(extraction("Đoạn đầu của bài viết dài.", title="Bài dài", tags=("sông",)), next_page="https://x/2")
    later = extraction(
        "Đoạn cuối của bài viết dài.", title="Trang 2", tags=("sông", "bến"), agency="TTXVN", modified=noon
    )
    whole = join_pages(first, later)
    assert whole.article.title == "Bài dài"
    assert whole.article.agency == "TTXVN"
    assert whole.article.tags == ("sông", "bến")
    assert whole.article.modified == noon
    assert whole.next_page is None


def test_pictures_come_once() -> None:
    a, b = Image(url="https://x/a.jpg", caption="Bến"), Image(url="https://x/b.jpg")
    whole = join_pages(
        extraction("Đoạn một.", images=(a,)), extraction("Đoạn hai.", images=(replace(a, caption=None), b))
    )
    assert whole.article.images == (a, b)


def test_the_next_page_is_on_the_same_site_and_another_one() -> None:
    site = get_site("liputan6")
    body = "<h1>Gudang garam</h1><div class='article-content-body__item-content'><p>Satu dua tiga empat lima.</p></div>"
    url = "https://www.liputan6.com/bisnis/read/1/gudang-garam"
    for href, expected in (
        ("/bisnis/read/1/gudang-garam?page=2", f"{url}?page=2"),
        ("https://ads.example.org/?page=2", None),
        ("javascript:void(0)", None),
        ("", None),
    ):
        html = f"<html><head><link rel='next' href='{href}'></head><body>{body}</body></html>"
        assert extract(html, url=url, site=site).next_page == expected
