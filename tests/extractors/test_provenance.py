"""Source lines, agency marks, end marks and datelines: what leaves the text, and prose that only looks so."""

from __future__ import annotations

import pytest

from extractors import Rules, Site, extract, strip_text
from extractors.credits import is_caption_line, split_credit
from extractors.draft import Draft
from extractors.provenance import split_dateline, take_dateline

A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
C = "Kết quả sẽ được gửi cho các xã ven bờ trước mùa mưa để bà con kịp dời bè cá vào bến."
URL = "https://bao.example.vn/do-bai-boi-12345.html"


SOURCES_WITH_URL = [
    (f"Nguồn: {URL}", None),
    (f"Nguồn VietnamPlus: {URL}", "VietnamPlus"),
    (f"Nguồn Quốc Hội TV: {URL}", "Quốc Hội TV"),
    (f"Nguồn Báo Sông Nước: {URL}", "Báo Sông Nước"),
    (f"Nguồn tin: {URL}", None),
    (f"NGUỒN: {URL}", None),
    (f"Nguồn : {URL}", None),
    (f"Nguồn:{URL}", None),
    (f"Sumber: {URL}", None),
    (f"Sumber Koran Sungai: {URL}", "Koran Sungai"),
    (f"Source: {URL}", None),
    (f"Source : {URL}", None),
    (f"Fuente: {URL}", None),
    (f"Fonte: {URL}", None),
    (f"Quelle: {URL}", None),
    (f"Bron: {URL}", None),
    (f"Kaynak: {URL}", None),
    (f"Źródło: {URL}", None),
    (f"Zdroj: {URL}", None),
    (f"Forrás: {URL}", None),
    (f"Källa: {URL}", None),
    (f"Kilde: {URL}", None),
    (f"Lähde: {URL}", None),
    (f"Sursa: {URL}", None),
    (f"Источник: {URL}", None),
    (f"Джерело: {URL}", None),
    (f"来源：{URL}", None),
    (f"來源：{URL}", None),
    (f"出典: {URL}", None),
    (f"ソース: {URL}", None),
    (f"출처: {URL}", None),
    (f"원천: {URL}", None),
    (f"ที่มา: {URL}", None),
    (f"แหล่งที่มา: {URL}", None),
    (f"ແຫຼ່ງ: {URL}", None),
    (f"ប្រភព: {URL}", None),
    (f"المصدر: {URL}", None),
    (f"منبع: {URL}", None),
    (f"स्रोत: {URL}", None),
    (f"Πηγή: {URL}", None),
    (f"מקור: {URL}", None),
    (f"Link bài gốc {URL}", None),
    (f"Xem bài gốc {URL}", None),
    (f"Source link {URL}", None),
    (f"Tautan sumber {URL}", None),
]


@pytest.mark.parametrize(("line", "name"), SOURCES_WITH_URL, ids=[line[:24] for line, _ in SOURCES_WITH_URL])
def test_a_source_line_with_an_address(line: str, name: str | None) -> None:
    extraction = strip_text(f"{A}\n\n{B}\n\n{line}", language="vi")
    assert extraction.article.text == f"{A}\n\n{B}"
    assert (extraction.article.source_url, extraction.article.source_name) == (URL, name)
    assert [(removal.rule, removal.text) for removal in extraction.removed] == [("provenance/source-line", line)]


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(f" Nguồn: {URL}", id="same-paragraph"),
        pytest.param(f"\n[ad_2] Nguồn: {URL}", id="after-a-placeholder"),
        pytest.param(f"\n[iklan_2]\nSumber: {URL}\n\nKomentar (0)\n\nNo data", id="before-comments"),
        pytest.param(f"\n\n(TTXVN/Vietnam+)\n\nNguồn VietnamPlus: {URL}", id="after-the-agency"),
        pytest.param(f"\r\n\r\nNguồn:\u00a0{URL}\r\n", id="crlf-and-nbsp"),
    ],
)
def test_a_source_line_in_company(tail: str) -> None:
    article = strip_text(f"{A}\n\n{B}{tail}", language="vi").article
    assert article.text == f"{A}\n\n{B}"
    assert article.source_url == URL


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Nguồn: Báo Sông Nước", "Báo Sông Nước"),
        pytest.param("Nguồn tin: VTV", "VTV"),
        ("Sumber: Koran Sungai", "Koran Sungai"),
        ("Source: River Post", "River Post"),
        ("Theo Báo Sông Nước", "Báo Sông Nước"),
        pytest.param("Theo VTV", "VTV"),
        ("Theo Tạp chí Sông Hồng", "Tạp chí Sông Hồng"),
        ("Theo Reuters", "Reuters"),
        ("Theo Zing.vn", "Zing.vn"),
        ("(Theo Sông nước mới)", "Sông nước mới"),
        ("(Theo Reuters, River Post).", "Reuters, River Post"),
    ],
)
def test_a_source_named_without_an_address(line: str, name: str) -> None:
    article = strip_text(f"{A}\n\n{B}\n\n{line}", language="vi").article
    assert article.text == f"{A}\n\n{B}"
    assert (article.source_url, article.source_name) == (None, name)


