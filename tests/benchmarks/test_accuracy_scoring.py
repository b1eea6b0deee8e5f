"""Scores: perfect is 1 everywhere, nothing is 0, all lie between; optional texts count neither way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.accuracy.gold import BLOCK_TYPES, Block, Gold, read_gold
from benchmarks.accuracy.marking import BREAK, MarkedBlock, mark_text
from benchmarks.accuracy.scoring import MEASURES, score_blocks, score_page, score_text
from benchmarks.accuracy.texts import normal_form, shingles, split_optional, words
from benchmarks.accuracy.tools import TOOLS, Extracted
from tests.benchmarks.gold_pages import GOLD

ALL = TOOLS["ours"].gives
SHARES = [measure.name for measure in MEASURES if measure.is_share]
WORDS = st.sampled_from(["cầu", "mới", "sông", "7/3,", "(TTXVN)", "Hà", "nội.", "đò", "–", "¶"])
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join).filter(words)
BLOCKS = st.lists(st.builds(Block, st.sampled_from(BLOCK_TYPES), TEXTS), min_size=1, max_size=6).map(tuple)
GOLDS = st.builds(
    Gold,
    url=st.just("https://tin.example.vn/1.html"),
    title=TEXTS,
    lead=TEXTS,
    body=BLOCKS,
    authors=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    published=st.just(datetime.fromisoformat("2026-03-07T08:01:00+07:00")),
    section=TEXTS,
    tags=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    captions=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    annotated=st.just(frozenset(GOLD)),
)


def gold(**changes: Any) -> Gold:
    return read_gold({**GOLD, **changes}, where="test")


def perfect(gold: Gold) -> Extracted:
    return Extracted(
        body=gold.body,
        title=gold.title,
        lead=gold.lead,
        authors=gold.authors,
        published=gold.published,
        section=gold.section,
        tags=gold.tags,
        captions=gold.captions,
    )


@given(GOLDS)
def test_a_perfect_extraction_scores_one_everywhere(gold: Gold) -> None:
    score = score_page(perfect(gold), gold, gives=ALL)
    assert {name: score.values[name] for name in SHARES} == pytest.approx(dict.fromkeys(SHARES, 1.0))
    assert not score.mismatches


@given(GOLDS)
def test_a_failure_scores_nothing_anywhere(gold: Gold) -> None:
    score = score_page(None, gold, gives=ALL)
    assert {score.values[name] for name in SHARES} <= {0.0, None}
    assert score.values["text_precision"] is None


@given(GOLDS, GOLDS)
def test_shares_lie_between_nothing_and_one(one: Gold, other: Gold) -> None:
    values = score_page(perfect(one), other, gives=ALL).values
    assert all(0 <= (values[name] or 0.0) <= 1 for name in SHARES)
    assert set(values) == {measure.name for measure in MEASURES}


@given(BLOCKS, BLOCKS)
def test_precision_and_recall_change_places(one: Sequence[Block], other: Sequence[Block]) -> None:
    there, back = score_blocks(one, other), score_blocks(other, one)
    assert there["body_precision"] == back["body_recall"]
    assert there["body_f1"] == back["body_f1"]


@given(TEXTS, TEXTS)
def test_shingles_change_places_too(one: str, other: str) -> None:
    there = score_text([Block(None, one)], gold(body=[{"type": "paragraph", "text": other}], lead=None, optional=[]))
    back = score_text([Block(None, other)], gold(body=[{"type": "paragraph", "text": one}], lead=None, optional=[]))
    assert there["text_f1"] == back["text_f1"]


@given(GOLDS, BLOCKS)
def test_no_word_is_lost_when_marked(gold: Gold, body: Sequence[Block]) -> None:
    marked = mark_text(body, gold)
    assert _marked_words(marked, "kept", "extra", "optional") == _sorted_words(body)
    assert _marked_words(marked, "kept", "missed") == _sorted_words(gold.body)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_splitting_loses_nothing(text: str, optional: list[str]) -> None:
    assert " ".join(split_optional(text, optional)).split() == normal_form(text).split() or "–" in text


def test_a_lost_paragraph_and_a_leaked_line_cost_what_they_weigh() -> None:
    wanted = [Block("paragraph", "một hai ba bốn năm sáu"), Block("paragraph", "bảy tám")]
    values = score_blocks([wanted[0], Block("paragraph", "Tin liên quan")], wanted)
    assert values["body_precision"] == pytest.approx(6 / 9)
    assert values["body_recall"] == pytest.approx(6 / 8)


def test_a_block_kept_twice_counts_once() -> None:
    block = Block("paragraph", "một hai ba bốn")
    assert score_blocks([block, block], [block])["body_precision"] == 0.5


def test_a_short_text_is_one_shingle() -> None:
    assert shingles("một hai").total() == 1
    assert not shingles(" … ")


def test_torn_blocks_cost_in_blocks_and_not_in_text() -> None:
    body = [Block("paragraph", "một hai ba"), Block("paragraph", "bốn năm sáu")]
    whole = gold(body=[{"type": "paragraph", "text": "một hai ba bốn năm sáu"}])
    assert score_blocks(body, whole.body)["body_f1"] == 0
    assert score_text(body, whole)["text_f1"] == 1


def test_what_is_optional_counts_neither_way() -> None:
    page = gold()
    without = (replace(page.body[0], text="Sáng 7/3, những chiếc xe đầu tiên đi qua cây cầu mới."), *page.body[1:])
    values = score_page(replace(perfect(page), body=without), page, gives=ALL).values
    assert values["body_f1"] == values["text_exact"] == values["types"] == 1


def test_a_lead_in_the_body_counts_for_blocks_alone() -> None:
    page = gold()
    body = (Block("paragraph", page.lead or ""), *page.body)
    values = score_page(replace(perfect(page), body=body), page, gives=ALL).values
    assert values["text_precision"] == 1
    assert (values["body_precision"] or 0) < 1


def test_blocks_of_the_wrong_type() -> None:
    page = gold()
    body = tuple(replace(block, type="paragraph") for block in page.body)
    assert score_page(replace(perfect(page), body=body), page, gives=ALL).values["types"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("authors", "is_right"),
    [
        (["Lê Thị Mai"], True),
        (["LÊ THỊ MAI"], True),
        (["Lê Thị Mai", "Trần Vũ"], True),
        (["Trần Vũ"], False),
        (["Lê Thị Mai", "Báo Tin"], False),
        ([], False),
    ],
)
def test_authors(authors: list[str], is_right: bool) -> None:
    found = replace(perfect(gold()), authors=tuple(authors))
    assert score_page(found, gold(), gives=ALL).values["authors"] == is_right


@pytest.mark.parametrize(
    ("published", "minute", "day"),
    [
        ("2026-03-07T08:01:59+07:00", 1, 1),
        ("2026-03-07T01:01:00+00:00", 1, 1),
        ("2026-03-07T08:02:00+07:00", 0, 1),
        ("2026-03-07T08:01:00", 0, 1),
        ("2026-03-06T23:30:00+00:00", 0, 1),
        ("2026-03-07T23:30:00+00:00", 0, 0),
        ("2026-03-09T10:00:00+07:00", 1, 1),
    ],
)
def test_times(published: str, minute: int, day: int) -> None:
    page = gold(published_alt=["2026-03-09T10:00:00+07:00"])
    found = replace(perfect(page), published=datetime.fromisoformat(published))
    values = score_page(found, page, gives=ALL).values
    assert (values["published"], values["day"]) == (minute, day)


def test_a_tool_that_gives_days() -> None:
    gives = frozenset({"day"})
    values = score_page(Extracted(day=date(2026, 3, 7)), gold(), gives=gives).values
    assert (values["day"], values["published"], values["title"]) == (1, None, None)
    assert score_page(Extracted(day=date(2026, 3, 7)), gold(published=None), gives=gives).values["day"] == 0


def test_what_was_not_annotated_is_not_scored() -> None:
    page = read_gold({"url": GOLD["url"], "body": GOLD["body"]}, where="test")
    values = score_page(Extracted(title="Cầu", tags=("x",)), page, gives=ALL).values
    assert {values[name] for name in ("title", "lead", "authors", "published", "day", "section", "tags")} == {None}
    assert values["leaks"] is None


def test_what_the_page_does_not_have_must_not_be_found() -> None:
    page = gold(lead=None, tags=[], captions=[])
    values = score_page(perfect(gold()), page, gives=ALL).values
    assert (values["lead"], values["tags"], values["captions"]) == (0, 0, None)


def test_captions_count_with_the_credit_or_without() -> None:
    page = gold(captions=["Cầu nhìn từ bờ bắc", "Chợ nổi"])
    found = replace(perfect(page), captions=("Cầu nhìn từ bờ bắc - Ảnh: AFP",))
    assert score_page(found, page, gives=ALL).values["captions"] == 0.5


def test_leaks_are_counted_in_body_and_lead() -> None:
    page = gold()
    body = (*page.body, Block("paragraph", "Tin  liên quan: chợ nổi"))
    score = score_page(replace(perfect(page), body=body, lead="Gửi bình luận"), page, gives=ALL)
    assert score.values["leaks"] == 2
    assert score.leaks == ("Tin liên quan", "Gửi bình luận")
    assert [one.field for one in score.mismatches] == ["lead"]


def test_marks_show_what_was_joined_and_torn() -> None:
    page = gold(body=[{"type": "paragraph", "text": "một hai"}, {"type": "paragraph", "text": "ba bốn"}])
    joined = mark_text([Block(None, "một hai ba bốn thêm")], page)
    assert [[(span.kind, span.text) for span in block.spans] for block in joined] == [
        [("kept", "một hai"), ("missed", BREAK)],
        [("kept", "ba bốn"), ("extra", f"thêm {BREAK}"[:4])],
    ]


def test_marks_show_a_wrong_type() -> None:
    page = gold()
    marked = mark_text([replace(block, type="paragraph") for block in page.body], page)
    assert [block.note for block in marked] == ["", "paragraph instead of heading", "paragraph instead of list"]
    assert marked[0].spans[0].kind == "optional"


def _sorted_words(blocks: Sequence[Block]) -> list[str]:
    return sorted(word for block in blocks for word in normal_form(block.text).split() if word != BREAK)


def _marked_words(marked: Sequence[MarkedBlock], *kinds: str) -> list[str]:
    spans = [span for block in marked for span in block.spans if span.kind in kinds]
    return sorted(word for span in spans for word in span.text.split() if word != BREAK)
