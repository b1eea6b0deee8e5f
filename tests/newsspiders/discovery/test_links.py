"""absolute_url: what is let through, and all that is not."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.discovery.links import MAX_URL_LENGTH, absolute_url

BASE = "https://news.example/kinh-te/index.html"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a.html", "https://news.example/kinh-te/a.html"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("http://news.example:8080/a#top", "http://news.example:8080/a"),
        (" https://news.example/a\n-b.html\t", "https://news.example/a-b.html"),
        ("/thoi-su&s_cond=&BRSR=15", "https://news.example/thoi-su&s_cond=&BRSR=15"),
        ("/giá-vàng.html?q=tết", "https://news.example/giá-vàng.html?q=tết"),
        ("https://báo.vn/a", "https://xn--bo-mia.vn/a"),
        ("https://báo.vn:8080/a", "https://xn--bo-mia.vn:8080/a"),
        ("https://tin。vn/a", "https://tin.vn/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_web_addresses(href: str, expected: str) -> None:
    assert absolute_url(href, base=BASE) == expected


@pytest.mark.parametrize(
    "href",
    [
        None, "", " ", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "mailto:a@news.example", "ftp://news.example/a", "https://me:secret@news.example/a", "https://me@news.example/",
        "https://news.example\\@other.example/", "\\\\other.example\\a", "/a\\b", "/a\x00b", "/a\x7fb",
        "https://news.example:99999/", "https://news.example:x/", "https://[broken/", "https://a b.example/",
        "https://%6eews.example/", "https://a..example/", "https://" + "a" * 64 + ".example/",
        "https://news.example／a.other.example/", "/\ud800", "/" + "a" * MAX_URL_LENGTH, "a" * 10_000,
    ],
)  # fmt: skip
def test_everything_else_is_none(href: str | None) -> None:
    assert absolute_url(href, base=BASE) is None


@given(st.text(max_size=60), st.sampled_from(["", "https://", "//", "/", "https://news.example/", "http://x.vn:80/?"]))
def test_any_text_gives_a_plain_address_or_none(text: str, start: str) -> None:
    found = absolute_url(start + text, base=BASE)
    if found is not None:
        parts = urlsplit(found)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert parts.netloc.isascii()
        assert not parts.username
        assert not parts.fragment
        assert absolute_url(found, base="") == found