@pytest.mark.parametrize(
    "line", ["Link bài gốc", "Xem bài gốc", "Tautan sumber", "Source link", "Nguồn: Tổng hợp", "(Tổng hợp)"]
)
def test_a_label_that_names_nothing_still_leaves(line: str) -> None:
    article = strip_text(f"{A}\n\n{B}\n\n{line}", language="vi").article
    assert article.text == f"{A}\n\n{B}"
    assert (article.source_url, article.source_name) == (None, None)


def test_the_source_block_of_cafef() -> None:
    line = f"Theo Báo Sông Nước Copy link Link bài gốc Lấy link! {URL}"
    article = strip_text(f"{A}\n\n{B}\n\n{line}", language="vi").article
    assert article.text == f"{A}\n\n{B}"
    assert (article.source_url, article.source_name) == (URL, "Báo Sông Nước")


NOT_SOURCES = [
    f"Tài liệu gốc nằm ở {URL} và ai cũng đọc được.",
    f"Nguồn: {URL} là địa chỉ mà ban quản lý công bố hồi tháng trước cho người dân.",
    "Nguồn nước: lũ năm nay về sớm hơn hai tuần.",
    "Nguồn: từ thượng lưu, qua ba con đập, rồi mới tới hồ chứa của huyện này.",
    "Theo ông Nam, bãi bồi đã dài thêm ba trăm mét.",
    "Theo Bộ Nông nghiệp, diện tích lúa giảm nhẹ.",
    "Theo đó, ba xã ven bờ sẽ được cấp xuồng máy.",
    "Theo Reuters, giá dầu tăng.",
    "(Theo lời kể của ông Nam, người đã sống ở bến này hơn bốn mươi năm)",
    "Sumber daya air: tiga waduk baru dibangun tahun ini.",
    "Sumber: petugas di dermaga mengatakan air sungai naik lagi malam tadi.",
    "Source of the river: a lake in the north.",
    "Link bài gốc bị hỏng nên tòa soạn phải đăng lại.",
]


@pytest.mark.parametrize("line", NOT_SOURCES)
def test_prose_that_looks_like_a_source_line_stays(line: str) -> None:
    extraction = strip_text(f"{A}\n\n{line}\n\n{B}", language="vi")
    assert extraction.article.text == f"{A}\n\n{line}\n\n{B}"
    assert extraction.removed == ()


@pytest.mark.parametrize("line", ["Nguồn: Báo Sông Nước", "Theo Báo Sông Nước"])
def test_a_name_far_from_the_end_is_no_source_line(line: str) -> None:
    assert strip_text("\n\n".join([A, line, B, C, A, C]), language="vi").removed == ()


AGENCIES = [
    ("(TTXVN/Vietnam+)", "TTXVN/Vietnam+"),
    ("(Vietnam+)", "Vietnam+"),
    ("(TTXVN)", "TTXVN"),
    ("(BNEWS/TTXVN)", "BNEWS/TTXVN"),
    ("(THX/TTXVN)", "THX/TTXVN"),
    ("(VNA)", "VNA"),
    ("TTXVN", "TTXVN"),
    ("VNA", "VNA"),
    ("VNP", "VNP"),
    ("-VNA", "VNA"),
    ("-AVI", "AVI"),
    ("– VNA.", "VNA"),
]


@pytest.mark.parametrize(("mark", "agency"), AGENCIES)
def test_an_agency_mark_on_its_own_line(mark: str, agency: str) -> None:
    extraction = strip_text(f"{A}\n\n{B}\n\n{mark}", language="vi")
    assert extraction.article.text == f"{A}\n\n{B}"
    assert extraction.article.agency == agency
    assert [removal.rule for removal in extraction.removed] == ["provenance/agency"]


