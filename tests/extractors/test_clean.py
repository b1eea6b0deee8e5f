"""Furniture that only its words give away: marks, cards, echoes, captions, signatures, through pages and texts."""

from __future__ import annotations

import pytest

from extractors import Extraction, Image, Phrase, Rules, Site, extract, strip_text

URL = "https://tin.example.vn/do-bai-boi-12345.html"
A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
C = "Kết quả sẽ được gửi cho các xã ven bờ trước mùa mưa để bà con kịp dời bè cá vào bến."
TITLE = "Đoàn khảo sát đo lại bãi bồi"


def _site(*phrases: Phrase, language: str = "vi", **rules: tuple[str, ...]) -> Site:
    given = {"title": ("h1",), "lead": (".sapo",), "body": ("div.body",), "drop": (".ad",), **rules}
    return Site(
        name="tin",
        title="Tin",
        domains=("tin.example.vn",),
        language=language,
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(phrases=phrases, **given),  # type: ignore[arg-type]  # mypy takes the tuples for every other field
    )


def _extract(inner: str, *, site: Site | None = None, top: str = "") -> Extraction:
    html = f"<html><body><h1>{TITLE}</h1>{top}<div class='body'>{inner}</div></body></html>"
    return extract(html, url=URL, site=site or _site())


def _text(*lines: str) -> str:
    return "\n\n".join(lines)


def _p(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


RELATED = Phrase(r"Bài cũ:", "drop", "old", following=2)


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        pytest.param(_p(A, "Bài cũ:", "Nước sông hạ nhanh", B), [A, B], id="headline"),
        pytest.param(_p(A, "Bài cũ:", "Nước sông hạ nhanh", "Nước sông hạ nhanh", B), [A, B], id="the-same-twice"),
        pytest.param(
            _p(A, "Bài cũ:", "Nước sông hạ nhanh", "Bãi bồi dài ra", B), [A, "Bãi bồi dài ra", B], id="two-different"
        ),
        pytest.param(_p(A, "Bài cũ:") + "<ul><li>Một</li><li>Hai</li></ul>" + _p(B), [A, B], id="list"),
        pytest.param(_p(A, "Bài cũ:") + "<h3>Nước sông hạ nhanh</h3>" + _p(B), [A, B], id="heading-tag"),
        pytest.param(_p(A, "Bài cũ:", B), [A, B], id="sentence"),
        pytest.param(_p(A, "Bài cũ:", "Nước rút.", B), [A, "Nước rút.", B], id="short-sentence"),
        pytest.param(
            _p(A, "Bài cũ:") + "<table><tr><td>a</td><td>b</td></tr></table>" + _p(B), [A, "a | b", B], id="table"
        ),
        pytest.param(_p(A, "Bài cũ:") + "<blockquote>Nước rút</blockquote>" + _p(B), [A, "Nước rút", B], id="quote"),
        pytest.param(_p(A, B, "Bài cũ:"), [A, B], id="last"),
        pytest.param(_p(A, "Bài cũ:", "Bài cũ:", "Nước sông hạ nhanh", B), [A, B], id="mark-after-mark"),
    ],
)
def test_what_follows_a_related_mark(inner: str, kept: list[str]) -> None:
    assert [block.text for block in _extract(inner, site=_site(RELATED)).article.body] == kept


CARD = ["Giá cá tăng trước lễ", "07/03/2026 10:12", "Chợ đầu mối nhận thêm bốn chuyến hàng trong đêm và sáng sớm nay."]
CARD_2 = [
    "Xuồng composite cập bến",
    "06/03/2026 17:40",
    "Hợp tác xã mua mười hai chiếc xuồng mới cho mùa nước nổi năm nay.",
]


