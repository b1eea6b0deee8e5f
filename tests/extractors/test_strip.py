"""Text that someone already scraped: what is read out of it, and that clean text comes back unchanged."""

from __future__ import annotations

from datetime import datetime

import pytest

from extractors import Image, strip_text
from extractors.text import normalise

TITLE = "Đoàn khảo sát đo lại bãi bồi"
A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
C = "Kết quả sẽ được gửi cho các xã ven bờ trước mùa mưa để bà con kịp dời bè cá vào bến."
ID_A = "Tim survei tiba pagi ini di dataran lumpur untuk mengukur lagi kedalaman setiap cabang sungai itu."
ID_B = "Menurut ketua tim, permukaan air turun hampir dua meter dan alur sungai bergeser jauh ke tepi kiri."
URL = "https://bao.example.vn/do-bai-boi-12345.html"


def _text(*lines: str) -> str:
    return "\n\n".join(lines)


def test_everything_at_once() -> None:
    text = _text(
        TITLE, "07/03/2026 08:01", A, "Bến đò chiều. (Ảnh: AFP/TTXVN)", "Tin liên quan", "Nước hạ nhanh", B + "/.",
        "(TTXVN/Vietnam+)", f"Nguồn VietnamPlus: {URL}", "Bình luận (0)", "No data", "Giá cá tăng",
    )  # fmt: skip
    extraction = strip_text(text)
    article = extraction.article
    assert (article.title, article.text, article.language) == (TITLE, _text(A, B), "vi")
    assert article.published == datetime.fromisoformat("2026-03-07T08:01:00+07:00")
    assert article.published_raw == "07/03/2026 08:01"
    assert article.images == (Image(url=None, caption="Bến đò chiều.", credit="AFP/TTXVN"),)
    assert (article.agency, article.source_name, article.source_url) == ("TTXVN/Vietnam+", "VietnamPlus", URL)
    assert (article.url, article.site, article.lead, article.authors) == (None, None, None, ())
    assert set(extraction.origins.values()) == {"text"}
    assert {"title", "body", "published", "agency"} <= set(extraction.origins)
    assert extraction.warnings == ("zone-assumed",)
    assert [removal.rule for removal in extraction.removed] == [
        "clean/date-line", "vi/phrase:related", "vi/phrase:related", "provenance/end-mark", "provenance/agency",
        "provenance/source-line", "vi/phrase:comments", "vi/phrase:comments", "vi/phrase:comments",
    ]  # fmt: skip
    assert all(removal.where is None for removal in extraction.removed)


CLEAN = [
    pytest.param(_text(A, B, C), id="paragraphs"),
    pytest.param(A, id="one-paragraph"),
    pytest.param(_text(TITLE, A, B), id="headline-first"),
    pytest.param(_text(A, "Bến đò", B), id="short-line"),
    pytest.param(f"{A}\n{B}\n\n{C}", id="single-newlines"),
    pytest.param(_text(A, "bè cá\nbến đò\nlưới", B), id="list"),
    pytest.param(_text(A, "Nhánh | Sâu\nTrái | 3 m", B), id="table"),
    pytest.param(_text(A, "“Nước hạ”, ông nói…", B), id="quote"),
    pytest.param(_text(A, "Ngày 07/03/2026, đoàn quay lại.", B), id="date-in-prose"),
    pytest.param(_text(A, "Xem thêm ở trang sau.", B), id="look-alike"),
    pytest.param(_text(ID_A, ID_B), id="indonesian"),
    pytest.param("河水今天下降了。\n\n村民把船移到码头。", id="chinese"),
    pytest.param("Tin", id="one-word"),
    pytest.param("", id="empty"),
]