@pytest.mark.parametrize("gap", [" ", "", "\u00a0", "./. ", " ./. ", "./."], ids=repr)
@pytest.mark.parametrize(("mark", "agency"), AGENCIES[:6])
def test_an_agency_mark_at_the_end_of_the_last_paragraph(mark: str, agency: str, gap: str) -> None:
    article = strip_text(f"{A}\n\n{B.rstrip('.') if './.' in gap else B}{gap}{mark}", language="vi").article
    assert article.text == f"{A}\n\n{B}"
    assert article.agency == agency


def test_a_mark_below_a_mark_joins_it() -> None:
    article = strip_text(f"{A}\n\n{B} (TTXVN)\n\n(Vietnam+)", language="vi").article
    assert (article.text, article.agency) == (f"{A}\n\n{B}", "TTXVN/Vietnam+")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([A + " (AFP)", B], id="afp-in-the-middle"),
        pytest.param([A, B + " (AFP)"], id="afp-at-the-end"),
        pytest.param([A, B + " (Reuters)"], id="reuters"),
        pytest.param([A, B + " (theo AFP)"], id="theo-afp"),
        pytest.param([A + " (TTXVN)", B], id="mark-in-the-middle"),
        pytest.param(["Hãng TTXVN (Việt Nam) đưa tin sáng nay.", B], id="in-prose"),
        pytest.param([A, "Đoàn do phóng viên TTXVN dẫn đường."], id="last-prose"),
        pytest.param([A, "Ngoài ra còn có VNA và Antara"], id="name-at-the-end"),
        pytest.param([A, B + " (AVI)"], id="avi-in-brackets"),
    ],
)
def test_prose_keeps_its_agencies(lines: list[str]) -> None:
    extraction = strip_text("\n\n".join(lines), language="vi")
    assert extraction.article.text == "\n\n".join(lines)
    assert extraction.article.agency is None


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Nước rút./.", "Nước rút."),
        ("Nước rút. /.", "Nước rút."),
        ("Nước rút ./.", "Nước rút."),
        ("Nước rút./", "Nước rút."),
        ("“Nước rút.”/.", "“Nước rút.”"),
        ("Nước rút!/.", "Nước rút!"),
        ("Nước rút (AFP)./.", "Nước rút (AFP)."),
    ],
)
def test_the_end_mark_leaves_every_paragraph(text: str, clean: str) -> None:
    article = strip_text(f"{A}\n\n{text}\n\n{B}\n\n{text}", language="vi").article
    assert article.text == f"{A}\n\n{clean}\n\n{B}\n\n{clean}"


@pytest.mark.parametrize(
    "text",
    ["Xem tại vietnam.vn/", "Địa chỉ là https://bao.example.vn/a/", "Đi và/hoặc ở.", "Tốc độ 40 km/h.", "Ngày 3/4/"],
)
def test_other_slashes_stay(text: str) -> None:
    assert strip_text(f"{A}\n\n{text}\n\n{B}", language="vi").removed == ()


DATELINES = [
    ("(Dân trí) - ", None, "Dân trí"),
    ("(NLĐO)- ", None, "NLĐO"),
    ("(NLĐO) - ", None, "NLĐO"),
    ("(Chinhphu.vn) - ", None, "Chinhphu.vn"),
    ("(PLO)- ", None, "PLO"),
    ("(PLO)-", None, "PLO"),
    ("(HNM) - ", None, "HNM"),
    ("(GLO)- ", None, "GLO"),
    ("(ANTV) - ", None, "ANTV"),
    ("(Baonghean.vn) - ", None, "Baonghean.vn"),
    ("(VOVWORLD) - ", None, "VOVWORLD"),
    ("VOV.VN - ", None, "VOV.VN"),
    ("VTV.vn - ", None, "VTV.vn"),
    ("TPO - ", None, "TPO"),
    ("SKĐS - ", None, "SKĐS"),
    ("NDO - ", None, "NDO"),
    ("NDO -\u00a0", None, "NDO"),
    ("TTO - ", None, "TTO"),
    ("SGGPO – ", None, "SGGPO"),
    ("JAKARTA, KOMPAS.com - ", "JAKARTA", "KOMPAS.com"),
    ("KOTA BARU, KOMPAS.com – ", "KOTA BARU", "KOMPAS.com"),
    ("Jakarta, CNN Indonesia -- ", "Jakarta", "CNN Indonesia"),
    ("Jakarta (ANTARA) - ", "Jakarta", "ANTARA"),
    ("Jakarta (ANTARA News) - ", "Jakarta", "ANTARA News"),
    ("Kota Baru, Jawa Barat (ANTARA) - ", "Kota Baru, Jawa Barat", "ANTARA"),
    ("Hanoi (VNA) – ", "Hanoi", "VNA"),
    ("Hanoi (VNA) - ", "Hanoi", "VNA"),
    ("Hanoï (VNA) — ", "Hanoï", "VNA"),
    ("HÀ NỘI (TTXVN) - ", "HÀ NỘI", "TTXVN"),
    ("Da Nang (VNS) — ", "Da Nang", "VNS"),
    ("QĐND - ", None, "QĐND"),
    ("QĐND Online - ", None, "QĐND Online"),
    ("LĐO - ", None, "LĐO"),
]
REST = "Sáng nay đoàn khảo sát đã tới bãi bồi."


