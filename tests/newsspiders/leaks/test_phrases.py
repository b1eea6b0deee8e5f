"""Lines become phrases that match them, and no prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import normalise
from extractors.wording import reason_of
from newsspiders.leaks.phrases import Candidate, is_sentence, make_candidate
from newsspiders.leaks.shapes import END, line_of, shape_of_end, shapes_of
from tests.newsspiders.leaks.stories import paragraph

PROSE = (
    *(paragraph(number, 0) for number in range(5)),
    "Theo dõi mực nước từ chiều hôm trước, ông Khuê quyết định chuyển đàn vịt lên gò cao, cách nhà gần hai cây số.",
    "Baca juga: kata itu ditulis besar di papan tulis, dan semua murid kelas tiga menyalinnya ke buku tanpa bertanya.",
    "Nguồn: ông bảo, là nơi nước chảy ra từ khe đá, chứ không phải cái giếng mà người ta đào năm ngoái sau chùa.",
)
LINES = st.text(min_size=1, max_size=120).map(normalise).filter(bool)
WORDS = st.lists(
    st.sampled_from(["theo", "dõi", "Kênh:", "12", "3/4", "Zalo.", "(a+)*", "Senin", "$x^", "[b]"]), min_size=1
)


def made(*lines: str, kind: str = "=") -> Candidate | None:
    """The candidate of lines, by the shape of that kind of the first."""
    return make_candidate(next(shape for shape in shapes_of(lines[0]) if shape.startswith(kind)), lines)


def pattern(*lines: str, kind: str = "=") -> str | None:
    candidate = made(*lines, kind=kind)
    return candidate.phrase.pattern if candidate else None


@pytest.mark.parametrize(
    ("lines", "kind", "expected"),
    [
        (["Komentar (0)", "Komentar (17)"], "=", r"Komentar \(\d{1,6}\)"),
        (["[iklan_2]"], "=", r"\[iklan_\d{1,6}\]"),
        (["Senin, 3 Maret 2026", "Jumat, 12 April 2026"], "=", r"\S{1,10} \d{1,6} \S{1,10} \d{1,6}"),
        (["Nguồn: https://a.example/1.html", "Nguồn: https://b.example/x"], "=", r"Nguồn: https?://\S{1,300}"),
        (["Baca juga: Air surut", "Baca juga: Panen raya di Kali Anyar"], "^", "Baca juga: .{1,40}"),
        (["Ảnh do Lê Gió chụp riêng cho báo Sông", "Ảnh do Mây chụp riêng cho báo Sông"], "$", "Ảnh do .{1,10} chụp riêng cho báo Sông"),
        (["Facebook\nZalo\nTwitter"], "=", r"Facebook\nZalo\nTwitter"),
        # A line without the part that differs has a phrase of its own, and does not widen this one.
        (["Theo dõi báo Sông", "Theo dõi báo Sông qua thư"], "^", "Theo dõi báo Sông .{1,20}"),
    ],
)  # fmt: skip
def test_patterns(lines: list[str], kind: str, expected: str) -> None:
    assert pattern(*lines, kind=kind) == expected


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Trong khi đó, nước vẫn lên", "Trong khi đó, chợ đã đóng cửa sớm vì mưa to gió lớn kéo dài mấy hôm"], "^"),
        (["...", "..."], "="),
        (["- 1 -", "- 2 -"], "="),
    ],
)
def test_lines_that_share_too_little(lines: list[str], kind: str) -> None:
    assert made(*lines, kind=kind) is None


def test_a_repeated_last_sentence_is_stripped() -> None:
    block = f"{PROSE[0]} Ảnh: TTX Sông Theo TTX Sông"
    shape = shape_of_end(block) or ""
    candidate = make_candidate(shape, [line_of(shape, block)])
    assert candidate is not None
    assert candidate.phrase.action == "strip"
    assert candidate.find(block) == "Ảnh: TTX Sông Theo TTX Sông"
    assert candidate.find(f"{PROSE[0]} Ảnh") is None
    assert candidate.find(PROSE[0].rstrip(".") + " Ảnh: TTX Sông Theo TTX Sông") is None  # within a sentence


def test_a_sentence_whose_numbers_vary_is_prose() -> None:
    lines = [
        f"Giá {crop} sáng {n} tháng này ở chợ Bến Gỗ là {n * 3} đồng một giỏ, không đổi từ hôm trước."
        for n, crop in ((5, "lúa"), (6, "lúa"))
    ]
    always = "Cảm ơn bạn đã ở lại với chúng tôi đến cuối bài viết dài này, hẹn gặp lại."
    candidates = made(*lines), made(always)
    assert [candidate and candidate.prose_words(candidate.lines[0]) for candidate in candidates] == [20, 0]


def test_what_a_gap_takes_of_sentences_is_prose() -> None:
    candidate = made("Baca juga: Air surut", "Baca juga: Panen raya", kind="^")
    assert candidate is not None
    assert candidate.prose_words("Baca juga: Air surut di Kali Anyar setelah hujan tiga hari tiga malam di hulu") == 0
    assert candidate.prose_words(f"Baca juga: {PROSE[0]}") == len(PROSE[0].split()) + 2


@given(st.lists(LINES, min_size=1, max_size=5) | st.lists(WORDS.map(" ".join), min_size=1, max_size=5))
def test_a_phrase_matches_its_lines_and_no_prose(lines: list[str]) -> None:
    for shape in shapes_of(lines[0]):
        candidate = make_candidate(shape, lines)
        if candidate is not None:
            assert set(candidate.lines) <= set(lines)
            assert all(candidate.phrase.matches(line) for line in candidate.lines)
            assert not any(candidate.phrase.matches(prose) for prose in PROSE)
            assert not re.search(r"(?<!\\)[+*]", candidate.phrase.pattern)


@given(LINES)
def test_a_line_alone_is_matched_word_for_word(line: str) -> None:
    candidate = made(line)
    assert candidate is None or candidate.phrase.matches(line)
    if candidate is None and len(line) <= 200:
        assert not re.search(r"\w{2}", line) or line.lower() != line.casefold() or not line.isascii()


@given(st.lists(st.sampled_from(PROSE), min_size=2, max_size=4, unique=True))
def test_prose_that_begins_alike_makes_no_phrase_that_takes_it(lines: list[str]) -> None:
    for shape in {shape for line in lines for shape in (*shapes_of(line), END + "x")}:
        candidate = make_candidate(shape, lines)
        assert candidate is None or not candidate.has_gap or all(map(candidate.prose_words, filter(is_sentence, lines)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Quý vị quan tâm theo dõi kênh", "follow"),
        ("(Theo TTXVN/Vietnam+)", "source"),
        ("Xem thêm:", "related"),
        ("Komentar", "comments"),
        ("Cảm ơn bạn đã đọc bài viết", "promotion"),
        ("Profil", "boilerplate"),
        ("Theo ông Khuê cho biết trong buổi họp sáng nay", "boilerplate"),
    ],
)
def test_reasons(line: str, reason: str) -> None:
    assert reason_of(line) == reason
