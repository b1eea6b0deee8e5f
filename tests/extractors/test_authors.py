"""Bylines to people: what is a name, and what newspapers write in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from extractors.authors import parse_authors

PEOPLE = [
    ("Văn Sông", ["Văn Sông"]),
    ("VĂN SÔNG", ["VĂN SÔNG"]),
    ("VĂN SÔNG;THỊ BẾN", ["VĂN SÔNG", "THỊ BẾN"]),
    ("Văn Sông; Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("VĂN SÔNG - THỊ BẾN", ["VĂN SÔNG", "THỊ BẾN"]),
    ("Văn Sông – Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Văn Sông, Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Văn Sông và Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Budi Dermaga dan Rina Sungai", ["Budi Dermaga", "Rina Sungai"]),
    ("Jane Pier and Tom Ferry", ["Jane Pier", "Tom Ferry"]),
    ("Jane Pier & Tom Ferry", ["Jane Pier", "Tom Ferry"]),
    ("Văn Sông | Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Văn Sông • Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Văn Sông và 1 tác giả khác", ["Văn Sông"]),
    ("Văn Sông và 12 tác giả khác", ["Văn Sông"]),
    ("Văn Sông (tổng hợp)", ["Văn Sông"]),
    ("Văn Sông (theo AFP)", ["Văn Sông"]),
    ("Văn Sông (Theo Reuters, AP)", ["Văn Sông"]),
    ("Theo Văn Sông", ["Văn Sông"]),
    ("Bài: Văn Sông - Ảnh: Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Nội dung: Văn Sông; Đồ họa: Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Tác giả: Văn Sông", ["Văn Sông"]),
    ("Phóng viên Văn Sông", ["Văn Sông"]),
    ("PV. Văn Sông", ["Văn Sông"]),
    ("Thực hiện : Văn Sông", ["Văn Sông"]),
    ("By Jane Pier", ["Jane Pier"]),
    ("BY JANE PIER", ["JANE PIER"]),
    ("Oleh: Budi Dermaga", ["Budi Dermaga"]),
    ("Penulis: Budi Dermaga", ["Budi Dermaga"]),
    ("Pewarta: Rina Sungai", ["Rina Sungai"]),
    ("Editor: Budi Dermaga", ["Budi Dermaga"]),
    ("Budi Dermaga - kabarSungai", ["Budi Dermaga"]),
    ("Reporter: Jean-Luc O'Pier", ["Jean-Luc O'Pier"]),
    ("Kontributor Solo, Rina Sungai", ["Rina Sungai"]),
    ("Kontributor Kompas TV Madiun, Rina Sungai; Budi Dermaga", ["Rina Sungai", "Budi Dermaga"]),
    ("Kontributor Rina Sungai", ["Rina Sungai"]),
    ("Laporan Wartawan Tribunnews.com, Rina Sungai", ["Rina Sungai"]),
    ("Laporan Wartawan Tribunnews.com Rina Sungai", ["Rina Sungai"]),
    ("Laporan Reporter WARTAKOTALIVE, Budi Dermaga", ["Budi Dermaga"]),
    ("Reporter Rina Sungai, Budi Dermaga", ["Rina Sungai", "Budi Dermaga"]),
    ("(Tribunnews.com/Rina Sungai)", ["Rina Sungai"]),
    ("(TribunJateng/Rina Sungai dan Budi Dermaga)", ["Rina Sungai", "Budi Dermaga"]),
    ("Văn Sông.", ["Văn Sông"]),
    (" Văn\u00a0Sông ", ["Văn Sông"]),
    (unicodedata.normalize("NFD", "Văn Sông"), ["Văn Sông"]),
    ("Ba Ông", ["Ba Ông"]),
    ("Văn Sông/VOV.VN(biên dịch)", ["Văn Sông"]),
    ("T.Bến", ["T.Bến"]),
    ("Bài, ảnh: Văn Sông", ["Văn Sông"]),
    ("Tin, ảnh: VĂN SÔNG", ["VĂN SÔNG"]),
    ("Bài, ảnh, clip: Văn Sông", ["Văn Sông"]),
    ("Thực hiện: Văn Sông - Đồ họa: Thị Bến", ["Văn Sông", "Thị Bến"]),
    ("Văn Sông/Báo Sông Nước và Bến Bờ", ["Văn Sông"]),
    ("CTV Văn Sông/VOV", ["Văn Sông"]),
]
NOBODY = [
    "", " ", "Nhóm PV", "-", "…", "123", "tuoitre.vn", "Baotuoitre.vn", "Kompas.com", "https://bao.vn/tac-gia/nam", "www.bao.vn",
    "toasoan@bao.vn", "Báo Sông Nước", "Tạp chí Sông", "VietNamNet News", "TUOI TRE ONLINE", "River Media", "Redaksi",
    "Tim Redaksi", "Tòa soạn", "Toà soạn", "Admin", "administrator", "Ban Biên tập Báo Sông", "Ban Biên tập", "Ban Thời sự", "Trung tâm Tin tức", "SKĐS", "TTXVN", "TTXVN/Vietnam+",
    "VOV", "Reuters", "AFP", "ANTARA", "Tribun", "Tribun Jabar", "VCCorp vn", "Mediaindonesia Com Developer", "Công ty Sông Nước", "Nhóm phóng viên",
    "Theo", "tổng hợp", "1 tác giả khác", "văn sông", "Tin ngày 12/03", "The Associated Press",
    "Một câu dài hơn sáu chữ thì không phải tên người",
]  # fmt: skip
MISSED = [
    pytest.param("Văn Sông\nThị Bến", ["Văn Sông", "Thị Bến"], id="lines"),
    pytest.param("Bài và ảnh: Văn Sông", ["Văn Sông"], id="label-with-and"),
    pytest.param("王毅", ["王毅"], id="chinese"),
    pytest.param("Rep: Sekar Lintang/ Red: Bagas Wiratama", ["Sekar Lintang", "Bagas Wiratama"], id="rep-red"),
    pytest.param("Penerjemah: Sekar Lintang, Bagas Wiratama", ["Sekar Lintang", "Bagas Wiratama"], id="translators"),
    pytest.param("Pewarta Foto: Sekar Lintang", ["Sekar Lintang"], id="photographer"),
    pytest.param("Red Aldana", ["Red Aldana"], id="a-first-name"),
    pytest.param("Tempo.co", [], id="domain"),
    pytest.param("Dilarang keras mengambil isi, foto dan video", [], id="sentence"),
    pytest.param("Anna van der Berg", ["Anna van der Berg"], id="particles"),
    pytest.param("P.V", [], id="P.V"),
    pytest.param("PV", [], id="PV"),
]


@pytest.mark.parametrize(("byline", "people"), PEOPLE, ids=[byline for byline, _ in PEOPLE])
def test_people_in_a_byline(byline: str, people: list[str]) -> None:
    assert list(parse_authors([byline])) == people


@pytest.mark.parametrize("byline", NOBODY)
def test_what_is_no_person(byline: str) -> None:
    assert parse_authors([byline]) == ()


@pytest.mark.parametrize(("byline", "people"), MISSED)
def test_bylines_of_other_forms(byline: str, people: list[str]) -> None:
    assert list(parse_authors([byline])) == people


def test_each_person_once_in_order_of_the_bylines() -> None:
    bylines = ["Thị Bến", "Văn Sông - THỊ BẾN", "Thịbến", "Lê Đò"]
    assert parse_authors(bylines) == ("Thị Bến", "Văn Sông", "Lê Đò")


@pytest.mark.parametrize("name", ["Sông Nước", "SÔNG NƯỚC", "sông nước"])
def test_the_papers_own_names_are_no_people(name: str) -> None:
    assert parse_authors(["Sông Nước", "Văn Sông"], not_people=[name]) == ("Văn Sông",)


def test_names_of_publishers_are_not_asked_for_without_a_name() -> None:
    def unasked() -> Iterator[str]:
        raise AssertionError("nobody to compare with")
        yield

    assert parse_authors([""], not_people=unasked()) == ()


def test_a_byline_that_never_ends_is_read_in_part() -> None:
    assert len(parse_authors(["Văn Sông; " * 100_000])) == 1


@pytest.mark.parametrize("mark", ["NDO", "TPO", "SGGPO", "PLVN", "CTV", "VNA", "Hà Thu - TPO", "CTV, Hà Thu"])
def test_the_mark_of_a_paper_is_no_person(mark: str) -> None:
    assert parse_authors([mark]) == (("Hà Thu",) if "Hà Thu" in mark else ())


def test_what_somebody_did_is_no_part_of_the_name() -> None:
    assert parse_authors(["By Ngoc Mai – Translated by Thu Anh", "Photo by Le Na"]) == ("Ngoc Mai", "Thu Anh", "Le Na")
    for role in ("Bài, ảnh", "Bài và ảnh", "BÀI - ẢNH", "Bài/ảnh"):
        assert parse_authors([f"{role}: Hà Linh"]) == ("Hà Linh",)