@pytest.mark.parametrize(("prefix", "place", "agency"), DATELINES, ids=[prefix for prefix, _, _ in DATELINES])
def test_datelines(prefix: str, place: str | None, agency: str) -> None:
    article = strip_text(f"{prefix}{REST}\n\n{B}", language="vi").article
    assert article.text == f"{REST}\n\n{B}"
    assert (article.dateline, article.agency) == (place, agency)


@pytest.mark.parametrize(
    ("prefix", "place", "agency"),
    [
        ("TEMPO.CO, Jakarta - ", "Jakarta", "TEMPO.CO"),
        ("Liputan6.com, Washington, DC - ", "Washington, DC", "Liputan6.com"),
        ("WASHINGTON, D.C., KOMPAS.com - ", "WASHINGTON, D.C.", "KOMPAS.com"),
        ("POS-KUPANG.COM | KUPANG - ", "KUPANG", "POS-KUPANG.COM"),
        ("KUDUS, KOMPAS.TV - ", "KUDUS", "KOMPAS.TV"),
        ("REPUBLIKA.CO.ID, JAKARTA -- ", "JAKARTA", "REPUBLIKA.CO.ID"),
        ("TRIBUNNEWS.COM - ", None, "TRIBUNNEWS.COM"),
        ("TRIBUNNEWS.COM, JAKARTA - ", "JAKARTA", "TRIBUNNEWS.COM"),
    ],
    ids=repr,
)
def test_datelines_of_houses_in_capitals(prefix: str, place: str | None, agency: str) -> None:
    article = strip_text(f"{prefix}{REST}\n\n{B}", language="vi").article
    assert article.text == f"{REST}\n\n{B}"
    assert (article.dateline, article.agency) == (place, agency)


@pytest.mark.parametrize(
    ("prefix", "place", "agency"),
    [("(ĐTCK) ", None, "ĐTCK"), ("BNEWS ", None, "BNEWS"), ("Hanoi, March 7 (VNA) - ", "Hanoi", "VNA")],
    ids=repr,
)  # fmt: skip
def test_datelines_of_other_forms(prefix: str, place: str | None, agency: str | None) -> None:
    article = strip_text(f"{prefix}{REST}\n\n{B}", language="vi").article
    assert article.text == f"{REST}\n\n{B}"
    assert (article.dateline, article.agency) == (place, agency)


def test_two_prefixes_in_a_row_both_leave() -> None:
    article = strip_text(f"(Dân trí) - Hanoi (VNA) - {REST}\n\n{B}", language="vi").article
    assert (article.text, article.dateline, article.agency) == (f"{REST}\n\n{B}", "Hanoi", "Dân trí")


