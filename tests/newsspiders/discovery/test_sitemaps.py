"""parse_sitemap: urlset, index, news, feeds and text, gzip, broken, wrongly encoded, hostile."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import tracemalloc
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.discovery import SourceError, parse_sitemap
from newsspiders.discovery.sitemaps import MAX_ENTRIES

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


def test_gzip_bomb_ends_at_the_bound() -> None:
    start = gzip.compress(b"<urlset><url><loc>https://news.example/a</loc></url>")
    sitemap = parse_sitemap(start + 100 * gzip.compress(bytes(10 * 1024 * 1024)), url=URL)  # a gigabyte
    assert [link.url for link in sitemap.links] == ["https://news.example/a"]
    assert sitemap.problem == "unpacks to more than 50 MiB; the rest was not read"


def test_entities_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<urlset><url><loc>https://news.example/&l11;&x;</loc></url></urlset>"
    ).encode()
    for link in parse_sitemap(body, url=URL).links:
        assert link.url == "https://news.example/"


@pytest.mark.parametrize("body", [b"", b"<html><p>no</p></html>", b"%PDF-1.4", b"\x00" * 9, b"ftp://news.example/a"])
def test_no_sitemap_is_said(body: bytes) -> None:
    with pytest.raises(SourceError, match="no sitemap but"):
        parse_sitemap(body, url=URL)


def urls(body: bytes) -> list[str]:
    return [link.url for link in parse_sitemap(body, url=URL, zone=HANOI).links]


@pytest.mark.parametrize(("told", "language"), [("vi", "vi"), ("zh-cn", "zh"), ("ind", "id"), ("", None)])
def test_language_of_a_news_entry(told: str, language: str | None) -> None:
    body = urlset(
        "<url><loc>https://news.example/a</loc><news:news><news:publication><news:name>A</news:name>"
        f"<news:language>{told}</news:language></news:publication></news:news></url>"
    )
    assert parse_sitemap(body, url=URL).links[0].language == language


def test_a_day_of_publication_lasts_all_day() -> None:
    body = urlset(
        "<url><loc>https://news.example/a</loc><news:news>"
        "<news:publication_date>2026-03-07</news:publication_date></news:news></url>"
    )
    (link,) = parse_sitemap(body, url=URL, zone=HANOI).links
    assert link.published == datetime(2026, 3, 7, tzinfo=HANOI)
    assert link.latest == datetime(2026, 3, 7, 23, 59, 59, tzinfo=HANOI)


def test_fields_of_one_entry_do_not_reach_the_next() -> None:
    body = urlset(
        "<url><loc>https://news.example/a</loc><lastmod>2026-03-07</lastmod></url><url></url>"
        "<url><loc>https://news.example/b</loc></url>"
    )
    assert [(link.url[-1], link.modified is None) for link in parse_sitemap(body, url=URL).links] == [
        ("a", False),
        ("b", True),
    ]


def test_what_was_read_whole_has_no_problem() -> None:
    assert parse_sitemap(urlset("<url><loc>https://news.example/a</loc></url>"), url=URL).problem is None


def test_cut_files_say_so() -> None:
    whole = urlset(*(f"<url><loc>https://news.example/{n}</loc></url>" for n in range(500)))
    cut = parse_sitemap(whole[:-300], url=URL)
    assert cut.links
    assert "broken XML (line 1: " in (cut.problem or "")
    packed = parse_sitemap(gzip.compress(whole)[:-300], url=URL)
    assert packed.problem == "the gzip ends early; what it held was read"


def test_a_gzip_that_breaks_gives_what_stands_before() -> None:
    entries = (
        f"<url><loc>https://news.example/{hashlib.sha256(b'%d' % n).hexdigest()}</loc></url>" for n in range(900)
    )
    packed = gzip.compress(urlset(*entries))
    sitemap = parse_sitemap(packed[:-8] + b"\x00" * 8, url=URL)
    assert 700 < len(sitemap.links) < 900
    assert "broken gzip" in (sitemap.problem or "")
    with pytest.raises(SourceError, match="broken gzip"):
        parse_sitemap(b"\x1f\x8b\x08broken", url=URL)


def test_gzip_of_several_members_and_padding() -> None:
    whole = urlset(*(f"<url><loc>https://news.example/{n}</loc></url>" for n in range(9)))
    packed = b"".join(gzip.compress(whole[start : start + 100]) for start in range(0, len(whole), 100))
    sitemap = parse_sitemap(packed + bytes(512), url=URL)
    assert (len(sitemap.links), sitemap.problem) == (9, None)


def test_a_feed_is_a_sitemap() -> None:
    body = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><link>https://news.example/a</link>'
        b"<pubDate>10/5/2026 3:42:00 PM</pubDate></item></channel></rss>"
    )
    for packed in (body, gzip.compress(body)):
        (link,) = parse_sitemap(packed, url=URL, zone=HANOI, month_first=True).links
        assert link.published == datetime(2026, 10, 5, 15, 42, tzinfo=HANOI)


def test_an_index_named_rss_is_an_index() -> None:
    body = b"<sitemapindex><sitemap><loc>https://news.example/s-2026-3-1-10.xml</loc></sitemap></sitemapindex>"
    assert len(parse_sitemap(body, url="https://news.example/sitemaps/index.rss").sitemaps) == 1


@pytest.mark.parametrize("mark", ["", "\ufeff", "\n"])
def test_text_sitemap(mark: str) -> None:
    text = f"{mark}https://news.example/a\r\n\n https://news.example/b \nno address\njavascript:alert(1)\n"
    assert urls(text.encode()) == ["https://news.example/a", "https://news.example/b"]
    assert urls(gzip.compress(text.encode())) == ["https://news.example/a", "https://news.example/b"]


TITLED = (
    "<urlset xmlns:news='n'><url><loc>https://news.example/a</loc><news:news><news:title>Giá vàng tăng ở Huế</news:title>"
    "</news:news></url></urlset>"
)


@pytest.mark.parametrize(
    "body",
    [
        TITLED.encode(),
        TITLED.encode("utf-8-sig"),
        TITLED.encode("utf-16"),
        TITLED.encode("utf-16-be"),
        TITLED.encode("utf-16-le"),
        b"\n  <?xml version='1.0'?>" + TITLED.encode(),
        *(f"<?xml version='1.0' encoding='{name}'?>{TITLED}".encode() for name in ("utf-16", "iso-8859-1", "utf8mb4")),
        f"<?xml version='1.0' encoding='utf-8'?>{TITLED}".encode("utf-16"),
        f"<?xml version='1.0' encoding='windows-1258'?>{TITLED}".encode("windows-1258", "xmlcharrefreplace"),
    ],
)
def test_encodings(body: bytes) -> None:
    (link,) = parse_sitemap(body, url=URL).links
    assert link.title == "Giá vàng tăng ở Huế"


def test_undeclared_prefixes_are_read() -> None:
    body = b"<urlset><url><loc>https://news.example/a</loc><news:news><news:title>T</news:title></news:news></url></urlset>"
    assert parse_sitemap(body, url=URL).links[0].title == "T"


def peak_growth(body: bytes) -> int:
    """How much memory Python took at most while a sitemap was read."""
    tracemalloc.start()
    parse_sitemap(body, url=URL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_too_many_entries_are_cut() -> None:
    sitemap = parse_sitemap(urlset("<url><loc>https://news.example/a</loc></url>" * (MAX_ENTRIES + 5)), url=URL)
    assert len(sitemap.links) == MAX_ENTRIES
    assert sitemap.problem == "has more than 55,000 entries; the rest was not read"
    lines = parse_sitemap(b"https://news.example/a\n" * (MAX_ENTRIES + 5), url=URL)
    assert (len(lines.links), lines.problem) == (MAX_ENTRIES, "has more than 55,000 lines; the rest was not read")


def test_entries_without_a_link_count() -> None:
    sitemap = parse_sitemap(b"<urlset>" + b"<url/>" * 1_000_000, url=URL)
    assert (sitemap.links, sitemap.problem) == ((), "has more than 55,000 entries; the rest was not read")


def test_countless_elements_are_cut() -> None:
    body = b"<urlset><url><loc>https://news.example/a</loc></url>" + b"<a/>" * 2_100_000 + b"</urlset>"
    sitemap = parse_sitemap(body, url=URL)
    assert (len(sitemap.links), sitemap.problem) == (1, "has more than 2,000,000 elements; the rest was not read")


def test_images_in_masses_leave_no_trace_in_memory() -> None:
    image = (
        "<image:image><image:loc>https://img.example/1.jpg</image:loc><image:title>Photo</image:title></image:image>"
    )
    assert peak_growth(urlset(f"<url><loc>https://news.example/a</loc>{image * 20_000}</url>")) < 4 * 1024 * 1024


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset>" + b"<a>" * 1_000_000,
        b"<urlset><url><loc>" + b"x" * 20_000_000,
        b"<urlset><url>" + b"<loc>x</loc>" * 200_000 + b"</url></urlset>",
        b"<urlset a='" + b"x" * 12_000_000 + b"'><url/></urlset>",
        b"<urlset>" + b"\x00" * 1_000_000,
    ],
    ids=["deep", "long text", "one field often", "long attribute", "zeros"],
)
def test_traps_end_in_little_memory(body: bytes) -> None:
    assert peak_growth(body) < 16 * 1024 * 1024


@given(st.binary(max_size=300) | st.text(alphabet="<>/&;urlset loc=\"'!-[]?xm", max_size=200).map(str.encode))
def test_any_bytes_are_a_sitemap_or_are_none(body: bytes) -> None:
    for given_body in (body, b"<urlset><url><loc>https://news.example/a</loc></url>" + body):
        with contextlib.suppress(SourceError):
            parse_sitemap(given_body, url=URL)


@given(st.integers(0, 40), st.integers(1, 50))
def test_however_the_bytes_are_cut_the_first_links_are_there(count: int, kept_parts: int) -> None:
    whole = urlset(*(f"<url><loc>https://news.example/{n}</loc></url>" for n in range(count)))
    cut = whole[: max(len(whole) * kept_parts // 50, whole.index(b">", 60) + 1)]
    found = urls(cut)
    assert found == [f"https://news.example/{n}" for n in range(len(found))]
    assert len(found) >= cut.count(b"</url>")
