"""Every boilerplate string that was seen leaves a text; ordinary sentences that look like one stay; no regex hangs."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, ModuleType

import pytest

import extractors
from extractors import all_sites, families, phrases, strip_text
from extractors.compiled import OwnedPhrase
from extractors.phrases import phrases_for
from extractors.rules import Rules
from extractors.site import Site

A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
C = "Kết quả sẽ được gửi cho các xã ven bờ trước mùa mưa để bà con kịp dời bè cá vào bến."

VIETNAMESE_LINES = [
    "Tham khảo thêm", "Có thể bạn quan tâm", "Xem thêm", "Xem thêm:", "Đọc thêm", ">> Giá cá tăng", ">>> Giá cá tăng mạnh",
    "ĐỌC NGAY", "Đọc tiếp", "Về trang Chủ đề", "Chia sẻ", "CHIA SẺ", "Sao chép liên kết", "Copy link",
    "Copy link thành công", "Lấy link!", "Link bài gốc", "Trở lại Kinh doanh", "Trở lại Thời sự",
    "Xem các bài viết của tác giả", "Tải ứng dụng:", "BÁO ĐIỆN TỬ CHÍNH PHỦ", "Dòng sự kiện:",
    "Vietnam.vn - Nền tảng quảng bá Việt Nam", "Độc lập - Tự do - Hạnh phúc", "[ad_1]", "[ad_2]", "FPT Play mang cả mùa giải về nhà",
    "Tin liên quan", "TIN LIÊN QUAN", "Theo dõi Baoquocte.vn trên",
    "{title} {publish}", "googletag.cmd.push(function() { googletag.display('x'); });", "runinit = admicroAD.show('z')",
    "arfAsync.push('k');", "QUJDREVG" * 40,
]  # fmt: skip
VIETNAMESE_CUTS = [
    "Trở thành người đầu tiên tặng sao cho bài viết", "Tặng sao cho bài viết hay", "Tặng sao cho thành viên", "Tặng sao",
    "Bình luận (0)", "Bình luận (12)", "Gửi bình luận", "Quan tâm nhất", "Được quan tâm nhất", "Xem tất cả bình luận",
    "Tối đa: 1500 ký tự", "Hiện chưa có bình luận nào, hãy là người đầu tiên bình luận", "Chủ đề:", "Chủ đề: sông, bãi bồi",
    "Từ khóa:", "Từ Khóa:", "Từ khoá:", "Từ khóa: sông, bãi bồi", "Xem thêm về:", "Tags:", "Tags: sông",
    "Tuổi Trẻ Online Newsletters", "Đăng ký ngay để nhận gói tin tức mới", "CÙNG CHUYÊN MỤC", "TIN MỚI", "Tin cùng chuyên mục",
    "Đọc nhiều trong Kinh doanh", "Bạn cần biết", "Tiện ích", "Liên hệ", "Thông tin doanh nghiệp - sản phẩm",
    "Bài viết hay? Hãy đánh giá bài viết", "Ý KIẾN",
    "BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Chịu trách nhiệm chính: Trần Văn Sông", "Giấy phép: Số 85/GP-TTĐT", "Trụ sở: Số 7 phố Bến",
    "Cơ quan chủ quản: THÔNG TẤN XÃ VIỆT NAM", "Tổng Biên tập: Trần Văn Sông", "Phó Tổng Biên tập: Lê Thị Bến",
    "Giấy phép số: 1374/GP-BTTTT cấp ngày 11/9/2008", "© Bản quyền thuộc về VietnamPlus, TTXVN.",
    "Cấm sao chép dưới mọi hình thức nếu không có sự chấp thuận bằng văn bản.",
]  # fmt: skip
VIETNAMESE_MISSED_CUTS = [
    "Mới nhất", "Quảng cáo: Phòng Kinh doanh", "Điện thoại: (024) 3941 1349", "Cục trưởng: Trần Văn Sông",
]  # fmt: skip
INDONESIAN_LINES = [
    "[iklan_1]", "[iklan_2]", "Tautan sumber", "No data", "No videos available", "Baca juga: Harga ikan naik",
    "Baca Juga : Harga ikan naik", "Baca: Harga ikan naik", "Lihat Juga : Harga ikan naik", "ADVERTISEMENT",
    "SCROLL TO CONTINUE WITH CONTENT", "SCROLL TO RESUME CONTENT", "[Gambas:Video 20detik]", "[Gambas:Video CNN]",
    "[Gambas:Video CNBC]", "[Gambas:Foto]", 'Simak Video "Sungai Surut"', "Lihat Foto", "lihat foto", "Halaman: 1 2 Show All", "1 2 3 Tampilkan semua",
    "Halaman Selanjutnya", "Halaman selanjutnya",
    "Simak breaking news dan berita pilihan kami langsung di ponselmu. Pilih saluran andalanmu.",
    "WhatsApp Channel : https://www.whatsapp.com/channel/x", "Bagikan:", "url telah tercopy", "Next Article Sungai Surut Lagi",
    "Pastikan kamu sudah install aplikasi WhatsApp ya.", "Saksikan Video Pilihan Berikut Ini:", "Simak juga video pilihan di bawah ini:",
    "Dapatkan update berita pilihan dan breaking news setiap hari dari Kabar Sungai. Mari bergabung di grup kami.",
    "Artikel ini telah tayang di KabarSungai.com dengan judul Sungai Surut Lagi, https://kabarsungai.com/a",
]  # fmt: skip
INDONESIAN_CUTS = [
    "Komentar (0)", "Komentar (27)", "Dalam topik yang sama", "Dalam kategori yang sama", "Dari penulis yang sama",
    "Periksa kembali dan lengkapi data dirimu.", "Data dirimu akan digunakan untuk verifikasi akun ketika kamu membutuhkan bantuan.",
    "Segera lengkapi data dirimu untuk ikutan program #JernihBerkomentar.", "Pilihan Untukmu", "Berita Terkait", "Pilihan Editor",
    "Pilihan Editor:", "Copyright © ANTARA 2026", "COPYRIGHT © ANTARA 2026",
    "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di situs web ini.",
    "Copyright @ 2026 Media Group - mediaindonesia. All Rights Reserved",
]  # fmt: skip
ENGLISH_LINES = ["Source link", "No data", "No videos available", "No results found", "Sponsored", "Advertisement"]
ENGLISH_CUTS = [
    "Comment (0)", "Comments (3)", "Same topic", "Same category", "Same author", "Related news", "Most read",
    "All rights reserved.",
]  # fmt: skip
LINES = VIETNAMESE_LINES + INDONESIAN_LINES + ENGLISH_LINES
CUTS = VIETNAMESE_CUTS + INDONESIAN_CUTS + ENGLISH_CUTS


def _text(*lines: str) -> str:
    return "\n\n".join(lines)


def _short(line: str) -> str:
    return line[:40]


OF_OTHERS = [
    "Pilihan Editor: Pasar Apung Pindah ke Hilir", "Pilihan Redaksi : Pasar Apung Pindah ke Hilir", "Scroll untuk membaca",
    "Scroll ke bawah untuk melanjutkan membaca", "Ikuti Whatsapp Channel kami", "Ikuti saluran kami di WhatsApp",
    "Nội dung tài trợ", "Xem bài viết này trên Instagram", "Bài đăng trên Facebook của Bến Đò", "Related: The ferry that never sank",
    "READ MORE: The ferry that never sank", "[Related: The ferry that never sank]", "Article continues below this ad",
    "Click here to subscribe", "— Jo Rivers (@jorivers) March 5, 2026", "Photo credits", "***", "_____", "* * *",
]  # fmt: skip
TAILS = [
    "Mời quý độc giả theo dõi các chương trình đã phát sóng trên bến sông", "Jo Rivers is a senior reporter for the Herald.",
    "The Associated Press contributed to this report.", "Jo Rivers can be reached at jo@river.example.org.",
    "This story was first published in the Herald.", "Correction: The name of the channel was misspelt.",
]  # fmt: skip


@pytest.mark.parametrize("line", OF_OTHERS, ids=_short)
def test_lines_of_embeds_boxes_and_promotions(line: str) -> None:
    assert strip_text(_text(A, line, B, C), language="vi").article.text == _text(A, B, C)


@pytest.mark.parametrize("line", TAILS, ids=_short)
def test_what_only_the_end_of_an_article_says(line: str) -> None:
    assert strip_text(_text(A, B, line), language="vi").article.text == _text(A, B)
    assert strip_text(_text(A, line, B), language="vi").article.text == _text(A, line, B)


@pytest.mark.parametrize("mark", ["Dành cho bạn", "Tin nên đọc", "Berita Terkait", "Most read", "Read next"])
def test_the_head_of_a_box_ends_a_text_without_markup(mark: str) -> None:
    assert strip_text(_text(A, B, mark, C), language="vi").article.text == _text(A, B)


@pytest.mark.parametrize("language", ["vi", "id", "en"])
@pytest.mark.parametrize("line", LINES, ids=_short)
def test_a_furniture_line_leaves_and_the_prose_around_it_stays(line: str, language: str) -> None:
    extraction = strip_text(_text(A, line, B, C), language=language)
    assert extraction.article.text == _text(A, B, C)
    assert line in [removal.text for removal in extraction.removed]


@pytest.mark.parametrize("line", LINES, ids=_short)
def test_a_furniture_line_leaves_the_end_too(line: str) -> None:
    assert strip_text(_text(A, B, line), language="vi").article.text == _text(A, B)


@pytest.mark.parametrize("language", ["vi", "id", "en"])
@pytest.mark.parametrize("line", CUTS, ids=_short)
def test_a_cut_mark_takes_all_that_follows(line: str, language: str) -> None:
    extraction = strip_text(_text(A, B, line, "Bisnis", C), language=language)
    assert extraction.article.text == _text(A, B)
    assert [removal.text for removal in extraction.removed] == [line, "Bisnis", C]


@pytest.mark.parametrize("line", VIETNAMESE_MISSED_CUTS, ids=_short)
def test_more_cut_marks(line: str) -> None:
    assert strip_text(_text(A, B, line, C), language="vi").article.text == _text(A, B)


@pytest.mark.parametrize(
    "line",
    [
        "user image",
        "User",
        pytest.param("Headline"),
    ],
)
def test_lines_of_widgets(line: str) -> None:
    assert strip_text(_text(A, line, B), language="id").article.text == _text(A, B)


@pytest.mark.parametrize("line", ["Pewarta: Rina Sungai", "Editor: Budi Dermaga", "Penulis: Rina Sungai"])
def test_author_lines_of_antara_become_the_byline(line: str) -> None:
    article = strip_text(_text(A, B, line), language="id").article
    assert article.text == _text(A, B)
    assert article.authors == (line.split(": ")[1],)


@pytest.mark.parametrize("line", ["Latest", "Latest news"])
def test_phrases_of_one_site_stay_out_of_other_texts(line: str) -> None:
    assert strip_text(_text(A, line, B), language="en").removed == ()


@pytest.mark.parametrize(
    ("mark", "taken"),
    [
        pytest.param("Tin liên quan", ["Nước sông hạ nhanh"], id="one-title"),
        pytest.param("TIN LIÊN QUAN", ["Nước sông hạ nhanh", "Nước sông hạ nhanh"], id="twice-the-same"),
        pytest.param("Tham khảo thêm", ["Nước sông hạ nhanh"], id="see-also"),
        pytest.param("ĐỌC NGAY", ["Nước sông hạ nhanh"], id="read-now"),
        pytest.param("Baca juga", ["Air sungai surut"], id="indonesian"),
    ],
)
def test_a_related_mark_takes_its_title(mark: str, taken: list[str]) -> None:
    extraction = strip_text(_text(A, mark, *taken, B, C), language="vi")
    assert extraction.article.text == _text(A, B, C)


@pytest.mark.parametrize("mark", ["Tin liên quan", "Tham khảo thêm", "ĐỌC NGAY", "Baca juga"])
def test_a_related_mark_takes_no_sentence(mark: str) -> None:
    assert strip_text(_text(A, mark, "Nước rút.", B), language="vi").article.text == _text(A, "Nước rút.", B)


def test_a_related_mark_takes_one_headline_not_the_next_too() -> None:
    text = _text(A, "Tin liên quan", "Nước sông hạ nhanh", "Vì sao bãi bồi dài ra", B)
    assert strip_text(text, language="vi").article.text == _text(A, "Vì sao bãi bồi dài ra", B)


BARE = [
    "Bisnis",
    "Berita",
    "Produk",
    "Warisan",
    "Angka",
    "Sistem Politik",
    "Lokal",
    "Heritage",
    "Figure",
    "Enterprise",
    "Business",
]


@pytest.mark.parametrize("word", BARE)
def test_ordinary_words_stay_before_a_cut_mark_and_go_after_one(word: str) -> None:
    extraction = strip_text(_text(A, word, B, "Komentar (0)", word, word), language="id")
    assert extraction.article.text == _text(A, word, B)
    assert [removal.text for removal in extraction.removed] == ["Komentar (0)", word, word]


PLACEHOLDERS = [
    ("WordPress", "[ad_1]"), ("WordPress", "[ad_2]"), ("id", "[iklan_2]"), ("vi", "[quảng cáo_2]"), ("es", "[anuncio_2]"),
    ("pt", "[anúncio_1]"), ("fr", "[annonce_2]"), ("de", "[Anzeige_2]"), ("it", "[annuncio_2]"), ("ru", "[реклама_2]"),
    ("ja", "[広告_2]"), ("zh", "[广告_2]"), ("zh-Hant", "[廣告_2]"), ("ko", "[광고_2]"), ("th", "[โฆษณา_2]"), ("lo", "[ໂຄສະນາ_2]"),
    ("km", "[ពាណិជ្ជកម្ម_2]"), ("ar", "[إعلان_2]"), ("hi", "[विज्ञापन_2]"), ("he", "[מודעה_2]"), ("el", "[διαφήμιση_2]"),
    ("tr", "[reklam_2]"), ("nl", "[advertentie_2]"), ("ms", "[iklan _ 2]"), ("spaced", "[ ad_2 ]"), ("capitals", "[AD_2]"),
    ("two digits", "[ad_10]"), ("pl", "[reklama_1]"), ("cs", "[inzerát_2]"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "mark"), PLACEHOLDERS, ids=[mark for _, mark in PLACEHOLDERS])
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("{A}\n\n{mark}\n\n{B}", "{A}\n\n{B}", id="alone"),
        pytest.param("{mark} {A}\n\n{B}", "{A}\n\n{B}", id="in-front"),
        pytest.param("{mark}{A}\n\n{B}", "{A}\n\n{B}", id="glued"),
        pytest.param("{A}\n\n{B} {mark}", "{A}\n\n{B}", id="behind"),
        pytest.param("{A} {mark} {B}", "{A} {B}", id="inside"),
        pytest.param("{A}\n{mark}\n{B}", "{A}\n\n{B}", id="single-newlines"),
        pytest.param("{mark}{mark} {A}\n\n{B}", "{A}\n\n{B}", id="twice"),
    ],
)
def test_placeholders_of_every_language(language: str, mark: str, text: str, kept: str) -> None:
    extraction = strip_text(text.format(A=A, B=B, mark=mark), language=None if language == "WordPress" else language)
    assert extraction.article.text == kept.format(A=A, B=B)
    assert {removal.rule for removal in extraction.removed} == {"common/phrase:placeholder"}


@pytest.mark.parametrize(
    "bracket",
    ["[1]", "[12]", "[AFP]", "[ảnh 2]", "[a]", "[sic]", "[…]", "[Bảng 2]", "[x_y]", "[_]", "[2_1]", "[a_b_2]", "(ad_2)", "ad_2", "[ad2]"],
)  # fmt: skip
def test_other_brackets_stay(bracket: str) -> None:
    text = _text(A, f"Theo ghi chú {bracket} của đoàn, nước hạ.", B)
    assert strip_text(text, language="vi").article.text == text


@pytest.mark.parametrize(
    ("ending", "clean"),
    [
        ("Air surut. (vyp/kna)", "Air surut."),
        ("Air surut. (dis/ugo)", "Air surut."),
        ("Air surut. (ant/dil/jpnn)", "Air surut."),
        ("Air surut. (*)", "Air surut."),
        ("Air surut. Baca juga:", "Air surut."),
        ("Air surut (dan/atau) naik.", "Air surut (dan/atau) naik."),
        ("Kecepatan 4 (km/jam) itu.", "Kecepatan 4 (km/jam) itu."),
    ],
)
def test_marks_at_the_end_of_indonesian_paragraphs(ending: str, clean: str) -> None:
    assert strip_text(_text(A, B, ending), language="id").article.text == _text(A, B, clean)


LOOK_ALIKES = [
    "Chia sẻ với báo chí, ông Nam nói rằng bãi bồi đã dài thêm ba trăm mét.",
    "Chia sẻ bài viết này là cách nhiều người giúp dân làng.",
    "Liên hệ giữa hai nước đã có từ lâu.",
    "Liên hệ với chúng tôi vẫn là chủ bè cá.",
    "Bình luận về kết quả, trưởng đoàn tỏ ra thận trọng.",
    "Bình luận của ông gây chú ý (0 phiếu thuận).",
    "Quan tâm nhất của bà con là giá cá.",
    "Mới nhất trong số đó là chiếc xuồng composite.",
    "Xem thêm bằng chứng, hội đồng đã đổi ý.",
    "Đọc thêm sách là lời khuyên của thầy giáo làng.",
    "Tin liên quan đến bãi bồi lan rất nhanh trong xã.",
    "Tin mới về đợt lũ làm cả chợ xôn xao.",
    "Chủ đề của hội nghị năm nay là nước sạch.",
    "Từ khóa để hiểu câu chuyện này là phù sa.",
    "Tham khảo thêm ý kiến chuyên gia, xã quyết định dời bến.",
    "Trở lại làng sau mười năm, ông không nhận ra bờ sông nữa.",
    "Theo dõi mực nước trên sông là việc của trạm thủy văn.",
    "Theo dõi diễn biến trên thị trường, nhiều người gom hàng.",
    "Ý kiến của người dân được ghi vào biên bản.",
    "Tiện ích của cây cầu mới thì ai cũng thấy.",
    "Bạn cần biết rằng dòng chảy ở đây rất xiết.",
    "Tặng sao cho trẻ em là phong tục đêm rằm.",
    "Độc lập - Tự do - Hạnh phúc là tiêu ngữ trên mọi văn bản.",
    "Giấy phép số 12 cấp cho bến đò đã hết hạn.",
    "Cơ quan chủ quản của dự án vẫn chưa trả lời.",
    "Tổng Biên tập tờ báo ấy từng là người lái đò.",
    "Cấm sao chép bản vẽ là điều khoản quan trọng nhất.",
    "Trụ sở của hợp tác xã nằm ngay đầu bến.",
    "Quảng cáo trên thuyền là chuyện mới ở vùng này.",
    "Sao chép liên kết cũ làm trang web bị lỗi.",
    "User là từ mà lập trình viên nào cũng dùng.",
    "Berita itu menyebar cepat di pasar ikan.",
    "Bisnis perahu sewa tumbuh lagi setelah air surut.",
    "Produk olahan ikan dijual sampai ke kota.",
    "Warisan nenek moyang itu dijaga warga dermaga.",
    "Angka itu turun dua persen dari tahun lalu.",
    "Komentar (dan kritik) warga dicatat petugas.",
    "Baca juga buku karya penulis itu kalau sempat, kata gurunya.",
    "Lihat foto udara tahun lalu, sungai itu jauh lebih lebar.",
    "Simak baik-baik, kata nelayan tua itu.",
    "Editor film itu lahir di tepi sungai.",
    "Halaman rumahnya terendam air setinggi lutut.",
    "Bagikan: begitu pesan singkat lurah kepada warganya pagi tadi",
    "Dalam topik yang sama, dua peneliti lain sependapat.",
    "Pilihan editor jatuh pada kisah nelayan.",
    "Tags are clipped to the fishes' fins, the keeper says.",
    "Share prices fell on Monday.",
    "Share of the river that is navigable: two thirds.",
    "Comment is free, the old editor liked to say.",
    "Related news travelled up the river by boat.",
    "Follow us, the boatman said, and we did.",
    "Same category storms hit the delta twice last year.",
    "Sponsored swimmers crossed the river at dawn.",
    "No data were lost in the flood, the station says.",
    "Copy links between the two stations broke.",
    "Read more books, the teacher told the ferryman's children.",
    "Latest figures show the river at its lowest.",
    "Source of the flood: the upper dam.",
    "© AFP",
    "> 3 m: báo động cấp ba.",
]
assert len(LOOK_ALIKES) >= 40


@pytest.mark.parametrize("sentence", LOOK_ALIKES, ids=_short)
@pytest.mark.parametrize("language", ["vi", "id", "en"])
def test_sentences_that_only_look_like_furniture_stay(sentence: str, language: str) -> None:
    text = _text(A, sentence, B, sentence)
    extraction = strip_text(text, language=language)
    assert extraction.removed == ()
    assert extraction.article.text == text


@pytest.mark.parametrize(
    "sentence",
    [
        "Đọc nhiều trong thời gian ngắn khiến mắt mỏi.",
        "Tải ứng dụng về máy, ông mới xem được mực nước.",
        "Trở lại làng sau mười năm, ông ngỡ ngàng.",
        "Quét mã QR để tải bản đồ bến đò, du khách sẽ biết giờ tàu.",
        "Simak Video: begitu judul kelas barunya di desa itu.",
    ],
)
def test_sentences_that_begin_like_a_phrase_stay(sentence: str) -> None:
    assert strip_text(_text(A, sentence, B), language="vi").removed == ()


@pytest.mark.parametrize("line", ["© AFP", "©Reuters", "© Văn Sông"])
def test_a_picture_credit_with_the_sign_of_copyright_does_not_end_the_article(line: str) -> None:
    assert strip_text(_text(A, line, B, C), language="vi").article.text.endswith(_text(B, C))


def _all_owned() -> list[OwnedPhrase]:
    """Every phrase of the languages, families and sites, once."""
    owned = {one.phrase.pattern: one for one in phrases_for("vi")}
    for site in all_sites().values():
        owned.update({one.phrase.pattern: one for one in site.compiled.phrases})
    for info in pkgutil.iter_modules(families.__path__):
        module = importlib.import_module(f"{families.__name__}.{info.name}")
        for rules in vars(module).values():
            if isinstance(rules, Rules) and rules.phrases:
                site = Site(
                    name="x", title="X", domains=("x.vn",), language="vi", timezone="Asia/Ho_Chi_Minh", rules=rules
                )
                owned.update({one.phrase.pattern: one for one in site.compiled.phrases})
    return list(owned.values())


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(extractors.__path__, "extractors."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _patterns_in(one)


def _all_regexes() -> dict[str, re.Pattern[str]]:
    """Name -> each compiled text regex at the top of a module, and each phrase's."""
    found = {
        f"{module.__name__.removeprefix('extractors.')}.{name}.{number}": pattern
        for module in _modules()
        for name, value in vars(module).items()
        for number, pattern in enumerate(_patterns_in(value))
    }
    found.update({f"{one.rule} {one.phrase.pattern[:30]}": one.phrase.regex for one in _all_owned()})
    return found