NO_DATELINES = [
    "Tổ chức Y tế Thế giới (WHO) – cơ quan y tế của Liên hợp quốc – vừa ra khuyến cáo mới.",
    "Ngân hàng Trung ương châu Âu (ECB) - nơi ấn định lãi suất - họp hôm nay.",
    "Hà Nội (thủ đô) – nơi có nhiều hồ – vào thu.",
    "Ông Nam (58 tuổi) - chủ bè cá - kể lại.",
    "Bà Lan (trái) - người lái đò.",
    "Hà Nội - Huế - Sài Gòn là ba chặng của chuyến đi.",
    "Trung Quốc - Mỹ nối lại đối thoại.",
    "VN-Index - thước đo của thị trường - giảm nhẹ.",
    "Liên minh châu Âu (EU) - đối tác lớn - đồng ý.",
    "PT Sungai Jaya (SJY) - perusahaan angkutan - untung besar.",
    "Jakarta-Bandung ditempuh satu jam.",
    "The World Bank (WB) – a lender – agreed.",
    "(1) - Bước đầu tiên là đo độ sâu.",
    "AFP - một hãng tin của Pháp - dẫn lời ông.",
    "Hãng tin AFP (Pháp) - theo thông lệ - không bình luận.",
    "Trong chuyến đi dài qua nhiều tỉnh miền núi phía bắc cùng các đồng nghiệp (TTXVN) - ông kể.",
    "TPO là tên viết tắt của một tờ báo.",
    "(Dân trí)",
]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_sentences_that_only_look_like_a_dateline(text: str) -> None:
    assert split_dateline(text) is None


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("Jakarta -", "Jakarta", None),
        ("Kota Bogor, Jawa Barat -", "Kota Bogor, Jawa Barat", None),
        ("Jakarta, CNN Indonesia --", "Jakarta", "CNN Indonesia"),
        ("Hanoi (VNA) –", "Hanoi", "VNA"),
    ],
    ids=repr,
)
def test_a_line_that_is_only_a_dateline(line: str, place: str, agency: str | None) -> None:
    drafts, facts = take_dateline([Draft(text=line), Draft(text=REST), Draft(text=B)])
    assert [draft.text for draft in drafts if draft.in_body] == [REST, B]
    assert (facts.dateline, facts.agency) == (place, agency)


@pytest.mark.parametrize("line", ["lanjut -", "Pukul 10:30 -", "Jakarta", "Hà Nội. Huế -"])
def test_a_line_that_is_no_dateline(line: str) -> None:
    drafts = [Draft(text=line), Draft(text=REST)]
    assert take_dateline(drafts)[0] == drafts


def test_only_the_first_paragraph_has_a_dateline() -> None:
    text = f"{A}\n\nHanoi (VNA) - {REST}\n\n{B}"
    assert strip_text(text, language="vi").article.text == text


@pytest.mark.parametrize(
    "line",
    [
        "Bến đò chiều. (Ảnh: AFP/TTXVN)",
        "Dermaga sore hari. (Sumber: TASS)",
        "Dermaga sore hari. Foto: Budi Sungai",
        "Bến đò chiều - Ảnh: H.Y.T.",
        "ẢNH: REUTERS",
    ],
)
def test_caption_lines(line: str) -> None:
    assert is_caption_line(line)


@pytest.mark.parametrize(
    "line",
    [
        A,
        "Ông nói: nước hạ.",
        "Ảnh hưởng lớn nhất: giá cá.",
        "Hai bên nhất trí (AFP)",
        "Video cho thấy nước tràn bờ.",
        "Sumber daya manusia: tantangan utama.",
        "Trong phim tài liệu ấy có một câu rất hay về ảnh: người chụp phải chờ đợi lâu hơn người xem nhiều lần.",
    ],
)
def test_prose_is_no_caption_line(line: str) -> None:
    assert not is_caption_line(line)


SITE = Site(
    name="tin",
    title="Tin",
    domains=("tin.example.vn",),
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    rules=Rules(title=("h1",), body=("div.body",), source=(".source",)),
)


@pytest.mark.parametrize(
    ("source", "name", "url", "agency"),
    [
        pytest.param("(TTXVN/Vietnam+)", None, None, "TTXVN/Vietnam+", id="agency"),
        pytest.param("Báo Sông Nước", "Báo Sông Nước", None, None, id="name"),
        pytest.param(f"<a href='{URL}'>Báo Sông Nước</a>", "Báo Sông Nước", URL, None, id="link"),
        pytest.param(f"Nguồn: <a href='{URL}'>Báo Sông Nước</a>", "Báo Sông Nước", URL, None, id="label"),
        pytest.param(f"Nguồn Báo Sông: {URL}", "Báo Sông", URL, None, id="printed-address"),
        pytest.param("Theo Báo Sông Nước", "Báo Sông Nước", None, None, id="theo"),
        pytest.param("theo Sông nước mới", "Sông nước mới", None, None, id="theo-in-lower-case"),
        pytest.param("<a href='/chuyen-muc'>Báo Sông Nước</a>", "Báo Sông Nước", None, None, id="own-link"),
        pytest.param(f"<a href='{URL}'>Xem bài gốc</a>", None, URL, None, id="no-name"),
    ],
)
@pytest.mark.parametrize("place", ["inside", "outside"])
def test_what_a_source_element_says(
    place: str, source: str, name: str | None, url: str | None, agency: str | None
) -> None:
    element = f"<div class='source'>{source}</div>"
    inner, outer = (element, "") if place == "inside" else ("", element)
    html = f"<body><h1>Đo lại bãi bồi</h1><div class='body'><p>{A}</p><p>{B}</p>{inner}</div>{outer}</body>"
    article = extract(html, url="https://tin.example.vn/bai-1.html", site=SITE).article
    assert article.text == f"{A}\n\n{B}"
    assert (article.source_name, article.source_url, article.agency) == (name, url, agency)


