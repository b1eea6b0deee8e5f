"""Bytes to a tree: encodings, what is no HTML, meta tags, JSON-LD and its limits, visible text."""

from __future__ import annotations

import json

import pytest

from extractors import NotHtmlError
from extractors.page import Page, iter_visible_text, nearest_block, unescape, visible_text

URL = "https://tin.example.vn/a.html"
TEXT = "Nước sông hạ sớm, bè cá phải dời: 1.200 đồng."


def _html(text: str = TEXT, *, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


def _text(html: bytes | str) -> str:
    return visible_text(Page(html, url=URL).root)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(_html().encode(), id="utf-8"),
        pytest.param(_html(head="<meta charset=utf-8>").encode(), id="utf-8-declared"),
        pytest.param(_html(head="<meta charset=iso-8859-1>").encode(), id="utf-8-declared-latin-1"),
        pytest.param(_html(head="<meta charset=windows-1258>").encode(), id="utf-8-declared-vietnamese"),
        pytest.param(_html(head="<meta charset=klingon>").encode(), id="utf-8-declared-nonsense"),
        pytest.param(
            _html(head="<meta http-equiv=Content-Type content='text/html; charset=utf-16'>").encode(),
            id="utf-8-declared-utf-16",
        ),
        pytest.param(b"\xef\xbb\xbf" + _html().encode(), id="utf-8-bom"),
        pytest.param(_html().encode("utf-16"), id="utf-16-bom"),
        pytest.param(b"\xfe\xff" + _html().encode("utf-16-be"), id="utf-16-be-bom"),
        pytest.param(_html().encode("utf-16-le"), id="utf-16-le"),
        pytest.param(_html().encode("utf-16-be"), id="utf-16-be"),
        pytest.param(b"\xff\xfe\x00\x00" + _html().encode("utf-32-le"), id="utf-32-bom"),
        pytest.param(b'<?xml version="1.0" encoding="utf-8"?>\n' + _html().encode(), id="xhtml"),
        pytest.param(b'<?xml version="1.0" encoding="iso-8859-1"?>\n' + _html().encode(), id="xhtml-lying"),
        pytest.param(_html(), id="str"),
        pytest.param("\ufeff" + _html(), id="str-with-bom"),
        pytest.param(_html(head="<meta charset=windows-1258>"), id="str-with-a-declaration"),
        pytest.param(_html().replace("bè", "b\0è"), id="str-with-nul"),
        pytest.param(_html(head="<!-- " + "x" * 300 + " -->").encode().replace(b"1.200", b"1\0.2\x0000"), id="nul"),
        pytest.param(
            _html().encode().replace(b"1.200", b"1\0.2\x0000"),
            id="nul-near-the-start",
        ),
        pytest.param(b"<!doctype html>\r\n" + _html().encode().replace(b"<p>", b"<p>\r\n"), id="crlf"),
        pytest.param(TEXT.encode() + b"<p>", id="text-before-the-first-tag"),
        pytest.param(b" \n\t" + _html().encode(), id="space-first"),
        pytest.param(b"<!-- " + b"x" * 5000 + b" -->" + _html().encode(), id="long-comment-first"),
        pytest.param(_html(head="<!-- " + "x" * 80_000 + " -->").encode(), id="ascii-for-80000-bytes"),
    ],
)
def test_whatever_the_encoding_the_text_is_the_same(html: bytes | str) -> None:
    assert _text(html) == TEXT


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "latin-1"),
        ("shift_jis", "shift_jis"),
        ("gb2312", "gb18030"),
        ("euc-kr", "euc-kr"),
    ],
)
def test_a_declared_encoding_is_heeded_where_the_bytes_are_no_utf_8(declared: str, codec: str) -> None:
    text = {
        "cp1252": "Café fermé",
        "latin-1": "Café fermé",
        "shift_jis": "川の水",
        "gb18030": "河水下降",
        "euc-kr": "강물이 준다",
    }[codec]
    assert _text(_html(text, head=f"<meta charset={declared}>").encode(codec)) == text


def test_utf_8_with_some_broken_bytes_stays_utf_8() -> None:
    html = _html(TEXT * 5).encode().replace("sớm".encode(), b"s\xe1\xbbm", 1)
    text = _text(html)
    assert text.count("sớm") == 4
    assert "\ufffd" in text


