"""Bad input gives a documented error or an article with warnings: never a hang, a crash or a silent empty article."""

from __future__ import annotations

import gzip
import json

import pytest

from extractors import EmptyBodyError, Extraction, ExtractionError, NotAnArticleError, NotHtmlError, extract, strip_text

URL = "https://vnexpress.net/gia-ca-phe-tang-4954454.html"
UNKNOWN = "https://example.org/news/1"
SENTENCE = "Giá cà phê tại Đắk Lắk sáng nay tăng thêm 1.200 đồng mỗi kilogram so với hôm qua, theo các đại lý thu mua. "


def _page(body: str, *, head: str = "") -> str:
    return f"<html><head><title>Giá cà phê tăng</title>{head}</head><body>{body}</body></html>"


def _article(inner: str) -> str:
    return _page(f'<h1 class="title-detail">Giá cà phê tăng</h1><article class="fck_detail">{inner}</article>')


PARAGRAPH = f"<p>{SENTENCE * 3}</p>"


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"   \n\t ",
        b"\xef\xbb\xbf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        gzip.compress(b"<html><body><p>x</p></body></html>", mtime=0),
        b"PK\x03\x04rest of a zip",
        b"\x89PNG\r\n\x1a\n<p>",
        json.dumps({"html": "<p>text</p>"}).encode(),
        b"just a line of text",
        b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>',
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>",
        b"<!-- only a comment -->",
        b"\x00\x01\x02\x03",
        "",
        "{}",
    ],
)
def test_what_is_no_html(html: bytes | str) -> None:
    with pytest.raises(NotHtmlError, match=URL):
        extract(html, url=URL)


@pytest.mark.parametrize("url", [URL, UNKNOWN])
@pytest.mark.parametrize(
    "body",
    [
        "",
        "<nav>" + "<a href='/a'>Thời sự</a> <a href='/b'>Kinh doanh</a> " * 100 + "</nav>",
        "<ul>" + "<li><a href='/a-1.html'>Tin ngắn</a></li>" * 500 + "</ul>",
        "<script>var text = 'long script text';</script>",
        "<!-- never closed <p>text</p>",
    ],
)
def test_pages_without_an_article(body: str, url: str) -> None:
    with pytest.raises(NotAnArticleError):
        extract(_page(body), url=url)


@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
def test_a_list_of_teasers_is_no_article(head: str) -> None:
    card = f"<div><h3><a href='/a.html'>Giá cà phê tăng lần thứ {{}}</a></h3><p>{SENTENCE}</p></div>"
    with pytest.raises(NotAnArticleError, match="linked headlines with teasers"):
        extract(
            _page("<main>" + "".join(card.format(number) for number in range(20)) + "</main>", head=head), url=UNKNOWN
        )


def test_a_page_that_says_it_is_an_article_but_has_no_text() -> None:
    head = '<meta property="og:type" content="article">'
    with pytest.raises(EmptyBodyError, match="rules may be stale"):
        extract(_page("<p>Đang tải…</p>", head=head), url=URL)


def test_a_body_of_furniture_alone_is_an_error_that_says_so() -> None:
    with pytest.raises(EmptyBodyError, match="all its text was furniture"):
        extract(_article("<p>Tin liên quan</p><p>[ad_2]</p>"), url=URL)


@pytest.mark.parametrize("url", ["not a url", "http://[broken", ""])
def test_a_broken_url_is_a_value_error_or_an_unknown_site(url: str) -> None:
    try:
        article = extract(_page(PARAGRAPH * 5), url=url).article
    except (ValueError, ExtractionError):
        return
    assert article.site is None


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        (_article(PARAGRAPH).encode("windows-1258", "replace"), True),
        (_article(PARAGRAPH).encode("utf-16"), False),
        (_article(PARAGRAPH).encode("utf-16-le"), False),
        (b"\xef\xbb\xbf" + _article(PARAGRAPH).encode(), False),
        (_page(PARAGRAPH).replace("<head>", "<head><meta charset='windows-1258'>").encode(), False),
        (_page(PARAGRAPH).replace("<head>", "<head><meta charset='no-such-thing'>").encode(), False),
        (_article(PARAGRAPH).encode().replace("sáng".encode(), b"s\xe1\xff"), True),
        (_article(PARAGRAPH).encode().replace(b"theo", b"th\0eo"), False),
    ],
)
def test_wrong_and_lying_charsets(html: bytes, lost: bool) -> None:
    text = extract(html, url=URL).article.text
    assert "1.200" in text
    assert (SENTENCE.strip() in text) is not lost