@pytest.mark.parametrize(
    ("tail", "agency"),
    [
        (".-AVI", "AVI"),
        (". - VNA", "VNA"),
        ("./. VNA", "VNA"),
        ("./.-VNA", "VNA"),
        (". - CVN/VNA", "CVN/VNA"),
        ("./. (ВИА)", "ВИА"),
        ("。（越通社）", "越通社"),
    ],
)
def test_an_agency_mark_of_other_languages_after_the_end(tail: str, agency: str) -> None:
    article = strip_text("\n\n".join([A, B, C.removesuffix(".") + tail])).article
    assert article.agency == agency
    assert article.body[-1].text.rstrip(".。") == C.removesuffix(".")


def test_a_chinese_report_ends_in_a_mark() -> None:
    lines = ["早晨考察队到达河边的沙洲，重新测量了每条支流的深度。", "结果将在雨季之前送到沿岸各乡。（完）"]
    body = strip_text("\n\n".join(lines)).article.body
    assert body[-1].text == lines[1].removesuffix("（完）")


@pytest.mark.parametrize(
    ("prefix", "place", "agency"),
    [
        ("(SGGPO).- ", None, "SGGPO"),
        ("Hanoi (VNA/CVN) – ", "Hanoi", "VNA/CVN"),
        ("Ханой (ВИА) - ", "Ханой", "ВИА"),
        ("Ханой, 5 марта (ВИА) – ", "Ханой", "ВИА"),
        ("河内（越通社）—— ", "河内", "越通社"),
        ("越通社河内—— ", "河内", "越通社"),
    ],
)
def test_datelines_of_other_scripts(prefix: str, place: str | None, agency: str) -> None:
    assert split_dateline(prefix + A) == (place, agency, len(prefix))


@pytest.mark.parametrize(
    ("caption", "kept", "credit"),
    [
        ("Рыбаки у причала. (Фото: ВИА)", "Рыбаки у причала.", "ВИА"),
        ("渔民在码头。（图片来源：越通社）", "渔民在码头。", "越通社"),
        ("漁民在碼頭。（圖：越通社）", "漁民在碼頭。", "越通社"),
        ("Des pêcheurs au quai. (Photo d’illustration : VNA)", "Des pêcheurs au quai.", "VNA"),
        ("Fishermen at the quay. (Illustrative photo: VNA)", "Fishermen at the quay.", "VNA"),
        ("Ngư dân trên bến. (Ảnh minh họa. Nguồn: TTXVN)", "Ngư dân trên bến.", "TTXVN"),
        ("渔民在码头。图自越通社", "渔民在码头。", "越通社"),
        ("这张图自然不是照片", "这张图自然不是照片", None),
    ],
)
def test_credits_of_other_scripts(caption: str, kept: str, credit: str | None) -> None:
    assert split_credit(caption) == (kept, credit)


@pytest.mark.parametrize(
    ("prefix", "agency"),
    [
        ("NDO -", "NDO"),
        ("NDĐT – ", "NDĐT"),
        ("TP - ", "TP"),
        ("SGGPO- ", "SGGPO"),
        ("(PLVN) - ", "PLVN"),
        ("(ĐTCK-online) ", "ĐTCK-online"),
    ],
)
def test_house_prefixes_of_onecms(prefix: str, agency: str) -> None:
    assert split_dateline(prefix + A) == (None, agency, len(prefix))


