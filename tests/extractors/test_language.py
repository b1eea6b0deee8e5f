"""The language of texts, and of pages whose markup says another."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from extractors.language import detect_language, likelihood

LONG = {
    "vi": "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước. Kết quả sẽ được gửi cho "
    "các xã ven bờ trước mùa mưa để bà con kịp dời bè cá vào bến.",
    "id": "Tim survei tiba pagi ini di dataran lumpur untuk mengukur lagi kedalaman setiap cabang sungai itu. Hasilnya "
    "akan dikirim kepada desa di tepi sungai sebelum musim hujan.",
    "en": "The survey team reached the mudflat this morning to measure the depth of each branch of the river. The result "
    "will be sent to the villages along the bank before the rains.",
    "fr": "L'équipe est arrivée ce matin sur le banc de sable pour mesurer la profondeur de chaque bras du fleuve. Les "
    "résultats seront envoyés aux communes avant la saison des pluies.",
    "es": "El equipo llegó esta mañana al banco de arena para medir la profundidad de cada brazo del río. Los resultados "
    "se enviarán a los pueblos de la orilla antes de las lluvias.",
    "ru": "Группа прибыла сегодня утром на отмель, чтобы снова измерить глубину каждого рукава реки. Результаты отправят "
    "в прибрежные деревни до сезона дождей.",
    "zh": "今天上午，调查队抵达河边的滩涂，重新测量各支流的水深。结果将在雨季之前送交沿岸各村，以便居民及时转移鱼排。",
    "ja": "調査団は今朝、川沿いの干潟に到着し、それぞれの支流の水深を改めて測定した。結果は雨季の前に沿岸の村に送られる。",
    "ko": "조사단은 오늘 아침 강가의 갯벌에 도착하여 각 지류의 수심을 다시 측정했다. 결과는 우기 전에 강가 마을에 전달된다.",
    "km": "ក្រុមស្ទង់មតិបានមកដល់ច្រាំងទន្លេនៅព្រឹកនេះ ដើម្បីវាស់ជម្រៅទឹកឡើងវិញ។ លទ្ធផលនឹងត្រូវផ្ញើទៅភូមិនានាមុនរដូវវស្សា។",
    "lo": "ທີມສຳຫຼວດໄດ້ມາຮອດແຄມແມ່ນ້ຳໃນເຊົ້າມື້ນີ້ ເພື່ອວັດແທກຄວາມເລິກຂອງນ້ຳຄືນໃໝ່. ຜົນໄດ້ຮັບຈະຖືກສົ່ງໄປບ້ານຕ່າງໆກ່ອນລະດູຝົນ.",
    "th": "ทีมสำรวจเดินทางมาถึงริมแม่น้ำเมื่อเช้านี้เพื่อวัดความลึกของน้ำอีกครั้ง ผลจะถูกส่งไปยังหมู่บ้านริมฝั่งก่อนฤดูฝน",
}
SHORT = {
    "vi": "Nước sông hạ gần hai mét so với năm ngoái.",
    "id": "Presiden meninjau pasar di Surabaya pada Sabtu pagi.",
    "en": "Water levels fell by almost two metres this year.",
    "fr": "Le niveau de l'eau a baissé de près de deux mètres.",
    "es": "El nivel del agua bajó casi dos metros este año.",
    "ru": "Уровень воды упал почти на два метра.",
    "zh": "水位比去年下降近两米。当地居民说。",
    "ja": "水位は昨年より二メートル近く下がった。",
    "ko": "수위가 작년보다 거의 2미터 낮아졌다.",
    "km": "កម្រិតទឹកបានស្រុតចុះជិតពីរម៉ែត្រ។",
    "lo": "ລະດັບນ້ຳຫຼຸດລົງເກືອບສອງແມັດ.",
    "th": "ระดับน้ำลดลงเกือบสองเมตรจากปีที่แล้ว",
}


@pytest.mark.parametrize(
    ("language", "text"), [*LONG.items(), *SHORT.items()], ids=[*(f"{name}-long" for name in LONG), *SHORT]
)
def test_the_language_of_a_text(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Pemerintah Provinsi Riau memperketat pengawasan harga sembako dan menyalurkan bantuan kepada penduduk kampung di "
        "sepanjang sungai. Kapal penumpang kembali berlayar selepas tiga hari berhenti.",
        "Kerajaan kecil di tepi sungai itu dahulu menyalurkan beras kepada penduduk kampung pada hari Sabtu.",
    ],
)
def test_indonesian_with_malay_words_is_indonesian(text: str) -> None:
    assert detect_language(text) == "id"


def test_malay_is_malay() -> None:
    text = (
        "Kerajaan negeri mengetatkan kawalan harga barangan runcit dan menyalurkan bantuan kepada penduduk kampung kerana "
        "banjir. Beliau berkata perkara itu akan diselesaikan selepas mesyuarat."
    )
    assert detect_language(text) == "ms"


@pytest.mark.parametrize("text", ["", "Tin", "Bến đò", "10:35", "水位"])
def test_a_text_too_short_tells_no_language(text: str) -> None:
    assert detect_language(text) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_a_language_is_a_code_of_two_letters(text: str) -> None:
    language = detect_language(text)
    assert language is None or (len(language) == 2 and language.isalpha())


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(LONG)), st.integers(2, 6), st.integers(0, 40))
def test_numbers_and_repetition_change_no_language(language: str, times: int, numbers: int) -> None:
    text = " ".join([LONG[language]] * times + [str(number) for number in range(numbers)])
    assert detect_language(text) == language


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(LONG)), st.sampled_from(sorted(LONG)))
def test_a_text_is_unlikely_in_any_other_language(language: str, other: str) -> None:
    assert (likelihood(LONG[language], other) > 0.01) == (language == other)


def _language(
    text: str, *, lang: str = "", head: str = "", top: str = "", json_ld: object = None
) -> tuple[str | None, str]:
    script = f"<script type='application/ld+json'>{json.dumps(json_ld)}</script>" if json_ld else ""
    paragraphs = "".join(f"<p>{text} {number}</p>" for number in range(6))
    html = f"<html {lang}><head>{head}{script}</head><body>{top}<h1>-</h1><article>{paragraphs}</article></body></html>"
    extraction = extract(html, url="https://khac.example.org/a")
    return extraction.article.language, extraction.origins.get("language", "")


@pytest.mark.parametrize("language", sorted(set(LONG) - {"en"}))
@pytest.mark.parametrize(
    ("lang", "head", "json_ld"),
    [
        ("lang=en-US", "", None),
        ("", "<meta property='og:locale' content='en_US'>", None),
        ("", "", {"@type": "NewsArticle", "inLanguage": "en-US"}),
    ],
    ids=["html", "og", "json-ld"],
)
def test_a_text_outweighs_a_themes_language(language: str, lang: str, head: str, json_ld: object) -> None:
    assert _language(LONG[language], lang=lang, head=head, json_ld=json_ld) == (language, "text")


@pytest.mark.parametrize("language", sorted(LONG))
def test_what_a_page_declares_stands_where_its_text_agrees(language: str) -> None:
    assert _language(LONG[language], lang=f"lang={language}") == (language, "meta")
    assert _language(LONG[language], json_ld={"@type": "Article", "inLanguage": language}) == (language, "json-ld")


@pytest.mark.parametrize(
    ("code", "language"), [("in", "id"), ("in_ID", "id"), ("vn", "vi"), ("jp", "ja"), ("cn", "zh")]
)
def test_codes_of_countries_and_old_codes(code: str, language: str) -> None:
    assert _language(LONG[language], lang=f"lang={code}") == (language, "meta")


def test_a_short_text_does_not_outweigh_the_markup() -> None:
    html = f"<html lang=en><h1>-</h1><article><p>{SHORT['vi']}</p><ul>{'<li>x y z x y z x y z x y z</li>' * 3}</ul></article>"
    assert extract(html, url="https://khac.example.org/a").article.language == "en"


def test_a_notice_in_another_language_does_not_outweigh_the_article() -> None:
    notice = f"<div><p>{LONG['en']}</p><p>{LONG['en']}</p></div>"
    assert _language(LONG["id"], lang="lang=id", top=notice) == ("id", "meta")
    assert _language(LONG["id"], top=notice) == ("id", "text")