@pytest.mark.parametrize("language", [None, "vi", "id", "en", "zh", "xx"])
@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_comes_back_unchanged(text: str, language: str | None) -> None:
    extraction = strip_text(text, language=language)
    assert extraction.article.text == text
    assert extraction.removed == ()
    assert extraction.warnings == ()
    assert extraction.article.title is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{A}\r\n\r\n{B}", id="crlf"),
        pytest.param(f"{A}\r\r{B}", id="cr"),
        pytest.param(f"\n\n {A} \n \t\u00a0\n\n\n{B}\n", id="space-lines"),
        pytest.param(f"\ufeff{A}\n\n{B}\u200b", id="bom-and-zero-width"),
        pytest.param(f"{A}\n\u3000\n{B}", id="ideographic-space"),
    ],
)
def test_line_ends_and_white_space_are_normalised(text: str) -> None:
    extraction = strip_text(text, language="vi")
    assert extraction.article.text == _text(A, B)
    assert extraction.removed == ()


def test_crlf_and_furniture() -> None:
    assert strip_text(f"{A}\r\n\r\nTin liên quan\r\n\r\n{B}\r\n\r\n[ad_2]\r\n", language="vi").article.text == _text(
        A, B
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param([TITLE, A, B, "[ad_2]"], TITLE, id="furniture-below"),
        pytest.param(["Vietnam.vn - Nền tảng quảng bá Việt Nam", TITLE, A, B], TITLE, id="furniture-above"),
        pytest.param([TITLE, TITLE, A, B, "[ad_2]"], TITLE, id="twice"),
        pytest.param([TITLE, A, TITLE.upper(), B, "[ad_2]"], TITLE, id="again-in-the-middle"),
        pytest.param([f"{TITLE}?", A, B, "[ad_2]"], f"{TITLE}?", id="question"),
        pytest.param([A, B, "[ad_2]"], None, id="a-sentence-first"),
        pytest.param([TITLE, A, B], None, id="no-furniture"),
        pytest.param([TITLE, "[ad_2]"], None, id="nothing-below"),
        pytest.param([" ".join(["nước"] * 40), A, "[ad_2]"], None, id="too-long"),
        pytest.param([f"{TITLE}:", A, B, "[ad_2]"], None, id="colon"),
    ],
)
def test_the_first_line_is_the_title_only_where_furniture_was_found(lines: list[str], title: str | None) -> None:
    article = strip_text(_text(*lines), language="vi").article
    assert article.title == title
    if title:
        assert article.text == _text(A, B)


@pytest.mark.parametrize(
    ("text", "given", "language"),
    [
        (_text(A, B), None, "vi"),
        (_text(ID_A, ID_B), None, "id"),
        (_text(ID_A, ID_B), "en", "en"),
        ("Tin", None, None),
        ("Tin", "vi", "vi"),
        ("", None, None),
    ],
)
def test_the_language_is_as_given_else_detected(text: str, given: str | None, language: str | None) -> None:
    assert strip_text(text, language=given).article.language == language


@pytest.mark.parametrize(
    ("date", "language", "iso", "warnings"),
    [
        ("07/03/2026 08:01", "vi", "2026-03-07T08:01:00+07:00", ("zone-assumed",)),
        ("07/03/2026", "vi", "2026-03-07T00:00:00+07:00", ("zone-assumed",)),
        ("2024-04-26 22:54:15", "id", "2024-04-26T22:54:15+07:00", ("zone-assumed",)),
        ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "vi", "2026-03-07T00:05:00+07:00", ()),
        ("Kamis, 02 Nov 2023 20:59 WIB", "id", "2023-11-02T20:59:00+07:00", ()),
        ("Kamis, 02 Nov 2023 20:59 WITA", "id", "2023-11-02T20:59:00+08:00", ()),
        ("Kamis, 02 Nov 2023 20:59 WIB", "vi", "2023-11-02T20:59:00+07:00", ()),
        ("07/03/2026 08:01", "en", "2026-03-07T08:01:00+00:00", ("zone-assumed",)),
    ],
)
def test_the_zone_in_the_text_wins_and_a_guess_is_warned_of(
    date: str, language: str, iso: str, warnings: tuple[str, ...]
) -> None:
    extraction = strip_text(_text(TITLE, date, ID_A, ID_B), language=language)
    assert extraction.article.published is not None
    assert extraction.article.published.isoformat() == iso
    assert extraction.warnings == warnings


