"""Patterns of phrases."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Phrase
from extractors.text import normalise
from extractors.wording import head_pattern, whole_pattern

LINES = st.lists(st.text().map(normalise).filter(bool), min_size=1, max_size=3).map("\n".join)
SPECIAL = st.text(st.sampled_from("()[]{}.*+?|^$\\-:/ 19@a,"), min_size=1).map(normalise).filter(bool)


@given(LINES | SPECIAL)
def test_a_pattern_matches_its_text_and_is_a_phrase(text: str) -> None:
    for pattern in filter(None, (whole_pattern(text), head_pattern(text))):
        assert Phrase(pattern, "drop", "furniture").matches(text)
        assert not re.search(r"(?<!\\)[.\]][*+]", pattern), "unbounded"


@pytest.mark.parametrize(
    ("text", "other", "unlike"),
    [
        ("Cập nhật lúc 08:15 ngày 7/3/2026", "Cập nhật lúc 23:59 ngày 12/11/2027", "Cập nhật lúc sáng ngày 7/3/2026"),
        ("Thứ Hai, 5 Maret 2026", "Thứ Tư, 17 Agustus 2027", "Thứ Hai, 5 Maret"),
        ("Bình luận (12)", "Bình luận (3)", "Bình luận (nhiều)"),
        ("Đã có 1.204 lượt xem", "Đã có 98 lượt xem", "Đã có lượt xem"),
        ("Xem https://a.example.vn/x?y=1 nhé", "Xem https://b.example.vn/z nhé", "Xem trang nhé"),
        ("Gửi bài về toasoan@a.example.vn", "Gửi bài về ban.doc@b.example.vn", "Gửi bài về tòa soạn"),
    ],
)
def test_what_changes_from_day_to_day_is_left_open(text: str, other: str, unlike: str) -> None:
    phrase = Phrase(whole_pattern(text))
    assert phrase.matches(other)
    assert not phrase.matches(unlike)


def test_a_long_text_by_its_beginning() -> None:
    text = "Mời bạn đọc gửi ý kiến về cây cầu mới theo mẫu bên dưới để tòa soạn kịp đăng trong số sau"
    pattern = head_pattern(text)
    assert pattern == "Mời bạn đọc gửi ý.{1,200}"
    assert head_pattern("Mời bạn đọc") is None