REGEXES = _all_regexes()
_LENGTH = 100_000
_PIECES = (
    " ", "\u00a0", "  .", "a", "A", "ấ", "a ", "A ", "Ấ ", "1", "1 ", "1/", "12:", ":", ": ", "-", " - ", "–", ".", "./", "(", "( ", "((",
    ")", "[", "[ ", "[a", "[a_", "[a_1", "]", "{", "{title} ", "{title", ">", "/", "\\", "|", ",", ", ", "'", '"', "“", "=", "_", "#",
    "(Ảnh: ", "(Ảnh: a ", "Ảnh: ", "Nguồn: ", "Nguồn a ", "Nguồn: https://", "https://", "Theo A", "Theo A ", "Hanoi (", "Hà Nội, ",
    "07/03/2026 ", "07/03/2026, 00:05 (GMT+7) ", "Thứ bảy, ", "cập nhật ngày ", "2026-", "00:05:", "tháng ", "a/b", "(ab/", "a@", "và ",
    "/* ", "*/", ",  ", '"headline" : "', '"headline":"\\', "\n", "a\n", "QUJD", "広", "ा", "e\u0301",
)  # fmt: skip


def _literals(pattern: str) -> str:
    """The first words that a pattern spells out."""
    return " ".join(re.findall(r"[^\W\d_]{2,}(?: [^\W\d_]{2,})*", re.sub(r"\\.", " ", pattern))[:3])