@pytest.mark.parametrize(
    "cards",
    [
        pytest.param([*CARD], id="one"),
        pytest.param([*CARD, *CARD_2], id="two"),
        pytest.param([*CARD, *CARD_2, *CARD], id="three"),
        pytest.param([*CARD[:2], *CARD_2[:2]], id="without-leads"),
        pytest.param([CARD[0], "Thứ bảy, 07/03/2026, 10:12 (GMT+7)", CARD[2]], id="weekday"),
    ],
)
def test_teaser_cards_at_the_end_leave(cards: list[str]) -> None:
    extraction = strip_text(_text(A, B, C, *cards), language="vi")
    assert extraction.article.text == _text(A, B, C)
    assert [(removal.rule, removal.text) for removal in extraction.removed] == [
        ("clean/teaser-card", one) for one in cards
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([A, "Ngày 07/03/2026 đoàn quay lại lần nữa", B], id="date-in-a-line"),
        pytest.param([A, B, "Đoàn sẽ đo lại vào 10:12 ngày 07/03/2026."], id="date-in-the-last-sentence"),
        pytest.param([A, "Kết quả xổ số - 7/3/2026", B], id="headline-with-a-date"),
    ],
)
def test_a_date_in_prose_is_no_card(lines: list[str]) -> None:
    assert strip_text(_text(*lines), language="vi").removed == ()


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param([A, "Nước hạ.", "07/03/2026 10:12", B], [A, "Nước hạ.", B], id="after-a-sentence"),
        pytest.param(
            [A, "Diễn biến trong ngày", "07/03/2026", B, C],
            [A, "Diễn biến trong ngày", B, C],
            id="two-paragraphs-after",
        ),
        pytest.param([A, B, "07/03/2026 10:12"], [A, B], id="last"),
        pytest.param(["07/03/2026 10:12", A, B], [A, B], id="first"),
    ],
)
def test_a_line_that_is_only_a_date_leaves_alone(lines: list[str], kept: list[str]) -> None:
    extraction = strip_text(_text(*lines), language="vi")
    assert [block.text for block in extraction.article.body] == kept
    assert [removal.rule for removal in extraction.removed] == ["clean/date-line"]


@pytest.mark.parametrize("echo", [TITLE, TITLE.upper(), f"“{TITLE}”", f"<b>{TITLE}</b>", f"{TITLE}."])
@pytest.mark.parametrize(
    "inner", ["<p>{echo}</p>{A}{B}", "{A}<p>{echo}</p>{B}", "{A}{B}<p>{echo}</p>"], ids=["first", "middle", "last"]
)
def test_the_title_again_leaves(inner: str, echo: str) -> None:
    extraction = _extract(inner.format(echo=echo, A=_p(A), B=_p(B)))
    assert extraction.article.text == _text(A, B)
    assert [removal.rule for removal in extraction.removed] == ["clean/title-echo"]


def test_the_title_with_a_caption_leaves() -> None:
    extraction = _extract(_p(A, B, f"{TITLE}: Bến đò lúc bình minh"))
    assert extraction.article.text == _text(A, B)


@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE} là việc của cả huyện trong tháng này và tháng sau nữa.",
        "Đoàn khảo sát đo lại bãi",
        f"Sáng nay: {TITLE}",
        f"{TITLE}, theo kế hoạch",
    ],
)
def test_a_line_that_says_more_than_the_title_stays(line: str) -> None:
    assert _extract(_p(A, line, B)).article.text == _text(A, line, B)


@pytest.mark.parametrize("echo", [A, A.upper(), f"<b>{A}</b>", A.removesuffix(".")])
def test_the_lead_again_leaves_the_beginning(echo: str) -> None:
    extraction = _extract(_p(echo, B, C), top=f"<h2 class=sapo>{A}</h2>")
    assert (extraction.article.lead, extraction.article.text) == (A, _text(B, C))
    assert [removal.rule for removal in extraction.removed] == ["clean/lead-echo"]


def test_the_lead_again_further_down_stays() -> None:
    assert _extract(_p(B, A, C), top=f"<h2 class=sapo>{A}</h2>").article.text == _text(B, A, C)


CUT = Phrase(r"Hết phần chữ", "cut", "end")


def test_a_cut_mark_before_any_prose_goes_alone() -> None:
    extraction = _extract(_p("Hết phần chữ", "Bến đò", A, B), site=_site(CUT))
    assert extraction.article.text == _text("Bến đò", A, B)
    assert [removal.text for removal in extraction.removed] == ["Hết phần chữ"]


