"""parse_feed: RSS, Atom, RDF, the date forms of our sites, and what is no feed."""

from __future__ import annotations

import gzip
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from newsspiders.discovery import SourceError, parse_feed

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
URL = "https://news.example/rss/home.rss"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def test_rss_item() -> None:
    item = (
        "<item><title><![CDATA[Gi&#225; v&agrave;ng]]></title>"
        "<link> https://news.example/a-1.html#top </link>"
        "<pubDate>Sat, 07 Mar 2026 08:00:00 +0700</pubDate></item>"
    )
    (link,) = parse_feed(rss(item), url=URL, zone=HANOI).links
    assert link.url == "https://news.example/a-1.html"
    assert link.title == "Giá vàng"
    assert link.published == datetime(2026, 3, 7, 8, 0, tzinfo=HANOI)
    assert link.source == URL


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("10/5/2026 3:42:00 PM", datetime(2026, 10, 5, 15, 42, tzinfo=HANOI)),  # US order, the site's clock
        ("Sat, 07 Mar 2026 08:00:00 GMT+7", datetime(2026, 3, 7, 8, 0, tzinfo=HANOI)),
        ("Sat, 07 Mar 2026 01:00:00 GMT", datetime(2026, 3, 7, 8, 0, tzinfo=HANOI)),
        ("2026-03-07T08:00:00", datetime(2026, 3, 7, 8, 0, tzinfo=HANOI)),
        ("2026-03-07T01:00:00Z", datetime(2026, 3, 7, 8, 0, tzinfo=HANOI)),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(printed: str, expected: datetime | None) -> None:
    item = f"<item><link>https://news.example/a</link><pubDate>{printed}</pubDate></item>"
    (link,) = parse_feed(rss(item), url=URL, zone=HANOI).links
    assert link.published == expected
    assert link.published is None or link.published.tzinfo is not None


def test_atom() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/a-1.html"/>'
        b"<updated>2026-03-07T01:00:00Z</updated></entry></feed>"
    )
    (link,) = parse_feed(body, url=URL).links
    assert link.url == "https://news.example/a-1.html"
    assert link.published is not None


def test_guid_stands_in_for_a_missing_link() -> None:
    (link,) = parse_feed(rss("<item><guid>https://news.example/a</guid></item>"), url=URL).links
    assert link.url == "https://news.example/a"


@pytest.mark.parametrize("href", ["", "javascript:void(0)", "mailto:a@b.c", "http://[broken/", "file:///etc/passwd"])
def test_what_is_no_web_link_is_left_out(href: str) -> None:
    assert parse_feed(rss(f"<item><title>A</title><link>{href}</link></item>"), url=URL).links == ()


def test_order_is_kept_and_full_text_is_not_needed() -> None:
    items = [
        f'<item xmlns:content="c"><link>https://news.example/{n}</link>'
        f"<content:encoded><![CDATA[<p>{'x' * 5000}</p>]]></content:encoded></item>"
        for n in range(30)
    ]
    links = parse_feed(rss(*items), url=URL).links
    assert [link.url.rpartition("/")[2] for link in links] == [str(n) for n in range(30)]


def test_empty_feed_is_a_feed() -> None:
    assert parse_feed(rss(), url=URL).links == ()


def test_truncated_feed_gives_what_it_holds() -> None:
    whole = rss("<item><link>https://news.example/1</link></item>", "<item><link>https://news.example/2</link></item>")
    links = parse_feed(whole[:-60], url=URL).links
    assert links[0].url == "https://news.example/1"


def test_gzip_is_unpacked() -> None:
    packed = gzip.compress(rss("<item><link>https://news.example/1</link></item>"))
    assert len(parse_feed(packed, url=URL).links) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "an empty answer"),
        (b"  \n", "an empty answer"),
        (b"<!DOCTYPE html><html><body>checking your browser</body></html>", "an HTML page"),
        (b"/etc/passwd", "begins with b'/etc/passwd'"),  # feedparser would open it
        (b"{}", "begins with"),
        (b"\x00\xff\xfe", "begins with"),
        (b"\x1f\x8b\x08broken", "gzip"),
    ],
)
def test_no_feed_says_what_it_is(body: bytes, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_feed(body, url=URL)
    assert told in str(caught.value)


def test_external_entity_is_not_read() -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<rss version="2.0"><channel>'
        b"<item><title>T&x;</title><link>https://news.example/1</link></item></channel></rss>"
    )
    (link,) = parse_feed(body, url=URL).links
    assert link.title in ("T", "T&x;")