def _hostile_lines(pattern: str) -> Iterator[str]:
    literals = _literals(pattern) or "x"
    for piece in (*_PIECES, literals, f"{literals} ", f"{literals}: "):
        yield (piece * (_LENGTH // len(piece) + 1))[:_LENGTH]
    for piece in (" ", "a", "A ", "1", "(", ". ", ": "):
        yield f"{literals} {piece * (_LENGTH // len(piece))}\x00"


@contextmanager
def _guard(seconds: int) -> Iterator[None]:
    """Fails instead of hanging; no measure of speed."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise AssertionError("the regex did not come back: it backtracks")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", REGEXES)
def test_no_regex_hangs_on_a_hostile_line(name: str) -> None:
    regex = REGEXES[name]
    with _guard(20):
        for line in _hostile_lines(regex.pattern):
            regex.fullmatch(line)
            regex.match(line)
            found = regex.search(line[:1500])
            assert found is None or found.end() <= 1500


@pytest.mark.parametrize("owned", _all_owned(), ids=lambda one: f"{one.rule} {one.phrase.pattern[:24]}")
def test_no_phrase_hangs_on_a_hostile_line(owned: OwnedPhrase) -> None:
    with _guard(20):
        for line in _hostile_lines(owned.phrase.pattern):
            assert owned.phrase.matches(line) in (True, False)
            if owned.phrase.action == "strip":
                owned.phrase.regex.search(line)


@pytest.mark.parametrize("piece", _PIECES, ids=repr)
def test_no_cleaning_step_hangs_on_a_hostile_line(piece: str) -> None:
    line = (piece * (_LENGTH // len(piece) + 1))[:_LENGTH]
    with _guard(20):
        text = strip_text(_text(A, line, B, line[:2000], line[:400], line[:120], line[:60]), language="id").article.text
    assert A in text


def test_each_language_has_its_own_phrases_first() -> None:
    assert phrases_for("id")[len(phrases.common.PHRASES)].rule.startswith("id/")
    assert {one.rule for one in phrases_for("vi")} == {one.rule for one in phrases_for(None)}


@pytest.mark.parametrize(
    "line",
    [
        "Trụ sở Hà Nội: Số 7 phố Bến, phường Sông",
        "Văn phòng đại diện tại TP Cần Thơ: Số 7 phố Bến",
        "Giấy phép số 1374/GP-BTTTT do Bộ Thông tin và Truyền thông cấp ngày 11/9/2008",
        "Giấy phép báo điện tử số: 85/GP-TTĐT cấp ngày 1/3/2020",
    ],
)
def test_legal_lines_leave_the_end_alone(line: str) -> None:
    assert strip_text(_text(A, B, line), language="vi").article.text == _text(A, B)
    assert strip_text(_text(A, line, B), language="vi").removed == ()


@pytest.mark.parametrize("initials", ["(rkm)", "(ab)", "(abcd)"])
def test_single_initials_after_the_last_sentence_leave(initials: str) -> None:
    text = "Tim survei tiba pagi ini di dataran lumpur untuk mengukur kedalaman sungai."
    assert strip_text(f"{text} {initials}", language="id").article.text == text
    assert strip_text(f"{text}{initials}", language="id").article.text == text


@pytest.mark.parametrize("end", ["di sungai (rkm)", "di sungai (WHO).", "di sungai. (WHO)", "di sungai (hoaks)."])
def test_other_brackets_at_the_end_stay(end: str) -> None:
    text = f"Tim survei tiba pagi ini di dataran lumpur untuk mengukur lagi kedalaman setiap cabang {end}"
    assert strip_text(text, language="id").removed == ()