@pytest.mark.parametrize("mark", ["Bình luận (0)", "Ý KIẾN", "Komentar (0)", "Liên hệ"])
def test_a_widgets_mark_above_the_article_does_not_empty_it(mark: str) -> None:
    assert strip_text(_text("Bến đò", mark, A, B), language="vi").article.text == _text(A, B)


def test_a_cut_mark_takes_captions_and_tables_and_their_images() -> None:
    rest = "<figure><img src='/a.jpg'><figcaption>Bến</figcaption></figure><table><tr><td>a</td><td>b</td></tr></table>"
    extraction = _extract(_p(A, B, "Hết phần chữ") + rest, site=_site(CUT))
    assert extraction.article.images == ()
    assert {removal.rule for removal in extraction.removed} == {"tin/phrase:end"}
    assert [removal.text for removal in extraction.removed] == ["Hết phần chữ", "Bến", "a | b"]


def test_an_image_before_the_cut_mark_stays() -> None:
    extraction = _extract(f"{_p(A, B)}<img src='/a.jpg'>{_p('Hết phần chữ', C)}", site=_site(CUT))
    assert len(extraction.article.images) == 1


@pytest.mark.parametrize(
    ("inner", "site", "warnings"),
    [
        pytest.param(_p(A) + f"<div class=ad>{_p(B, C)}</div>", _site(), ["rule-too-greedy:tin/drop:.ad"], id="drop"),
        pytest.param(_p(A, "Hết phần chữ", B, C), _site(CUT), ["rule-too-greedy:tin/phrase:end"], id="cut"),
        pytest.param(_p(A, B) + f"<div class=ad>{_p(C)}</div>", _site(), [], id="modest-drop"),
        pytest.param(_p(A, B, "Hết phần chữ", C), _site(CUT), [], id="modest-cut"),
        pytest.param(_p(A, B, C), _site(CUT), [], id="nothing-taken"),
    ],
)
def test_a_rule_that_takes_more_than_it_leaves_warns(inner: str, site: Site, warnings: list[str]) -> None:
    got = [warning for warning in _extract(inner, site=site).warnings if warning.startswith("rule-too-greedy")]
    assert got == warnings


ID_A = "Tim survei tiba pagi ini di dataran lumpur untuk mengukur lagi kedalaman setiap cabang sungai itu."
ID_B = "Menurut ketua tim, permukaan air turun hampir dua meter dan alur sungai bergeser jauh ke tepi kiri."
CAPTION = "Dermaga desa saat matahari terbit, 7 Maret. (Sumber: TASS)"


@pytest.mark.parametrize("alt", ["Đo lại bãi bồi, dời bến đò", "Giữ phù sa cho ruộng"])
def test_an_untranslated_alternative_text_before_a_caption_leaves(alt: str) -> None:
    extraction = strip_text(_text(ID_A, alt, CAPTION, ID_B), language="id")
    assert extraction.article.text == _text(ID_A, ID_B)
    assert extraction.article.images == (
        Image(url=None, caption="Dermaga desa saat matahari terbit, 7 Maret.", credit="TASS"),
    )
    assert [(removal.rule, removal.text) for removal in extraction.removed] == [("clean/alt-text", alt)]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        pytest.param("vi", [A, "Đo lại bãi bồi, dời bến đò", "Bến đò. (Ảnh: TASS)", B], id="vietnamese-text"),
        pytest.param("id", [ID_A, "Sungai surut lebih cepat", CAPTION, ID_B], id="indonesian-line"),
        pytest.param("id", [ID_A, "Đoàn đã đo xong bãi bồi.", CAPTION, ID_B], id="vietnamese-sentence"),
        pytest.param(
            "id", [ID_A, "Kepala desa Nguyễn menyambut tim survei itu di tepi sungai kecil", CAPTION, ID_B], id="a-name"
        ),
    ],
)
def test_other_lines_before_a_caption_stay(language: str, lines: list[str]) -> None:
    article = strip_text(_text(*lines), language=language).article
    assert article.text == _text(lines[0], lines[1], lines[3])