@pytest.mark.parametrize("text", ["TP.HCM - Đà Lạt nối lại tàu đêm.", "TP Huế - nơi mưa dài.", "NDO-X1 là tên máy."])
def test_what_only_begins_like_a_house_stays(text: str) -> None:
    assert split_dateline(text) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Theo Nhịp sông nước", "Nhịp sông nước"),
        ("Theo: Nhịp sông nước", "Nhịp sông nước"),
        ("Nhịp sông nước", "Nhịp sông nước"),
        ("Nguồn: nhịp sông nước", "nhịp sông nước"),
        ("Theo", "Theo"),
    ],
)
def test_a_source_element_names_the_source_behind_its_label(printed: str, name: str) -> None:
    site = Site(
        name="bao",
        title="Báo",
        domains=("bao.example.vn",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(body=("article",), source=(".source",)),
    )
    html = f"<body><h1>Đo lại bãi bồi</h1><article><p>{A}</p><p>{B}</p></article><p class=source>{printed}</p></body>"
    article = extract(html, url=URL, site=site).article
    assert article.source_name == name
    assert [block.text for block in article.body] == [A, B]


@pytest.mark.parametrize(
    "line", ["(Nguồn: Sông Nước)", "(Nguồn : Sông Nước).", "(Sumber: Sông Nước)", "(Source: Sông Nước)"]
)
def test_a_source_in_brackets_on_the_last_line(line: str) -> None:
    article = strip_text(f"{A}\n\n{B}\n\n{line}", language="vi").article
    assert (article.source_name, article.images) == ("Sông Nước", ())
    assert article.text == f"{A}\n\n{B}"


def test_a_source_in_brackets_under_a_picture_is_its_credit() -> None:
    html = f"<body><h1>Đo bãi</h1><article><p>{A}</p><p>{B}</p><p>{C}</p><img src=/a.jpg><p>(Nguồn: AFP)</p></article></body>"
    article = extract(html, url=URL).article
    assert [(image.caption, image.credit) for image in article.images] == [(None, "AFP")]
    assert article.source_name is None


CREDITS_WITHOUT_LABEL = [
    ("Bến đò sáng nay. (Ảnh TTXVN)", "Bến đò sáng nay.", "TTXVN"),
    ("Bến đò sáng nay (Ảnh CTV)", "Bến đò sáng nay", "CTV"),
    ("Bến đò sáng nay. Ảnh CTV", "Bến đò sáng nay.", "CTV"),
    ("Bến đò sáng nay - Ảnh TTXVN", "Bến đò sáng nay", "TTXVN"),
    ("Bến đò sáng nay. Ảnh Văn Sông", "Bến đò sáng nay.", "Văn Sông"),
    ("Dermaga pagi ini. (KOMPAS.com/ANI SUNGAI)", "Dermaga pagi ini.", "KOMPAS.com/ANI SUNGAI"),
    ("Dermaga pagi ini.(KOMPAS.COM/ANI SUNGAI)", "Dermaga pagi ini.", "KOMPAS.COM/ANI SUNGAI"),
    ("Dermaga pagi ini. ANTARA FOTO/Ani Sungai/abc.", "Dermaga pagi ini.", "ANTARA FOTO/Ani Sungai/abc"),
    ("Dermaga pagi ini (ANTARA FOTO/Ani Sungai)", "Dermaga pagi ini", "ANTARA FOTO/Ani Sungai"),
    ("The jetty this morning. Photo by Ani Sungai", "The jetty this morning.", "Ani Sungai"),
    ("Photo by Ani Sungai", None, "Ani Sungai"),
    ("The jetty (Photo by Ani Sungai)", "The jetty", "Ani Sungai"),
    ("Ảnh CTV", None, "CTV"),
]


@pytest.mark.parametrize(("printed", "caption", "credit"), CREDITS_WITHOUT_LABEL)
def test_credits_without_label_or_colon(printed: str, caption: str | None, credit: str) -> None:
    assert split_credit(printed) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "Bến đò (Ảnh minh họa)",
        "Nhà báo xem lại tấm Ảnh Bác Hồ",
        "Đường 24/7 mở lại (km 12/13)",
        "Khách chụp ảnh CTV",
        "Xuồng và/hoặc ghe",
        "He wrote about a photo by the river",
    ],
)
def test_no_credit_without_label(text: str) -> None:
    assert split_credit(text) == (text, None)


@pytest.mark.parametrize("line", ["Warga melintas. (Sungainews.com/Ani Sungai)", "Ông kể về mẹ. Ảnh Văn Sông"])
def test_what_is_a_credit_under_a_picture_only_makes_no_caption_of_a_line(line: str) -> None:
    assert not is_caption_line(line)
