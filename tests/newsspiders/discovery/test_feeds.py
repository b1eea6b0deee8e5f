"""parse_feed: RSS, Atom, RDF, the date forms of our sites, full texts, bounds, and what is no feed."""

from __future__ import annotations

import contextlib
import gzip
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.discovery import SourceError, parse_feed
from newsspiders.discovery.feeds import MAX_CONTENT_LENGTH, MAX_ENTRIES

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


CONTENT = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
FULL = "<p>" + "Mực nước sông xuống gần hai mét so với cùng kỳ năm ngoái. " * 20 + "</p>"


def content_item(content: str, *, summary: str = "Mực nước sông xuống.") -> str:
    return (
        f"<item {CONTENT}><link>https://news.example/a</link><description>{summary}</description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
    )


def test_full_text_is_kept_as_it_is() -> None:
    (link,) = parse_feed(rss(content_item(FULL)), url=URL).links
    assert link.content == FULL
    assert "Mực nước" not in repr(link)


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("<p>Mực nước sông xuống.</p>", "Mực nước sông xuống."),
        ("<div " + "class='x' " * 90 + ">Mực nước</div>", ""),  # all markup
        (FULL, FULL.replace("<", "&lt;")[:-300]),
        ("", ""),
    ],
    ids=["teaser", "markup", "summary nearly as long", "none"],
)
def test_a_teaser_is_no_full_text(content: str, summary: str) -> None:
    (link,) = parse_feed(rss(content_item(content, summary=summary)), url=URL).links
    assert link.content is None


def test_full_text_is_bounded() -> None:
    (link,) = parse_feed(rss(content_item("<p>" + "dài " * 200_000)), url=URL).links
    assert len(link.content or "") == MAX_CONTENT_LENGTH


def test_atom_content_and_languages() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><title>Báo</title>'
        f'<entry xml:lang="en"><title>A</title><link href="/a"/><content type="html">{FULL.replace("<", "&lt;")}</content></entry>'
        f'<entry><link href="/b"/><content type="text">{"plain " * 200}</content></entry></feed>'
    ).encode()
    feed = parse_feed(body, url=URL)
    assert (feed.title, feed.language, feed.problem) == ("Báo", "vi", None)
    assert [(link.language, link.content is not None) for link in feed.links] == [("en", True), ("vi", False)]


def test_language_of_a_feed_and_of_an_entry() -> None:
    entries = (
        "<language>vi-vn</language><item><link>https://news.example/a</link></item>"
        "<item xmlns:dc='http://purl.org/dc/elements/1.1/'><link>https://news.example/b</link>"
        "<dc:language>ind</dc:language></item>"
    )
    assert [link.language for link in parse_feed(rss(entries), url=URL).links] == ["vi", "id"]


@pytest.mark.parametrize("printed", ["Sat, 07 Mar 26 08:06:00 +0700", "Sat, 7 Mar 26 08:06:00 GMT+7"])
def test_the_first_standard_of_mail_wrote_years_of_two_digits(printed: str) -> None:
    item = f"<item><link>https://news.example/a</link><pubDate>{printed}</pubDate></item>"
    (link,) = parse_feed(rss(item), url=URL, zone=HANOI).links
    assert link.published == datetime(2026, 3, 7, 8, 6, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("printed", "month_first", "expected"),
    [
        ("10/5/2026 3:42:00 PM", True, datetime(2026, 10, 5, 15, 42, tzinfo=HANOI)),
        ("10/5/2026 15:42", True, datetime(2026, 10, 5, 15, 42, tzinfo=HANOI)),
        ("10/5/2026 15:42", False, datetime(2026, 5, 10, 15, 42, tzinfo=HANOI)),
        ("3/8/2026", True, datetime(2026, 3, 8, tzinfo=HANOI)),
        ("Sat, 07 Mar 2026 08:00:00 +0700", True, datetime(2026, 3, 7, 8, tzinfo=HANOI)),
        ("Sat, 07 Mar 26 08:00:00 +0700", True, datetime(2026, 3, 7, 8, tzinfo=HANOI)),
    ],
)
def test_month_first_is_told_by_the_site(printed: str, month_first: bool, expected: datetime) -> None:
    item = f"<item><link>https://news.example/a</link><pubDate>{printed}</pubDate></item>"
    (link,) = parse_feed(rss(item), url=URL, zone=HANOI, month_first=month_first).links
    assert link.published == expected
    assert link.published_is_day == (printed == "3/8/2026")


def test_too_many_entries_are_cut() -> None:
    items = (f"<item><link>https://news.example/{n}</link></item>" for n in range(MAX_ENTRIES + 50))
    feed = parse_feed(rss(*items), url=URL)
    assert [link.url for link in feed.links] == [f"https://news.example/{n}" for n in range(MAX_ENTRIES)]
    assert feed.problem == "has more than 2,000 entries; the rest was not read"


def test_a_million_tags_are_cut() -> None:
    feed = parse_feed(rss("<item><link>https://news.example/a</link></item>", "<a/>" * 1_000_000), url=URL)
    assert len(feed.links) == 1
    assert feed.problem == "has more than 100,000 tags; the rest was not read"


def test_gzip_bomb_ends_at_the_bound() -> None:
    start = gzip.compress(b"<rss version='2.0'><channel><item><link>https://news.example/a</link></item>")
    feed = parse_feed(start + 100 * gzip.compress(b" " * 10 * 1024 * 1024), url=URL)
    assert (len(feed.links), feed.problem) == (1, "unpacks to more than 10 MiB; the rest was not read")


def test_nested_entities_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{lol}]>'.encode()
    body += rss("<item><title>&l11;</title><link>https://news.example/a</link></item>").partition(b"?>")[2]
    (link,) = parse_feed(body, url=URL).links
    assert len(link.title or "") < 20


@given(st.text(alphabet="<>/&;![]CDATArssitemlinkpubDate :\"'x1?", max_size=200) | st.text(max_size=100))
def test_any_text_is_a_feed_or_is_none(text: str) -> None:
    parse_feed(rss(text), url=URL)
    with contextlib.suppress(SourceError):
        parse_feed(text.encode("utf-8", "replace"), url=URL)