def test_an_untranslated_line_that_no_caption_follows_stays() -> None:
    text = _text(ID_A, "Đo lại bãi bồi, dời bến đò", ID_B)
    assert strip_text(text, language="id").article.text == text


def test_a_caption_line_belongs_to_the_image_before_it() -> None:
    article = _extract(_p(A) + "<p><img src='/a.jpg'></p>" + _p("Bến đò chiều. (Ảnh: Văn Sông)", B)).article
    assert article.images == (Image(url="https://tin.example.vn/a.jpg", caption="Bến đò chiều.", credit="Văn Sông"),)
    assert article.text == _text(A, B)


@pytest.mark.parametrize(
    ("last", "byline"),
    [
        pytest.param("<p><b>Văn Sông</b></p>", "Văn Sông", id="bold"),
        pytest.param("<p><strong>VĂN SÔNG</strong></p>", "VĂN SÔNG", id="strong-capitals"),
        pytest.param("<p style='text-align: right'>Văn Sông</p>", "Văn Sông", id="right"),
        pytest.param("<p style='TEXT-ALIGN:right;color:red'><em>Văn Sông</em></p>", "Văn Sông", id="right-capitals"),
        pytest.param("<p style='text-align:right'>Văn Sông (tổng hợp)</p>", "Văn Sông (tổng hợp)", id="bracket"),
        pytest.param("<p class='article-author'>Văn Sông</p>", "Văn Sông", id="class"),
        pytest.param("<p><b>Văn Sông</b></p><p> </p>", "Văn Sông", id="empty-p-after"),
        pytest.param("<p>(Sungainews.com/Văn Sông)</p>", "(Sungainews.com/Văn Sông)", id="house-and-name"),
    ],
)
def test_a_signature_at_the_end_needs_no_rule(last: str, byline: str) -> None:
    article = _extract(_p(A, B) + last).article
    assert article.text == _text(A, B)
    assert article.byline == byline
    assert [name.lower() for name in article.authors] == ["văn sông"]


@pytest.mark.parametrize("mark", ["Văn Sông - Thị Bến", "Văn Sông – Thị Bến", "VĂN SÔNG - THỊ BẾN"])
def test_two_bold_names_at_the_end_are_a_signature(mark: str) -> None:
    article = _extract(_p(A, B) + f"<p><strong>{mark}</strong></p>").article
    assert (article.text, article.byline, len(article.authors)) == (_text(A, B), mark, 2)


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        pytest.param(_p(A, B) + "<p>Văn Sông - Thị Bến</p>", "Văn Sông - Thị Bến", id="plain-names"),
        pytest.param(_p(A) + "<p><b>Văn Sông</b></p>" + _p(B), "Văn Sông", id="bold-in-the-middle"),
        pytest.param(_p(A) + "<p style='text-align:right'>Văn Sông</p>" + _p(B), "Văn Sông", id="right-in-the-middle"),
        pytest.param(_p(A, B) + "<p><b>Nước hạ.</b> Xuồng về.</p>", "Nước hạ. Xuồng về.", id="partly-bold"),
        pytest.param(_p(A, B) + "<p>Văn Sông</p>", "Văn Sông", id="plain-last-line"),
        pytest.param(_p(A, B) + "<p><b>hết mùa nước</b></p>", "hết mùa nước", id="no-name"),
        pytest.param(_p(A, B) + "<p>(Ant/E-1)</p>", "(Ant/E-1)", id="house-and-code"),
        pytest.param(
            _p(A, B) + "<p><b>Một câu dài in đậm không phải tên ai cả, chỉ để kết bài</b></p>",
            "Một câu dài in đậm không phải tên ai cả, chỉ để kết bài",
            id="long",
        ),
    ],
)
def test_other_lines_are_no_signature(inner: str, kept: str) -> None:
    article = _extract(inner).article
    assert kept in [block.text for block in article.body]
    assert article.byline is None


