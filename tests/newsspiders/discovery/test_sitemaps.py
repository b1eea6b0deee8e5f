"""parse_sitemap: urlset, index, news, gzip, broken, hostile; and dates in file names."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsspiders.discovery import SourceError, date_in_name, parse_sitemap
from newsspiders.discovery.links import MAX_UNPACKED_BYTES

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
URL = "https://news.example/sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def urlset(*entries: str) -> bytes:
    return f'<?xml version="1.0"?><urlset {NAMESPACES}>{"".join(entries)}</urlset>'.encode()


def test_news_entry() -> None:
    body = urlset(
        "<url><image:image><image:loc>https://img.example/1.jpg</image:loc><image:title>Photo</image:title>"
        "</image:image><loc> https://news.example/a </loc><lastmod>2026-03-07T09:30:00+07:00</lastmod>"
        "<news:news><news:publication_date>2026-03-07T08:00:00</news:publication_date>"
        "<news:title>Gi&amp;aacute; v&#224;ng</news:title></news:news></url>"
    )
    (link,) = parse_sitemap(body, url=URL, zone=HANOI).links
    assert link.url == "https://news.example/a"
    assert link.published == datetime(2026, 3, 7, 8, 0, tzinfo=HANOI)
    assert link.modified == datetime(2026, 3, 7, 9, 30, tzinfo=HANOI)
    assert link.latest == link.modified
    assert link.title == "Giá vàng"
    assert link.source == URL


def test_a_day_alone_is_that_days_end() -> None:
    body = urlset("<url><loc>https://news.example/a</loc><lastmod>2026-03-07</lastmod></url>")
    (link,) = parse_sitemap(body, url=URL, zone=HANOI).links
    assert link.modified == datetime(2026, 3, 7, 23, 59, 59, tzinfo=HANOI)
    assert link.published is None


def test_index() -> None:
    body = (
        f"<sitemapindex {NAMESPACES}><sitemap><loc>/s/2026-03-07.xml</loc>"
        "<lastmod>2026-03-07T01:00:00Z</lastmod></sitemap><sitemap><loc>/s/tag.xml</loc></sitemap></sitemapindex>"
    ).encode()
    sitemap = parse_sitemap(body, url=URL)
    assert [link.url for link in sitemap.sitemaps] == [
        "https://news.example/s/2026-03-07.xml",
        "https://news.example/s/tag.xml",
    ]
    assert sitemap.links == ()


def test_without_a_namespace() -> None:
    body = b"<urlset><url><loc>https://news.example/a</loc></url></urlset>"
    assert len(parse_sitemap(body, url=URL).links) == 1


def test_empty_urlset_is_a_sitemap() -> None:
    assert parse_sitemap(urlset(), url=URL).links == ()


def test_broken_xml_gives_what_stands_before_the_break() -> None:
    body = urlset(*(f"<url><loc>https://news.example/{n}</loc></url>" for n in range(5)))
    links = parse_sitemap(body[: body.index(b"/4<")], url=URL).links
    assert [link.url for link in links][:4] == [f"https://news.example/{n}" for n in range(4)]


def test_gzip_and_truncated_gzip() -> None:
    packed = gzip.compress(urlset(*(f"<url><loc>https://news.example/{n}</loc></url>" for n in range(500))))
    assert len(parse_sitemap(packed, url=URL).links) == 500
    assert 0 < len(parse_sitemap(packed[: len(packed) // 2], url=URL).links) < 500


def test_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (MAX_UNPACKED_BYTES + 1))
    with pytest.raises(SourceError, match="more than 50 MiB"):
        parse_sitemap(bomb, url=URL)


def test_entities_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<urlset><url><loc>https://news.example/&l11;&x;</loc></url></urlset>"
    ).encode()
    for link in parse_sitemap(body, url=URL).links:
        assert link.url == "https://news.example/"


@pytest.mark.parametrize("body", [b"", b"<html><p>no</p></html>", b"%PDF-1.4", b"<rss></rss>", b"\x00" * 9])
def test_no_sitemap_is_said(body: bytes) -> None:
    with pytest.raises(SourceError, match="no sitemap but"):
        parse_sitemap(body, url=URL)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/sitemap/sitemap-post/2026-03-07.xml", datetime(2026, 3, 7, 23, 59, 59, tzinfo=UTC)),
        ("/sitemaps/news-2026-3.xml", datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)),
        ("/sitemaps/news-2025-12.xml", datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("/sitemaps/news-2024-02.xml", datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
        ("/StaticSitemaps/sitemaps-2026-3-21-31.xml", datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)),
        ("/sitemaps/news-2026-13.xml", None),
        ("/sitemaps/categories.xml", None),
        ("/sitemap/120260307.xml", None),
    ],
)
def test_date_in_name(name: str, expected: datetime | None) -> None:
    assert date_in_name(f"https://news.example{name}") == expected
