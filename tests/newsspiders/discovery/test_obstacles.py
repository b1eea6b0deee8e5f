"""obstacle: walls by their marks, and pages that only talk of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.discovery import obstacle
from tests.fixture_pages import ROOT

SENTENCE = "Trang đang kiểm tra trình duyệt của bạn trước khi cho vào. "
PROSE = "<p>" + "Sông Hồng sáng nay xuống thấp, thuyền phải chờ con nước lên mới cập bến được. " * 40 + "</p>"


def page(body: str, *, title: str = "Tin") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


WALLS = [
    (page("<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=1'></script>", title="Just a moment..."), "Cloudflare"),
    (page("<script>window._cf_chl_opt={};a='/x?__cf_chl_rt_tk=1'</script><p>Verifying you are human</p>"), "Cloudflare"),
    (page("<p>Sorry, you have been blocked</p>", title="Attention Required! | Cloudflare"), "Cloudflare"),
    (page("<script src='/.well-known/ddos-guard/js-challenge/index.js'></script>", title="DDoS-Guard"), "DDoS-Guard"),
    (page("<iframe src='/_Incapsula_Resource?SWUDNSAI=31'>Request unsuccessful. Incapsula incident ID: 1-2</iframe>"), "Imperva"),
    (page("<h1>Access Denied</h1>You don't have permission.<p>Reference&#32;&#35;18&#46;1", title="Access Denied"), "Akamai"),
    (page("<script src='https://ct.captcha-delivery.com/c.js'></script><p>Please enable JS</p>"), "DataDome"),
    (page("<script>sucuri_cloudproxy_js='';</script>"), "Sucuri"),
    (page("<div id='px-captcha'></div>"), "PerimeterX"),
    (page("<form><div class='g-recaptcha' data-sitekey='x'></div></form>"), "a captcha"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "name"), WALLS, ids=[name for _, name in WALLS])
def test_walls(body: bytes, name: str) -> None:
    assert obstacle(body, status=403, headers={}) == f"a challenge page ({name})"


@pytest.mark.parametrize(("body", "name"), WALLS, ids=[name for _, name in WALLS])
def test_an_article_with_the_same_marks_is_an_article(body: bytes, name: str) -> None:
    assert obstacle(body.replace(b"<body>", b"<body>" + PROSE.encode()), status=200, headers={}) is None


def test_an_article_about_walls_is_an_article() -> None:
    text = "<p>Cloudflare hiện dòng chữ Just a moment... và cf-chl-bypass, Access Denied, Reference #18.</p>"
    assert obstacle(page(PROSE + text, title="Cloudflare gặp sự cố"), status=200, headers={}) is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<div id='root'></div><script src='/app.js'></script>", "a page drawn by script, without its text"),
        ("<div class='x' id=\"__next\">\n</div><script>1</script>", "a page drawn by script, without its text"),
        (
            "<app-root></app-root><script type='module' src='/m.js'></script>",
            "a page drawn by script, without its text",
        ),
        ("<div id='root'><p>Tin ngắn</p></div><script src='/app.js'></script>", None),
        ("<div id='root'></div><p>Không có kịch bản nào</p>", None),
    ],
)
def test_pages_drawn_by_script(body: str, told: str | None) -> None:
    assert obstacle(page(body), status=200, headers={}) == told
    assert obstacle(page(body + PROSE), status=200, headers={}) is None


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"cf-mitigated": "challenge"}, "a challenge page (Cloudflare)"),
        ({"x-amzn-waf-action": "challenge"}, "a challenge page (AWS WAF)"),
        ({"server": "cloudflare", "cf-ray": "1"}, None),
    ],
)
def test_headers(headers: dict[str, str], told: str | None) -> None:
    assert obstacle(page(PROSE), status=200, headers=headers) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<script>document.cookie='D1N=abc;path=/';window.location.reload(true);</script>", "a page that sets a cookie by script and reloads"),
        ("<script>document.cookie = 'a=b'; location.href = location.href;</script>", "a page that sets a cookie by script and reloads"),
        ("<noscript>Bật JavaScript</noscript><script>window.location.replace('/a?k=1')</script>", "a page that redirects by script"),
        ("<script>location='/a?k=1'</script>", "a page that redirects by script"),
        ("<form action='https://consent.news.example/save'><button>OK</button></form>", "a consent page"),
        ("<script>if (location.href == 'x') a()</script><p>Tin</p>", None),
        ("<a href='/a'>Tin</a><script>location.reload()</script>", None),
        (PROSE + "<script>document.cookie='a=b';location.reload()</script>", None),
        ("<p>Không tìm thấy trang</p>", None),
        ("", None),
    ],
)  # fmt: skip
def test_pages_that_act_by_script(body: str, told: str | None) -> None:
    assert obstacle(page(body), status=200, headers={}) == told


def test_login() -> None:
    form = "<form><input name=u><input name=p type='password'></form>"
    assert obstacle(page(form, title="Đăng nhập | Tin Mới"), status=200, headers={}) == "a login page"
    assert obstacle(page(form, title="Tin Mới"), status=200, headers={}) is None
    assert obstacle(page(form + PROSE, title="Đăng nhập bằng vân tay"), status=200, headers={}) is None


def test_accepted_but_not_there() -> None:
    assert obstacle(b"", status=202, headers={}) == "an HTTP 202 answer without a page"
    assert obstacle(b"", status=200, headers={}) is None


def test_a_feed_is_read_as_a_feed() -> None:
    body = b"<?xml version='1.0'?><rss><channel><item><title>Just a moment...</title></item></channel></rss>"
    assert obstacle(body, status=200, headers={}) is None


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/*.html")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_saved_page_is_an_obstacle(path: Path) -> None:
    assert obstacle(path.read_bytes(), status=200, headers={}) is None


@pytest.mark.parametrize("piece", [b"<script", b"<!--", b"<", b"<form ", b"<title>", b"<input "])
def test_markup_without_end_ends(piece: bytes) -> None:
    obstacle(piece * (200_000 // len(piece)), status=200, headers={})


@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    obstacle(body, status=200, headers={})