def test_declared_windows_1258_is_read_and_composed() -> None:
    text = "Tiếng Việt: cà phê, đường, sữa"
    decomposed = "Tiê\u0301ng Viê\u0323t: cà phê, đươ\u0300ng, sư\u0303a"
    page = _article(f"<p>{decomposed}</p>{'<p>' + 'abc ' * 30 + '</p>'}").replace(
        "<head>", "<head><meta charset=windows-1258>"
    )
    assert text in extract(page.encode("windows-1258"), url=URL).article.text


@pytest.mark.parametrize("url", [URL, UNKNOWN])
@pytest.mark.parametrize(
    "html",
    [
        b"<div>" * 2_000_000,
        b"<html><body>" + b"<div>" * 2_000_000 + SENTENCE.encode(),
        b"<html><body>" + b"<b><i>" * 300 + SENTENCE.encode() * 10,
        b"<html><body>" + b"<table><tr><td>" * 20_000 + SENTENCE.encode(),
        b"<html><body>" + b"<p>x" * 100_000,
        b"<html><body>" + b"<a href=x>y</a>" * 100_000,
        b"<html><body>" + b"<!--" * 100_000,
        b"<html><body><script type='application/ld+json'>" + b'{"a":' * 100_000,
        b"<html><body><script type='application/ld+json'>" + b"[" * 100_000 + b"]" * 100_000 + b"</script>",
        b"<html><body><p>" + b"&nbsp;" * 1_000_000,
        b"<html><body><p>" + b"a" * 10_000_000,
        b"<html><body><p>" + b"( " * 1_000_000,
        b"<html><head>" + b"<meta name='author' content='x'>" * 50_000,
        b"<html><body class='" + b"a " * 1_000_000 + b"'>",
        b"<p" + b" a" * 100_000 + b">",
    ],
)
def test_hostile_pages_end(html: bytes, url: str) -> None:
    try:
        extraction = extract(html, url=url, trace=True)
    except ExtractionError:
        return
    assert extraction.article.body


@pytest.mark.parametrize("depth", [150, 300, 1000, 3000])
def test_text_below_many_elements_is_found(depth: int) -> None:
    html = _article("<div>" * depth + PARAGRAPH + "</div>" * depth)
    try:
        extraction: Extraction = extract(html, url=URL, trace=True)
    except NotAnArticleError:
        assert depth > 2000, "libxml2 itself stops at a depth of 2048"
    else:
        assert SENTENCE.strip() in extraction.article.text


def test_unclosed_and_misnested_markup() -> None:
    html = _article(f"<p><b>{SENTENCE}<p><i>{SENTENCE}</b></i><ul><li>một<li>hai</ul><table><tr><td>a<td>b")
    assert extract(html, url=URL).article.text.count("Đắk Lắk") == 2


def test_no_body_element() -> None:
    html = f'<h1 class="title-detail">Giá cà phê tăng</h1><article class="fck_detail">{PARAGRAPH}</article>'
    assert "Đắk Lắk" in extract(html, url=URL).article.text


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "\0", "a" * 100_000, "\n" * 100_000, "[" * 50_000, "(Ảnh: " * 20_000, "Nguồn: " * 20_000,
     "a b\n" * 50_000, "\u200b\ufeff", "\ud800"],
)  # fmt: skip
def test_any_text_can_be_stripped(text: str) -> None:
    extraction = strip_text(text)
    assert strip_text(extraction.article.text).article.text == extraction.article.text
