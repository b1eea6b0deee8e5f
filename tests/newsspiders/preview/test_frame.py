"""The page itself, made harmless; the browser's own word on it is in test_browser.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from newsspiders.preview.frame import Frame, build_frame
from newsspiders.preview.reading import kind_of, open_page, read
from newsspiders.preview.samples import Sample
from tests.newsspiders.preview.pages import FIRST, FURNITURE, SITE, URL, sample

HEAD = "<link rel='stylesheet' href='/a.css'><link rel=stylesheet href=http://tinmoi.example.vn/b.css>"


def frame_of(page: Sample, *, online: bool = False) -> Frame:
    pieces = read(page, SITE).pieces
    kinds = [kind_of(one) for one in pieces]
    return build_frame(open_page(page, SITE)[0], pieces, kinds=kinds, nonce="NONCE", online=online)


def test_pieces_are_marked_by_kind() -> None:
    tree = lxml_html.fromstring(frame_of(sample(FURNITURE)).html)
    marks = tree.xpath(f"//p/span[text()='{FIRST}']")
    assert [(one.get("data-kind"), one.get("tabindex")) for one in marks] == [("body", "0")]
    assert {one.get("data-kind") for one in tree.xpath("//span[@data-piece]")} == {"title", "body", "drop", "outside"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
        "<iframe src='https://evil.example'></iframe>", "<svg><script>alert(1)</script></svg>", "<p style='background:url(//evil.example)'>x</p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<form action='//evil.example'><input name=q><button formaction='//evil.example'>x</button></form>",
        "<object data='//evil.example'></object><embed src='//evil.example'>", "<video src='//evil.example' poster='//evil.example'></video>",
        "<base href='//evil.example'><meta http-equiv=refresh content='0;url=//evil.example'>", "<style>@import '//evil.example'</style>",
        "<span data-piece='0' data-kind='title' tabindex=3>x</span>", "<details open ontoggle=alert(1)>x</details>", "<a ping='//evil.example' href='//evil.example'>x</a>",
        "<table background='//evil.example'><tr><td>x</table>", "<template><script>alert(1)</script></template>", "<!--><img src=x onerror=alert(1)>-->",
        "<img srcset='//evil.example 2x'>", "<picture><source srcset='//evil.example'><img></picture>", "<my-app onclick=alert(1)>x</my-app>",
    ],
)  # fmt: skip
def test_nothing_that_acts_is_left(hostile: str) -> None:
    assert_harmless(frame_of(sample(hostile)))


@given(st.text(st.sampled_from("<>/='\" abimgscriptonerrorstylesvgmath!-&;:x"), max_size=80))
def test_whatever_the_markup(hostile: str) -> None:
    assert_harmless(frame_of(sample(hostile)))


def assert_harmless(frame: Frame) -> None:
    tree = lxml_html.document_fromstring(frame.html)
    assert [one.get("nonce") for one in tree.iter("script")] == ["NONCE"]
    assert len(list(tree.iter("style"))) == 1
    known = {"class", "id", "colspan", "rowspan", "dir", "lang", "alt", "data-piece", "data-kind", "tabindex", "role"}
    assert tree.body is not None
    for element in tree.body.iter("*"):
        if element.tag != "script":
            assert set(element.attrib) <= known, element.attrib
            assert element.tag not in (
                "iframe",
                "object",
                "embed",
                "form",
                "input",
                "svg",
                "math",
                "base",
                "meta",
                "link",
            )
    marks = [one for one in tree.iter("*") if one.get("data-piece")]
    assert all(one.get("data-kind") for one in marks)


def test_the_policy() -> None:
    policy = frame_of(sample()).policy
    assert "default-src 'none'" in policy
    assert "script-src 'nonce-NONCE'" in policy
    assert "img-src data:;" in policy
    assert "sandbox allow-scripts" in policy
    assert "https:" not in policy


def test_pictures_and_styles_when_asked_for() -> None:
    pictures = (
        "<img src='/a.jpg'><img src='data:x' data-src='//cdn.example/b.jpg'><img src='http://127.0.0.1:80/c.jpg'>"
    )
    page = Sample(name="one", url=URL, html=sample(pictures).html.replace(b"<head>", b"<head>" + HEAD.encode()))
    frame = frame_of(page, online=True)
    tree = lxml_html.fromstring(frame.html)
    assert [one.get("src") for one in tree.iter("img")] == [
        "https://tinmoi.example.vn/a.jpg", "https://cdn.example/b.jpg", None,
    ]  # fmt: skip
    assert [one.get("href") for one in tree.iter("link")] == ["https://tinmoi.example.vn/a.css"]
    assert "img-src data: https:;" in frame.policy
    assert "script-src 'nonce-NONCE';" in frame.policy
    assert [one.get("src") for one in lxml_html.fromstring(frame_of(page).html).iter("img")] == [None, None, None]