@pytest.mark.parametrize(
    ("inner", "text", "byline"),
    [
        pytest.param(_p(A, B) + "<p class=sign>Văn Sông</p>", _text(A, B), "Văn Sông", id="last"),
        pytest.param(
            _p(A, B) + "<p class=sign>Văn Sông</p><p class=sign>Thị Bến</p>",
            _text(A, B),
            "Văn Sông - Thị Bến",
            id="two",
        ),
        pytest.param(_p(A) + "<p class=sign>Văn Sông</p>" + _p(B), _text(A, "Văn Sông", B), None, id="prose-after"),
        pytest.param(_p(A) + f"<p class=sign>{B}</p>", _text(A, B), None, id="prose-itself"),
    ],
)
def test_a_signature_by_rule(inner: str, text: str, byline: str | None) -> None:
    article = _extract(inner, site=_site(signature=(".sign",))).article
    assert (article.text, article.byline) == (text, byline)


def test_a_line_that_two_rules_call_signature_and_source_is_the_source() -> None:
    site = _site(signature=("p[align=right]",), source=("p.source",))
    article = _extract(_p(A, B) + "<p class=source align=right>Nguồn: Bến Sông</p>", site=site).article
    assert (article.text, article.byline, article.source_name) == (_text(A, B), None, "Bến Sông")


def test_an_icon_in_a_furniture_line_goes_with_it() -> None:
    inner = _p(A) + "<p>Theo dõi Tin trên <img src='/gg.png'></p>" + _p(B)
    extraction = _extract(inner, site=_site(Phrase(r"Theo dõi Tin trên", "drop", "follow")))
    assert extraction.article.images == ()
    assert extraction.article.text == _text(A, B)


@pytest.mark.parametrize(
    ("pattern", "text", "kept"),
    [
        (r"^\(Bài mẫu\) ?", "(Bài mẫu) Nước hạ.", "Nước hạ."),
        (r"^\(Bài mẫu\) ?", "Nước hạ (Bài mẫu) sớm.", "Nước hạ (Bài mẫu) sớm."),
        (r" ?\(hết\)$", "Nước hạ. (hết)", "Nước hạ."),
        (r" ?\(hết\)$", "Nước (hết) hạ.", "Nước (hết) hạ."),
        (r"\(x\)", "Nước (x) hạ (x) sớm (x)", "Nước hạ sớm"),
    ],
)
def test_strip_takes_the_match_alone(pattern: str, text: str, kept: str) -> None:
    extraction = _extract(_p(A, text, B), site=_site(Phrase(pattern, "strip", "part")))
    assert extraction.article.text == _text(A, kept, B)


def test_site_phrases_come_before_those_of_the_language() -> None:
    extraction = _extract(_p(A, "Chia sẻ", B), site=_site(Phrase("Chia sẻ", "drop", "own")))
    assert [removal.rule for removal in extraction.removed] == ["tin/phrase:own"]


@pytest.mark.parametrize("tag", ["h2", "h3", "li", "blockquote", "td"])
def test_a_mark_is_one_in_any_block(tag: str) -> None:
    inner = {"li": "<ul><li>Bình luận (0)</li></ul>", "td": "<table><tr><td>Bình luận (0)</td></tr></table>"}.get(
        tag, f"<{tag}>Bình luận (0)</{tag}>"
    )
    assert _extract(_p(A, B) + inner + _p(C)).article.text == _text(A, B)


@pytest.mark.parametrize("tag", ["p", "h3"])
def test_linked_headlines_after_the_end_are_other_stories(tag: str) -> None:
    link = f"<{tag}><a href='/khac'>Nước sông hạ nhanh ở thượng nguồn</a></{tag}>"
    extraction = _extract(_p(A, B) + link * 2)
    assert extraction.article.text == _text(A, B)
    assert [removal.rule for removal in extraction.removed] == ["clean/teaser-card"] * 2
    assert _extract(_p(A) + link + _p(B)).article.text == _text(A, "Nước sông hạ nhanh ở thượng nguồn", B)