def test_bytes_of_no_declared_encoding_are_read_as_western() -> None:
    assert _text(_html("Café fermé").encode("cp1252")) == "Café fermé"


def test_lone_surrogates_in_a_str_do_no_harm() -> None:
    assert "Nước" in _text(_html(TEXT + "\ud800"))


@pytest.mark.parametrize(
    ("html", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        ("", "is empty"),
        (b"%PDF-1.4 <p>", "binary file"),
        (b"\x1f\x8b\x08 <p>", "binary file"),
        (b"\x89PNG <p>", "binary file"),
        (b"GIF89a <p>", "binary file"),
        (b"\xff\xd8\xff\xe0 <p>", "binary file"),
        (b"RIFF\x00\x00 <p>", "binary file"),
        (b'{"html": "<p>x</p>"}', "JSON"),
        ('["<p>"]', "JSON"),
        (b"no tag at all", "plain text"),
        (b"1 < 2 and 3 > 2", "plain text"),
        (b'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b"<sitemapindex></sitemapindex>", "sitemap"),
        (b"<rdf:RDF></rdf:RDF>", "feed"),
        (b"<!-- nothing -->", "no HTML element"),
    ],
)
def test_what_is_no_html_is_refused_by_name(html: bytes | str, says: str) -> None:
    with pytest.raises(NotHtmlError, match=says) as raised:
        Page(html, url=URL)
    assert raised.value.url == URL
    assert URL in str(raised.value)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Tu&#7893;i Tr&#7867;", "Tuổi Trẻ"),
        ("Tu&amp;#7893;i Tr&amp;#7867;", "Tuổi Trẻ"),
        ("C&aacute; &amp; t&ocirc;m", "Cá & tôm"),
        ("A&amp;amp;B", "A&B"),
        ("A&amp;amp;amp;B", "A&amp;B"),
        ("AT&T", "AT&T"),
        ("  a\u00a0\n b ", "a b"),
        ("Ti\u00ea\u0301ng", "Tiếng"),
        ("", ""),
    ],
)
def test_entities_are_unescaped_twice_at_most(text: str, plain: str) -> None:
    assert unescape(text) == plain


def test_meta_tags_are_found_by_property_name_and_itemprop() -> None:
    head = (
        "<meta property='og:title' content='Một'><meta name='OG:Title' content='Hai'><meta itemprop=headline content=' Ba '>"
        "<meta name=empty content=''><meta name=blank content='  '><meta name=none><meta content='Bốn'>"
    )
    page = Page(_html(head=head), url=URL)
    assert page.meta_all("og:title") == ["Một", "Hai"]
    assert page.meta_first("none", "empty", "blank", "headline", "og:title") == "Ba"
    assert page.meta_all("none") == []
    assert page.meta_first("none", "empty") is None


def test_meta_contents_are_unescaped() -> None:
    head = "<meta name=a content='N&#432;&#7899;c &amp;amp; b&amp;#232;'>"
    assert Page(_html(head=head), url=URL).meta_first("a") == "Nước & bè"


def _page_with_ld(source: str) -> Page:
    return Page(_html(head=f"<script type='application/ld+json'>{source}</script>"), url=URL)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param({"name": "a"}, ["a"], id="object"),
        pytest.param([{"name": "a"}, [{"name": "b"}]], ["a", "b"], id="lists"),
        pytest.param(
            {"name": "a", "@graph": [{"name": "b"}, {"name": "c", "mainEntity": {"name": "d"}}]},
            ["a", "b", "c", "d"],
            id="graph",
        ),
        pytest.param({"name": "a", "mainEntityOfPage": "https://tin.example.vn/a"}, ["a"], id="address"),
        pytest.param("a", [], id="string"),
        pytest.param(7, [], id="number"),
        pytest.param({"name": "a", "author": {"name": "b"}}, ["a"], id="other-objects-are-no-entities"),
    ],
)
def test_json_ld_objects_are_flattened(value: object, names: list[str]) -> None:
    assert [one.get("name") for one in _page_with_ld(json.dumps(value)).json_ld] == names


def test_json_ld_of_several_scripts_in_order() -> None:
    head = "".join(f'<script type=\'application/ld+json\'>{{"name": "{name}"}}</script>' for name in "abc")
    assert [one["name"] for one in Page(_html(head=head), url=URL).json_ld] == ["a", "b", "c"]


