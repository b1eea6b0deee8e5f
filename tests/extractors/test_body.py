"""A container's markup to blocks and images, through `extract`, with a site made for the purpose."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from extractors import Extraction, Image, Rules, Site, extract
from extractors.credits import split_credit
from extractors.page import Page, visible_text
from extractors.text import words

URL = "https://tin.example.vn/khu-vuc/bai-1.html"
A = "Sáng nay đoàn khảo sát đã tới bãi bồi ven sông để đo lại độ sâu của từng nhánh nước."
B = "Theo trưởng đoàn, mực nước hạ gần hai mét so với cùng kỳ và lòng sông lệch hẳn về bờ trái."
C = "Kết quả sẽ được gửi cho các xã ven bờ trước mùa mưa để bà con kịp dời bè cá vào bến."


def _site(**rules: tuple[str, ...]) -> Site:
    given = {"title": ("h1",), "body": ("div.body",), "drop": (".ad",), **rules}
    return Site(
        name="tin",
        title="Tin",
        domains=("tin.example.vn",),
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        rules=Rules(**given),  # type: ignore[arg-type]  # mypy takes the tuples for every other field
    )


SITE = _site()


def _extract(inner: str, *, site: Site = SITE, head: str = "", trace: bool = False) -> Extraction:
    html = f"<html><head>{head}</head><body><h1>Đo lại bãi bồi</h1><div class='body'>{inner}</div></body></html>"
    return extract(html, url=URL, site=site, trace=trace)


def _blocks(inner: str, *, site: Site = SITE) -> list[tuple[str, str]]:
    return [(block.type, block.text) for block in _extract(inner, site=site).article.body]


def _paragraphs(*texts: str) -> list[tuple[str, str]]:
    return [("paragraph", text) for text in texts]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(f"<p>{A}</p><p>{B}</p>", _paragraphs(A, B), id="p"),
        pytest.param(f"<p>{A}<p>{B}", _paragraphs(A, B), id="p-never-closed"),
        pytest.param(f"<p>{A}</p>\n\n<p>&nbsp;</p><p></p>\n<p>{B}</p>", _paragraphs(A, B), id="empty-p"),
        pytest.param(f"<div>{A}</div><div>{B}</div>", _paragraphs(A, B), id="div"),
        pytest.param(f"{A}<p>{B}</p>{C}", _paragraphs(A, B, C), id="text-beside-p"),
        pytest.param(f"<div>{A}<div>{B}</div>{C}</div>", _paragraphs(A, B, C), id="text-around-a-div"),
        pytest.param(f"<section><article><p>{A}</p></article></section>", _paragraphs(A), id="wrappers"),
        pytest.param(f"<span>{A}</span>", _paragraphs(A), id="span-alone"),
        pytest.param(f"<center>{A}</center><address>{B}</address>", _paragraphs(A, B), id="old-block-tags"),
        pytest.param(f"{A}<hr>{B}", _paragraphs(A, B), id="hr"),
        pytest.param(f"<div align=justify>{A}</div>", _paragraphs(A), id="align-justify"),
        pytest.param(f"{A}<br><br>{B}", _paragraphs(A, B), id="two-br"),
        pytest.param(f"{A}<br/>\n<br/>\n<br/>{B}", _paragraphs(A, B), id="three-br"),
        pytest.param(f"{A}<br>&nbsp;<br>{B}", _paragraphs(A, B), id="br-nbsp-br"),
        pytest.param(f"<p>{A}<br>{B}</p>", _paragraphs(f"{A} {B}"), id="one-br-is-a-space"),
        pytest.param(f"<p>{A}<br><b></b>{B}</p>", _paragraphs(f"{A} {B}"), id="one-br-and-an-empty-tag"),
        pytest.param("<p>khảo<br>sát</p>", _paragraphs("khảo sát"), id="one-br-splits-words"),
        pytest.param(f"<div align=justify>{A}&nbsp;&nbsp;&nbsp;&nbsp; {B}</div>", _paragraphs(A, B), id="nbsp-run"),
        pytest.param(f"<div>{A}&nbsp; {B}</div>", _paragraphs(f"{A} {B}"), id="two-spaces-are-no-run"),
        pytest.param(
            "<div>Độ sâu&nbsp;&nbsp;&nbsp;&nbsp;của nhánh phụ.</div>",
            _paragraphs("Độ sâu của nhánh phụ."),
            id="nbsp-run-inside-a-sentence",
        ),
        pytest.param(f"<p>{A}\n          {B}</p>", _paragraphs(f"{A} {B}"), id="indented-source-is-no-run"),
        pytest.param(f"<p>{A}</p><script>var x = 'y';</script><style>p {{}}</style>", _paragraphs(A), id="script"),
        pytest.param(f"<p>{A}</p><!-- chú thích --><?php x ?>", _paragraphs(A), id="comment"),
        pytest.param(f"<p>{A}</p><noscript><p>{B}</p></noscript>", _paragraphs(A), id="noscript"),
    ],
)
def test_paragraphs(inner: str, expected: list[tuple[str, str]]) -> None:
    assert _blocks(inner) == expected


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param("<p>k<b>inh</b> tế</p>", "kinh tế", id="bold-inside-a-word"),
        pytest.param("<p><i>Kh</i><u>ảo</u> sát</p>", "Khảo sát", id="two-tags-in-a-word"),
        pytest.param("<p>kinh tế <a href='/x'>biển</a> , thương mại</p>", "kinh tế biển, thương mại", id="link-comma"),
        pytest.param("<p>ông <a href='/x'>Nam</a> .</p>", "ông Nam.", id="link-full-stop"),
        pytest.param("<p>hãng <em>( AFP )</em> đưa tin</p>", "hãng (AFP) đưa tin", id="loose-brackets"),
        pytest.param("<p>một</p><p><a>hai</a><a>ba</a></p>", "một\n\nhaiba", id="links-that-touch"),
        pytest.param("<p>giá .5 đồng</p>", "giá .5 đồng", id="decimal-keeps-its-space"),
        pytest.param("<p>mạng xã hội ... và báo</p>", "mạng xã hội ... và báo", id="dots-keep-their-space"),
        pytest.param("<p>bãi&nbsp;bồi&#160;lớn</p>", "bãi bồi lớn", id="nbsp"),
        pytest.param("<p>T&aacute;m &amp; ch&#237;n &lt;3&gt;</p>", "Tám & chín <3>", id="entities"),
        pytest.param("<p>bãi\u200bbồi \ufeffven\u00ad sông</p>", "bãibồi ven sông", id="zero-width"),
        pytest.param("<p>bãi<wbr>bồi</p>", "bãibồi", id="wbr"),
        pytest.param("<p>5 m<sup>2</sup> và H<sub>2</sub>O</p>", "5 m2 và H2O", id="sub-and-sup"),
        pytest.param("<p>bờ\ttrái\r\n  sông</p>", "bờ trái sông", id="white-space"),
        pytest.param(f"<p>{unicodedata.normalize('NFD', A)}</p>", A, id="nfd"),
        pytest.param("<p><font color=red>bãi <font>bồi</font></font></p>", "bãi bồi", id="font"),
        pytest.param("<p>bãi<unknown-tag>bồi</unknown-tag></p>", "bãibồi", id="unknown-inline"),
    ],
)
def test_inline_tags_neither_glue_nor_split(inner: str, text: str) -> None:
    assert _extract(inner).article.text == text


@pytest.mark.parametrize("tag", ["h2", "h3", "h4", "h5", "h6"])
def test_heading_tags(tag: str) -> None:
    assert _blocks(f"<p>{A}</p><{tag}>Nước <i>hạ</i></{tag}><p>{B}</p>")[1] == ("heading", "Nước hạ")


@pytest.mark.parametrize(
    "bold",
    [
        pytest.param("<p><b>Nước hạ sớm</b></p>", id="b"),
        pytest.param("<p><strong>Nước hạ sớm</strong></p>", id="strong"),
        pytest.param("<p><strong>Nước </strong><b>hạ</b> <strong>sớm</strong></p>", id="pieces"),
        pytest.param("<p><span><strong><em>Nước hạ sớm</em></strong></span></p>", id="nested"),
        pytest.param("<p>&nbsp;<b>Nước hạ sớm</b> </p>", id="space-around"),
        pytest.param("<div><b>Nước hạ sớm</b></div>", id="div"),
        pytest.param("<b>Nước hạ sớm</b><br><br>", id="br"),
    ],
)
def test_a_short_bold_paragraph_before_text_is_a_heading(bold: str) -> None:
    expected = [("paragraph", A), ("heading", "Nước hạ sớm"), ("paragraph", B)]
    assert _blocks(f"<p>{A}</p>{bold}<p>{B}</p>") == expected


def test_a_question_and_a_list_after_it_make_a_heading_too() -> None:
    blocks = _blocks(f"<p>{A}</p><p><b>Vì sao nước hạ?</b></p><ul><li>Ít mưa</li></ul>")
    assert blocks[1] == ("heading", "Vì sao nước hạ?")


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<p>{A}</p><p><b>Nước hạ sớm hơn</b></p>", id="last"),
        pytest.param("<p>{A}</p><p><b>Nước hạ sớm.</b></p><p>{B}</p>", id="full-stop"),
        pytest.param("<p>{A}</p><p><b>Ông nói như sau:</b></p><p>{B}</p>", id="colon"),
        pytest.param("<p>{A}</p><p><b>Nước hạ</b> sớm</p><p>{B}</p>", id="partly-bold"),
        pytest.param("<p>{A}</p><p><b>" + "nước hạ " * 30 + "</b></p><p>{B}</p>", id="long"),
        pytest.param("<p>{A}</p><p><i>Nước hạ sớm</i></p><p>{B}</p>", id="italic"),
    ],
)
def test_other_bold_paragraphs_stay_paragraphs(inner: str) -> None:
    assert {kind for kind, _ in _blocks(inner.format(A=A, B=B))} == {"paragraph"}


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param("<ul><li>bè cá</li><li>bến đò</li></ul>", "bè cá\nbến đò", id="ul"),
        pytest.param("<ol><li>bè cá<li>bến đò</ol>", "bè cá\nbến đò", id="ol-unclosed"),
        pytest.param("<ul><li>b<b>è</b> cá</li><li></li><li><a>bến</a> , đò</li></ul>", "bè cá\nbến, đò", id="inline"),
        pytest.param("<ul>\n  <li>bè\n cá</li>\n</ul>", "bè cá", id="one-item"),
        pytest.param(
            "<ul><li><p>bè cá</p></li><li><p>bến đò</p></li></ul>",
            "bè cá\nbến đò",
            id="p-in-items",
        ),
        pytest.param(
            "<ul><li>bè cá<ul><li>bè tre</li></ul></li><li>bến đò</li></ul>",
            "bè cá\nbè tre\nbến đò",
            id="nested",
        ),
    ],
)
def test_lists(inner: str, text: str) -> None:
    assert _blocks(f"<p>{A}</p>{inner}<p>{B}</p>") == [("paragraph", A), ("list", text), ("paragraph", B)]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(f"<blockquote>{B}</blockquote>", [("quote", B)], id="bare"),
        pytest.param(f"<blockquote><p>{B}</p><p>{C}</p></blockquote>", [("quote", B), ("quote", C)], id="two-p"),
        pytest.param(f"<blockquote>{B}<br><br>{C}</blockquote>", [("quote", B), ("quote", C)], id="br"),
    ],
)
def test_quotes(inner: str, expected: list[tuple[str, str]]) -> None:
    assert _blocks(f"<p>{A}</p>{inner}<p>{C}</p>") == [("paragraph", A), *expected, ("paragraph", C)]


def test_a_rule_can_say_what_is_a_quote() -> None:
    site = _site(quote=(".said",))
    assert _blocks(f"<p>{A}</p><div class='said'><p>{B}</p></div>", site=site)[1] == ("quote", B)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "<table><tr><th>Nhánh</th><th>Sâu</th></tr><tr><td>Trái</td><td>3,2 m</td></tr></table>",
            [("table", "Nhánh | Sâu\nTrái | 3,2 m")],
            id="data",
        ),
        pytest.param(
            "<table><thead><tr><th>Nhánh</th><th>Sâu</th></tr></thead><tbody><tr><td><p>Trái</p></td>"
            "<td>3<br>m</td></tr><tr><td></td><td></td></tr></tbody></table>",
            [("table", "Nhánh | Sâu\nTrái | 3 m")],
            id="thead-p-and-empty-row",
        ),
        pytest.param(f"<table><tr><td><p>{B}</p><p>{C}</p></td></tr></table>", _paragraphs(B, C), id="one-cell"),
        pytest.param(
            f"<table><tr><td><h3>Bến xưa</h3></td></tr><tr><td><p>{B}</p><p>{C}</p></td></tr></table>",
            [("heading", "Bến xưa"), *_paragraphs(B, C)],
            id="one-column-of-paragraphs",
        ),
        pytest.param(
            f"<table><tr><td><p>{B}</p></td><td><p>{C}</p></td></tr></table>",
            _paragraphs(B, C),
            id="one-row-of-paragraphs",
        ),
        pytest.param(
            "<table><tr><th>Nhánh</th></tr><tr><td>Trái</td></tr></table>", [("table", "Nhánh\nTrái")], id="one-column"
        ),
        pytest.param(
            f"<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td><p>{B}</p></td></tr></table>",
            [("table", "a | b"), ("paragraph", B)],
            id="table-in-layout-table",
        ),
    ],
)
def test_tables(table: str, expected: list[tuple[str, str]]) -> None:
    assert _blocks(f"<p>{A}</p>{table}<p>{C}</p>") == [("paragraph", A), *expected, ("paragraph", C)]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("<table><tr><td><img src='/a.jpg'></td></tr><tr><td>Bến đò</td></tr></table>", id="two-rows"),
        pytest.param(
            "<table class='MASTERCMS_TPL_TABLE'><tbody><tr><td><img data-src='/a.jpg'></td></tr>"
            "<tr><td><em>Bến đò</em></td></tr></tbody></table>",
            id="by-class",
        ),
        pytest.param("<table><tr><td><img src='/a.jpg' alt='Bến'><br>Bến đò</td></tr></table>", id="one-cell"),
    ],
)
@pytest.mark.parametrize("figure", [(), ("table.MASTERCMS_TPL_TABLE",)], ids=["no-rule", "rule"])
def test_an_image_table_is_a_figure(table: str, figure: tuple[str, ...]) -> None:
    article = _extract(f"<p>{A}</p>{table}<p>{B}</p>", site=_site(figure=figure)).article
    assert [block.text for block in article.body] == [A, B]
    assert article.images == (Image(url="https://tin.example.vn/a.jpg", caption="Bến đò"),)


@pytest.mark.parametrize(
    ("rule", "picture"),
    [
        ("figure.main, div.body", "<figure class='main'><img src='/a.jpg'><i>Zoom</i><figcaption>Bến đò</figcaption></figure>"),
        ("div.main, div.body", "<div class='main'><img src='/a.jpg'><i>Zoom</i><p class='c'>Bến đò</p></div>"),
    ],
    ids=["figure", "rule"],
)  # fmt: skip
def test_a_container_can_be_a_figure(rule: str, picture: str) -> None:
    site = _site(body=(rule,), figure=("div.main",), caption=("p.c", "figcaption"))
    html = f"<html><body><h1>Đo lại bãi bồi</h1>{picture}<div class='body'><p>{A}</p></div></body></html>"
    article = extract(html, url=URL, site=site).article
    assert [block.text for block in article.body] == [A]
    assert article.images == (Image(url="https://tin.example.vn/a.jpg", caption="Bến đò"),)


def test_a_figure_whose_image_is_dropped_keeps_its_caption() -> None:
    figure = "<figure><a class='ad'><img src='/a.jpg'></a><figcaption>Bến đò</figcaption></figure>"
    article = _extract(f"<p>{A}</p>{figure}").article
    assert [block.text for block in article.body] == [A]
    assert article.images == (Image(url=None, caption="Bến đò"),)


def test_a_box_of_text_with_a_picture_in_it_stays() -> None:
    table = f"<table><tr><td><img src='/a.jpg'></td><td><p>{B}</p><p>{C}</p></td></tr></table>"
    article = _extract(f"<p>{A}</p>{table}").article
    assert [block.text for block in article.body] == [A, B, C]
    assert [(image.url, image.caption) for image in article.images] == [("https://tin.example.vn/a.jpg", None)]


def test_a_data_table_with_an_icon_stays_a_table() -> None:
    rows = "<tr><td><img src='/i.png'>Trái</td><td>3</td></tr>" * 3
    assert _blocks(f"<p>{A}</p><table>{rows}</table>")[1] == ("table", "Trái | 3\nTrái | 3\nTrái | 3")


def test_an_alternative_text_printed_too_is_removed() -> None:
    table = "<table class='f'><tr><td><img src='/a.jpg' alt='Bến xưa'><p>Bến xưa</p></td></tr><tr><td>Bến đò</td></tr></table>"
    extraction = _extract(f"<p>{A}</p>{table}", site=_site(figure=("table.f",)))
    assert extraction.article.images[0].caption == "Bến đò"
    assert [(removal.rule, removal.text) for removal in extraction.removed] == [("body/alt-text", "Bến xưa")]


GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    ("img", "url"),
    [
        pytest.param("<img src='https://anh.vn/a.jpg'>", "https://anh.vn/a.jpg", id="src"),
        pytest.param("<img src='/a.jpg'>", "https://tin.example.vn/a.jpg", id="relative-to-host"),
        pytest.param("<img src='a.jpg'>", "https://tin.example.vn/khu-vuc/a.jpg", id="relative-to-page"),
        pytest.param("<img src='//anh.vn/a.jpg'>", "https://anh.vn/a.jpg", id="protocol-relative"),
        pytest.param("<img src=' /a.jpg '>", "https://tin.example.vn/a.jpg", id="spaces-around"),
        pytest.param("<img src='/blank.gif' data-src='/a.jpg'>", "https://tin.example.vn/a.jpg", id="data-src"),
        pytest.param(
            "<img src='/blank.gif' data-original='/a.jpg'>", "https://tin.example.vn/a.jpg", id="data-original"
        ),
        pytest.param(f"<img src='{GIF}' data-lazy-src='/a.jpg'>", "https://tin.example.vn/a.jpg", id="data-lazy-src"),
        pytest.param(
            f"<img src='{GIF}' data-srcset='/a.jpg 1x, /b.jpg 2x'>", "https://tin.example.vn/a.jpg", id="data-srcset"
        ),
        pytest.param("<img srcset='/a.jpg 480w, /b.jpg 800w'>", "https://tin.example.vn/a.jpg", id="srcset"),
        pytest.param(
            f"<img src='/a.jpg' data-src='{GIF}'>", "https://tin.example.vn/a.jpg", id="placeholder-in-data-src"
        ),
        pytest.param(
            f"<picture><source data-srcset='/a.webp 1x'><img src='{GIF}'></picture>",
            "https://tin.example.vn/a.webp",
            id="picture",
        ),
        pytest.param(
            "<picture><source srcset='/a.webp'><img src='/a.jpg'></picture>",
            "https://tin.example.vn/a.jpg",
            id="own-src-first",
        ),
        pytest.param("<a href='/lon.jpg'><img src='/a.jpg'></a>", "https://tin.example.vn/a.jpg", id="link"),
    ],
)
@pytest.mark.parametrize("wrapper", ["{}", "<p>{}</p>", "<figure>{}</figure>"], ids=["bare", "p", "figure"])
def test_image_addresses(img: str, url: str, wrapper: str) -> None:
    assert _extract(f"<p>{A}</p>{wrapper.format(img)}<p>{B}</p>").article.images == (Image(url=url),)


@pytest.mark.parametrize(
    "wrapper",
    [
        pytest.param("<p>{}</p>", id="p"),
        pytest.param(
            "<figure>{}</figure>",
            id="figure",
        ),
        pytest.param(
            "<table><tr><td>{}</td></tr><tr><td>Bến đò</td></tr></table>",
            id="table",
        ),
    ],
)
def test_the_noscript_copy_of_a_lazy_image_is_no_second_image(wrapper: str) -> None:
    image = f"<img src='{GIF}' data-src='/a.jpg'><noscript><img src='/a.jpg?w=600'></noscript>"
    images = _extract(f"<p>{A}</p>{wrapper.format(image)}<p>{B}</p>").article.images
    assert [one.url for one in images] == ["https://tin.example.vn/a.jpg"]


@pytest.mark.parametrize(
    "img", [f"<img src='{GIF}'>", "<img>", "<img src=''>", "<img src='blob:x'>", "<img alt='Bến'>"]
)
def test_an_image_without_address_is_none(img: str) -> None:
    assert _extract(f"<p>{A}</p>{img}<p>{B}</p>").article.images == ()


def test_relative_addresses_heed_the_base_element() -> None:
    extraction = _extract(f"<p>{A}</p><img src='a.jpg'>", head="<base href='https://cdn.example.vn/2026/'>")
    assert extraction.article.images[0].url == "https://cdn.example.vn/2026/a.jpg"


def test_an_image_inside_a_sentence_does_not_split_it() -> None:
    article = _extract(f"<p>{A} <img src='/a.jpg'>{B}</p>").article
    assert article.text == f"{A} {B}"
    assert len(article.images) == 1


@pytest.mark.parametrize(
    ("figure", "images"),
    [
        pytest.param(
            "<figure><img src='/a.jpg'><figcaption>Bến đò</figcaption></figure>", [("a", "Bến đò", None)], id="caption"
        ),
        pytest.param(
            "<figure><figcaption><p>Bến <b>đò</b> .</p> <p>Ảnh: Văn Sông</p></figcaption><div><img src='/a.jpg'></div></figure>",
            [("a", "Bến đò.", "Văn Sông")],
            id="caption-first",
        ),
        pytest.param("<figure><img src='/a.jpg'></figure>", [("a", None, None)], id="no-caption"),
        pytest.param(
            "<figure><img src='/a.jpg'><p>Bến đò</p></figure>", [("a", "Bến đò", None)], id="no-caption-element"
        ),
        pytest.param(
            "<figure><img src='/a.jpg'><figcaption>Một</figcaption><img src='/b.jpg'><figcaption>Hai</figcaption></figure>",
            [("a", "Một", None), ("b", "Hai", None)],
            id="two-and-two",
        ),
        pytest.param(
            "<figure><img src='/a.jpg'><img src='/b.jpg'><figcaption>Cả hai</figcaption></figure>",
            [("a", "Cả hai", None), ("b", None, None)],
            id="two-share-one",
        ),
        pytest.param(
            "<figure><figure><img src='/a.jpg'><figcaption>Một</figcaption></figure>"
            "<figure><img src='/b.jpg'><figcaption>Hai</figcaption></figure></figure>",
            [("a", "Một", None), ("b", "Hai", None)],
            id="nested",
        ),
        pytest.param(
            "<figure><img src='/a.jpg'></figure><figure><img src='/a.jpg'><figcaption>Một</figcaption></figure>",
            [("a", "Một", None)],
            id="the-same-twice",
        ),
    ],
)
def test_figures(figure: str, images: list[tuple[str, str | None, str | None]]) -> None:
    article = _extract(f"<p>{A}</p>{figure}<p>{B}</p>").article
    assert [block.text for block in article.body] == [A, B]
    expected = [Image(url=f"https://tin.example.vn/{name}.jpg", caption=text, credit=by) for name, text, by in images]
    assert list(article.images) == expected


def test_text_of_a_figure_beside_its_caption_is_accounted_for() -> None:
    figure = "<figure><button>Phóng to</button><img src='/a.jpg'><figcaption>Bến đò</figcaption> ảnh lớn</figure>"
    extraction = _extract(f"<p>{A}</p>{figure}")
    assert [(removal.rule, removal.text) for removal in extraction.removed] == [("body/figure", "Phóng to ảnh lớn")]


def test_a_caption_rule_wins_over_figcaption_and_nothing_is_said_twice() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption><p class='cap'>Bến đò</p></figcaption></figure>"
    site = _site(caption=(".cap", "figcaption"))
    assert _extract(f"<p>{A}</p>{figure}", site=site).article.images[0].caption == "Bến đò"


def test_a_caption_below_its_picture_is_that_pictures() -> None:
    html = f"<p>{A}</p><p><img src='/a.jpg'></p><p class='cap'>Bến đò</p><p>{B}</p><p class='cap'>Bến xưa</p>"
    article = _extract(html, site=_site(caption=(".cap",))).article
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://tin.example.vn/a.jpg", "Bến đò"),
        (None, "Bến xưa"),
    ]


CREDITS = [
    ("Bến đò chiều. (Ảnh: AFP/TTXVN)", "Bến đò chiều.", "AFP/TTXVN"),
    ("Bến đò chiều (Ảnh: AFP/TTXVN).", "Bến đò chiều", "AFP/TTXVN"),
    ("Bến đò chiều. (Nguồn: Reuters)", "Bến đò chiều.", "Reuters"),
    ("Bến đò chiều. (Nguồn: THX/TTXVN)", "Bến đò chiều.", "THX/TTXVN"),
    ("Dermaga sore hari. (Sumber: TASS)", "Dermaga sore hari.", "TASS"),
    ("Dermaga sore hari. Foto: Budi Sungai", "Dermaga sore hari.", "Budi Sungai"),
    ("Dermaga sore hari (Foto: Antara/Rina)", "Dermaga sore hari", "Antara/Rina"),
    ("Bến đò chiều - Ảnh: H.Y.T.", "Bến đò chiều", "H.Y.T."),
    ("Bến đò chiều - Ảnh: VĂN SÔNG", "Bến đò chiều", "VĂN SÔNG"),
    ("Bến đò chiều. Ảnh: Reuters", "Bến đò chiều.", "Reuters"),
    ("Bến đò chiều ẢNH: REUTERS", "Bến đò chiều", "REUTERS"),
    ("Bến đò chiều. Ảnh: Văn Sông.", "Bến đò chiều.", "Văn Sông"),
    ("Bến đò chiều (Nguồn ảnh: Báo Sông)", "Bến đò chiều", "Báo Sông"),
    ("Bến đò chiều (Nguồn video: Báo Sông)", "Bến đò chiều", "Báo Sông"),
    ("Mực nước từng năm. Đồ họa: Văn Sông", "Mực nước từng năm.", "Văn Sông"),
    ("Mực nước từng năm. Đồ hoạ: Văn Sông", "Mực nước từng năm.", "Văn Sông"),
    ("Bè cá. Ảnh minh họa: Văn Sông", "Bè cá.", "Văn Sông"),
    ("Bè cá. (Ảnh minh hoạ: Internet)", "Bè cá.", "Internet"),
    ("Ảnh: Văn Sông", None, "Văn Sông"),
    ("(Ảnh: Văn Sông)", None, "Văn Sông"),
    ("Bến đò – Ảnh: A. Sông", "Bến đò", "A. Sông"),
    ("The pier. (Photo: AP)", "The pier.", "AP"),
    ("Panitia di dermaga. (Dok.Panitia )", "Panitia di dermaga.", "Panitia"),
]
NO_CREDITS = [
    "Bến đò chiều (trái) và bến phà (phải).",
    "Ông Nam nói: bến đò đông hơn mọi năm.",
    "Nhiếp ảnh: nghề của những người dậy sớm, đi xa và chờ đợi hàng giờ để lấy một khoảnh khắc trên sông",
    "Bến đò lúc 6:30",
    "Nguồn: https://bao.vn/bai-1.html",
    "Ảnh hưởng của lũ",
]


@pytest.mark.parametrize(("text", "caption", "credit"), CREDITS, ids=[text for text, _, _ in CREDITS])
def test_the_credit_is_split_off_the_caption(text: str, caption: str | None, credit: str | None) -> None:
    figure = f"<figure><img src='/a.jpg'><figcaption>{text}</figcaption></figure>"
    image = _extract(f"<p>{A}</p>{figure}").article.images[0]
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "credit"),
    [("Bến đò. ẢNH CHỤP MÀN HÌNH", "CHỤP MÀN HÌNH"), ("Bến đò. Ảnh chụp màn hình", "chụp màn hình")],
)
def test_a_screenshot_mark_is_a_credit(text: str, credit: str) -> None:
    assert split_credit(text) == ("Bến đò.", credit)


@pytest.mark.parametrize("text", ["Bến đò - Ảnh 1.", "Bến đò - Ảnh 12."])
def test_the_number_of_an_image_leaves_the_caption(text: str) -> None:
    assert split_credit(text) == ("Bến đò", None)


@pytest.mark.parametrize("text", NO_CREDITS)
def test_a_caption_without_credit_stays_whole(text: str) -> None:
    assert split_credit(text) == (text, None)


def _page(inner: str) -> str:
    return f"<html><body><h1>Đo lại bãi bồi</h1>{inner}</body></html>"


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        pytest.param(("div.a", "div.b"), [A], id="first"),
        pytest.param(("div.none", "div.b"), [B], id="first-misses"),
        pytest.param(("div.empty", "div.b"), [B], id="first-is-empty"),
        pytest.param(("div.empty, div.a",), [A], id="one-of-a-group-is-empty"),
        pytest.param(("div.a, div.b",), [A, B], id="several"),
        pytest.param(("div.b, div.a",), [A, B], id="in-order-of-the-page"),
        pytest.param(("div",), [A, B, C], id="nested-are-not-doubled"),
        pytest.param(("//div[@class='b']",), [B], id="xpath"),
    ],
)
def test_which_container_is_the_body(selectors: tuple[str, ...], expected: list[str]) -> None:
    html = _page(
        f"<div class='empty'> <script>x</script></div><div class='a'><p>{A}</p></div>"
        f"<div class='b'>{B}</div><div class='c'><div>{C}</div></div>"
    )
    extraction = extract(html, url=URL, site=_site(body=selectors))
    assert [block.text for block in extraction.article.body] == expected
    assert extraction.origins["body"] == "rule"
    assert extraction.warnings == ("date-missing",)


BLOCKS = "div.body > :is(p, h2, ul, blockquote, table, img, figure:has(img))"


def test_the_blocks_of_a_text_can_be_its_containers() -> None:
    html = _page(
        f"<div class='body'><p>{A}</p><div>Bản tin sáng</div><h2>Số đo</h2><ul><li>Nhánh trái</li><li>Nhánh phải</li></ul>"
        f"<blockquote>{B}</blockquote><img src='/a.jpg'><figure><img src='/b.jpg'><figcaption>Bến đò</figcaption></figure>"
        f"<figure>Đăng ký nhận tin</figure><table><tr><td>Độ sâu</td><td>2 m</td></tr><tr><td>Rộng</td><td>9 m</td></tr></table></div>"
    )
    article = extract(html, url=URL, site=_site(body=(BLOCKS,))).article
    assert [(block.type, block.text) for block in article.body] == [
        ("paragraph", A),
        ("heading", "Số đo"),
        ("list", "Nhánh trái\nNhánh phải"),
        ("quote", B),
        ("table", "Độ sâu | 2 m\nRộng | 9 m"),
    ]
    assert [image.caption for image in article.images] == [None, "Bến đò"]


def test_one_of_several_containers_can_be_furniture_but_not_the_only_one() -> None:
    html = _page(f"<div class='body'><p>{A}</p><p class='ad'>Mua ngay</p><p>{B} <b class='ad'>Mua</b></p></div>")
    extraction = extract(html, url=URL, site=_site(body=(BLOCKS,)))
    assert [block.text for block in extraction.article.body] == [A, B]
    assert [removal.rule for removal in extraction.removed] == ["tin/drop:.ad"] * 2
    alone = extract(_page(f"<div class='ad'><p>{A}</p></div>"), url=URL, site=_site(body=("div.ad",)))
    assert [block.text for block in alone.article.body] == [A]


def test_a_class_named_twice_is_one_container() -> None:
    extraction = extract(_page(f"<div class='body body'><p>{A}</p></div>"), url=URL, site=_site(body=(".body",)))
    assert [block.text for block in extraction.article.body] == [A]


def test_a_body_rule_that_misses_warns() -> None:
    html = _page("<article>" + f"<p>{A} {B}</p><p>{B} {C}</p><p>{C} {A}</p>" * 3 + "</article>")
    extraction = extract(html, url=URL, site=_site(body=("div.none",)))
    assert "body-rule-missed" in extraction.warnings
    assert extraction.origins["body"] == "trafilatura"


@pytest.mark.parametrize(
    ("ad", "where"),
    [
        pytest.param("<div class='ad'>Mua bè</div>", "div.body > div.ad", id="block"),
        pytest.param("<p>Gió nhẹ. <span class='x ad'>Mua bè</span></p>", "div.body > p > span.x", id="inline"),
        pytest.param(
            "<div class='ad' id='q1'>Mua <div class='ad'>bè</div></div>", "div.body > div#q1", id="nested-is-one"
        ),
        pytest.param("<ul><li>cá</li><li class='ad'>Mua bè</li></ul>", "div.body > ul > li.ad", id="list-item"),
        pytest.param("<blockquote><p class='ad'>Mua bè</p></blockquote>", "div.body > blockquote > p.ad", id="quote"),
        pytest.param(
            "<figure><img src='/a.jpg'><figcaption>Bến <span class='ad'>Mua bè</span></figcaption></figure>",
            "figure > figcaption > span.ad",
            id="caption",
        ),
        pytest.param(
            "<table><tr><td>a</td><td>b <i class='ad'>Mua bè</i></td></tr></table>", "tr > td > i.ad", id="table-cell"
        ),
    ],
)
def test_drop_removes_with_its_rule_and_place(ad: str, where: str) -> None:
    extraction = _extract(f"<p>{A}</p>{ad}<p>{B}</p>")
    assert [(one.rule, one.text) for one in extraction.removed] == [("tin/drop:.ad", "Mua bè")]
    assert extraction.removed[0].where == where
    assert "Mua" not in extraction.article.text
    assert extraction.article.body[0].text == A
    assert extraction.article.body[-1].text == B


def test_a_dropped_element_between_two_pieces_of_a_sentence() -> None:
    extraction = _extract("<p>bãi bồi<div class='ad'>Mua bè</div></p><p>bến đò</p>")
    assert [block.text for block in extraction.article.body] == ["bãi bồi", "bến đò"]


def test_text_after_a_dropped_element_stays() -> None:
    assert _extract(f"<div class='ad'>Mua bè</div>{A}").article.text == A


def test_drops_outside_the_body_are_not_the_drops_business() -> None:
    html = _page(f"<div class='ad'>Mua lưới</div><div class='body'><p>{A}</p></div>")
    assert extract(html, url=URL, site=SITE).removed == ()
    rules = {removal.rule for removal in extract(html, url=URL, site=SITE, trace=True).removed}
    assert rules == {"body/outside"}


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<table><caption>Bảng một</caption><tr><td>a</td><td>b</td></tr></table>", id="table-caption"),
        pytest.param("<table>lạc <tr><td>a</td><td>b</td></tr></table>", id="text-beside-rows"),
        pytest.param("<table><tr>lạc <td>a</td><td>b</td></tr></table>", id="text-beside-cells"),
        pytest.param("<ul>lạc<li>cá</li></ul>", id="text-beside-items"),
        pytest.param("<ul><p>lạc</p><li>cá</li></ul>", id="p-beside-items"),
        pytest.param("<ul><li>cá</li><ul><li>bè</li></ul></ul>", id="list-right-in-a-list"),
        pytest.param("<dl><dt>cá</dt><dd>bè</dd></dl>", id="dl"),
        pytest.param("<figure>lạc<figcaption>Bến</figcaption></figure>", id="figure-without-image"),
        pytest.param("<figure><figcaption>Bến</figcaption><figcaption>Bè</figcaption></figure>", id="two-captions"),
        pytest.param("<figure><table><tr><td>a</td><td>b</td></tr></table></figure>", id="table-in-figure"),
        pytest.param("<details><summary>cá</summary>bè</details>", id="details"),
        pytest.param("<pre>cá\n  bè</pre>", id="pre"),
        pytest.param("<form><label>cá</label><select><option>bè</option></select></form>", id="form"),
        pytest.param("<map><area>cá</map><ruby>字<rt>tự</rt></ruby>", id="odd-tags"),
        pytest.param("<li>cá</li><td>bè</td><dd>lưới</dd>", id="stray-parts"),
        pytest.param("<table><tr><td><ul><li>cá</li></ul></td><td>b</td></tr></table>", id="list-in-cell"),
        pytest.param("<ul><li><table><tr><td>a</td><td>b</td></tr></table></li></ul>", id="table-in-item"),
        pytest.param("<ul><li><img src='/a.jpg'>cá</li></ul>", id="image-in-item"),
    ],
)
def test_no_markup_loses_or_doubles_a_word(inner: str) -> None:
    extraction = _extract(f"<p>{A}</p>{inner}<p>{B}</p>", trace=True)
    kept = [word for piece in extraction.pieces for word in words(piece.text)]
    html = f"<body><h1>Đo lại bãi bồi</h1><p>{A}</p>{inner}<p>{B}</p></body>"
    assert Counter(kept) == Counter(words(visible_text(Page(html, url=URL).root)))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(
            "<div><picture><img src='/a.jpg'></picture><figcaption>Bến đò</figcaption></div>",
            [Image(url="https://tin.example.vn/a.jpg", caption="Bến đò")],
            id="beside",
        ),
        pytest.param(
            "<div><img src='/a.jpg'></div><div><figcaption>Bến đò</figcaption></div>",
            [Image(url="https://tin.example.vn/a.jpg"), Image(url=None, caption="Bến đò")],
            id="elsewhere",
        ),
    ],
)
def test_a_caption_outside_a_figure_is_that_of_the_image_beside_it(inner: str, expected: list[Image]) -> None:
    assert list(_extract(f"{inner}<p>{A}</p><p>{B}</p>").article.images) == expected


def test_the_head_of_a_box_does_not_end_an_article_of_which_most_is_yet_to_come() -> None:
    html = f"<ul><li>{A}</li></ul><div><h4>Dành cho bạn</h4></div><section><p>{B}</p><p>{C}</p></section>"
    assert [text for _, text in _blocks(html)] == [A, B, C]
    html = f"<p>{A}</p><p>{B}</p><div><h4>Dành cho bạn</h4></div><section><p>{C}</p></section>"
    assert [text for _, text in _blocks(html)] == [A, B]
