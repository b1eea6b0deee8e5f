"""parse_section: the links of a listing page."""

from __future__ import annotations

import pytest

from newsspiders.discovery import SourceError, parse_section

URL = "https://news.example/kinh-te/index.shtml"


def test_links_are_absolute_once_and_titled() -> None:
    body = """<ul class="text_list">
      <li><a href="/2026/a.html"><img alt=""></a> <a href="/2026/a.html#c">  Giá
        vàng <b>tăng</b></a></li>
      <li><a href="b.html" title="Title attribute"></a></li>
      <li><a href="//cdn.example/c.html">C</a></li>
      <li><a href="javascript:void(0)">menu</a><a>no address</a><a href="">self</a><a href="http://[/">broken</a></li>
    </ul>""".encode()
    links = parse_section(body, url=URL).links
    assert [(link.url, link.title) for link in links] == [
        ("https://news.example/2026/a.html", "Giá vàng tăng"),
        ("https://news.example/kinh-te/b.html", "Title attribute"),
        ("https://cdn.example/c.html", "C"),
    ]
    assert {link.source for link in links} == {URL}


def test_base_element_counts() -> None:
    body = b'<html><head><base href="/other/"></head><body><a href="a.html">A</a></body></html>'
    assert parse_section(body, url=URL).links[0].url == "https://news.example/other/a.html"


def test_page_without_links() -> None:
    assert parse_section(b"<html><body><p>Nothing</p></body></html>", url=URL).links == ()


@pytest.mark.parametrize("body", [b"", b"   ", b"plain text", b"\x00\x01\x02"])
def test_no_page_is_said(body: bytes) -> None:
    with pytest.raises(SourceError, match="no page but"):
        parse_section(body, url=URL)


def test_deep_nesting_ends() -> None:
    body = b"<div>" * 100_000 + b'<a href="/deep.html">x</a>'
    assert len(parse_section(body, url=URL).links) <= 1