def test_json_ld_is_read_from_the_body_too() -> None:
    page = Page(_html('<script type=\'application/ld+json\'>{"name": "a"}</script>'), url=URL)
    assert [one["name"] for one in page.json_ld] == ["a"]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("[" * 100_000 + "]" * 100_000, id="deep-lists"),
        pytest.param('{"@graph":' * 50_000 + "1" + "}" * 50_000, id="deep-graphs"),
        pytest.param("[" + ",".join(['{"name": "a"}'] * 50_000) + "]", id="long-list"),
        pytest.param("/*" * 50_000, id="comments"),
        pytest.param('"headline" : "' * 20_000, id="headlines"),
        pytest.param('{"a": "' + "\\" * 100_000, id="backslashes"),
        pytest.param("," * 100_000 + "]", id="commas"),
        pytest.param("1" * 100_000, id="a-long-number"),
        pytest.param('{"headline": ' + "9" * 5000 + "}", id="a-number-too-long-for-int"),
        pytest.param('{"a": NaN, "b": Infinity, "c": 1e999}', id="odd-numbers"),
        pytest.param('{"a": "\\ud800"}', id="lone-surrogate"),
    ],
)
def test_hostile_json_ld_is_bounded(source: str) -> None:
    assert len(_page_with_ld(source).json_ld) <= 1000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a b"),
        ("<p>a<b>b</b>c</p>", "abc"),
        ("<p>a<br>b</p>", "a b"),
        ("<ul><li>a<li>b</ul>", "a b"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<p>a<script>x</script>b<style>y</style>c</p>", "abc"),
        ("<p>a</p><noscript>x</noscript><template>y</template><svg><text>z</text></svg><iframe>w</iframe>", "a"),
        ("<p>a<!-- x -->b<?y?></p>", "ab"),
        ("<p>a<img alt='x' title='y'>b</p>", "ab"),
        ("<button>a</button><select><option>b<option>c</select><textarea>d</textarea>", "a b c d"),
        ("<p hidden>a</p><p style='display:none'>b</p>", "a b"),
        ("<span>a</span><span>b</span>", "ab"),
        ("<p>a</p>b<p>c", "a b c"),
        ("<audio>x</audio>a<video>y</video>b<object>z</object>", "ab"),
    ],
)
def test_visible_text(html: str, text: str) -> None:
    assert visible_text(Page(f"<body>{html}</body>", url=URL).body) == text


def test_the_tail_of_an_element_is_not_its_text() -> None:
    page = Page("<body><p><b>a</b> tail</p></body>", url=URL)
    bold = next(page.root.iter("b"))
    assert visible_text(bold) == "a"
    assert "".join(iter_visible_text(bold)) == "a"


def test_visible_text_of_a_very_deep_tree() -> None:
    assert visible_text(Page("<body>" + "<i>" * 1500 + "a", url=URL).root) == "a"


def test_nearest_block() -> None:
    page = Page("<body><div><p><b><i>a</i></b></p></div></body>", url=URL)
    block = nearest_block(next(page.root.iter("i")))
    assert block is not None
    assert block.tag == "p"
    assert nearest_block(block) is block


@pytest.mark.parametrize(
    "html", ["<p>a</p>", "<h1>a</h1><p>b", "<html><p>a", "<body>a", "<frameset><frame src=x></frameset>"]
)
def test_a_page_without_a_body_still_has_one(html: str) -> None:
    page = Page(html, url=URL)
    assert page.body is not None
    assert page.body in page.root.iter()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("", URL, id="none"),
        pytest.param("<base href=' /ban-in/ '>", "https://tin.example.vn/ban-in/", id="relative"),
        pytest.param("<base href='https://cdn.example.vn/2026/'>", "https://cdn.example.vn/2026/", id="absolute"),
        pytest.param("<base target=_blank><base href='/ban-in/'>", "https://tin.example.vn/ban-in/", id="target-first"),
        pytest.param("<base href='javascript:void(0)'>", URL, id="no-address"),
        pytest.param("<base href='http://[bad'>", URL, id="broken"),
    ],
)
def test_base_url(head: str, expected: str) -> None:
    assert Page(_html(head=head), url=URL).base_url == expected


def test_base_element_out_of_place_counts() -> None:
    assert Page("<body><p>Bè cá</p><base href='/ban-in/'></body>", url=URL).base_url == "https://tin.example.vn/ban-in/"