def test_the_name_printed_with_the_date_is_the_source() -> None:
    article = strip_text(_text(TITLE, "Bến ĐòBến Đò22/08/2024", ID_A, ID_B), language="id").article
    assert (article.title, article.source_name, article.published_raw) == (TITLE, "Bến Đò", "22/08/2024")


def test_only_the_first_of_several_dates_is_the_time_of_publication() -> None:
    article = strip_text(_text(TITLE, "07/03/2026 08:01", A, B, "08/03/2026 09:00"), language="vi").article
    assert article.published_raw == "07/03/2026 08:01"
    assert article.text == _text(A, B)


@pytest.mark.parametrize(
    ("caption", "image"),
    [
        ("Bến đò chiều. (Ảnh: AFP/TTXVN)", Image(url=None, caption="Bến đò chiều.", credit="AFP/TTXVN")),
        ("| Bến đò chiều. |", Image(url=None, caption="Bến đò chiều.")),
        ("| Bến đò chiều. (Ảnh: AFP) |", Image(url=None, caption="Bến đò chiều.", credit="AFP")),
        ("Ảnh: AFP", Image(url=None, credit="AFP")),
    ],
)
def test_captions(caption: str, image: Image) -> None:
    article = strip_text(_text(A, caption, B, "[ad_2]"), language="vi").article
    assert article.images == (image,)
    assert article.text == _text(A, B)


def test_a_caption_alone_is_furniture_enough() -> None:
    article = strip_text(_text(A, "| a | b |", "Bến đò chiều. (Ảnh: AFP)", B), language="vi").article
    assert [image.credit for image in article.images] == ["AFP"]
    assert "Bến đò chiều" not in article.text


@pytest.mark.parametrize("text", ["[ad_2]", _text("Tin liên quan", "[iklan_2]", "No data"), "(TTXVN/Vietnam+)"])
def test_a_text_of_furniture_alone_gives_no_body(text: str) -> None:
    extraction = strip_text(text, language="vi")
    assert extraction.article.body == ()
    assert extraction.removed


@pytest.mark.parametrize("text", CLEAN)
def test_no_word_is_lost_or_added(text: str) -> None:
    dirty = _text("Vietnam.vn - Nền tảng quảng bá Việt Nam", text, "[ad_2]", "Bình luận (0)", C)
    extraction = strip_text(dirty, language="vi")
    article = extraction.article
    kept = [article.title or "", *(block.text for block in article.body), *(one.text for one in extraction.removed)]
    assert sorted(" ".join(kept).split()) == sorted(normalise(dirty).split())


def test_a_removed_line_keeps_its_own_words() -> None:
    extraction = strip_text(_text(A, "Baca juga :  Air\u00a0surut", B), language="id")
    assert [removal.text for removal in extraction.removed] == ["Baca juga : Air surut"]


def test_the_title_stands_above_the_time_and_labels_above_it_go() -> None:
    head = "Trang chủ\nGiá vàng tăng mạnh trở lại sau ba phiên giảm\n07/03/2026 08:01 GMT+7"
    prose = "Sáng nay, giá vàng miếng tăng 500.000 đồng mỗi lượng ở cả hai chiều mua vào và bán ra."
    extraction = strip_text(f"{head}\n\n(PLO)- {prose}\n\nChia sẻ")
    assert extraction.article.title == "Giá vàng tăng mạnh trở lại sau ba phiên giảm"
    assert (extraction.article.text, extraction.article.agency) == (prose, "PLO")
    assert [one.text for one in extraction.removed if one.rule == "strip/before-title"] == ["Trang chủ"]
