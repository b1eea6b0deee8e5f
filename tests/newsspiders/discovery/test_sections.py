"""parse_section: the links of a listing page, their dates, and the way to the next page."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from newsspiders.discovery import Cards, Paging, SourceError, parse_section
from newsspiders.discovery.sections import MAX_LINKS

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

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


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<link rel=next href='/kinh-te/2.html'>", "https://news.example/kinh-te/2.html"),
        ("<a rel='nofollow Next' href='?page=2'>2</a>", f"{URL}?page=2"),
        ("<link rel=next href='https://other.example/2'><a rel=next href='/2'>2</a>", "https://news.example/2"),
        ("<link rel=next href='#'>", None),
        ("<link rel=next href='javascript:void(0)'>", None),
        ("<link rel=next href='https://me@news.example/2'>", None),
        ("<link rel=prev href='/1'>", None),
        ("<a rel=next>", None),
    ],
)
def test_next_page(markup: str, expected: str | None) -> None:
    body = f"<html><head></head><body>{markup}<p>x</p></body></html>".encode()
    assert parse_section(body, url=URL).next_url == expected


@pytest.mark.parametrize(
    ("markup", "selector", "expected"),
    [
        ("<input type=hidden id=hdZoneId value=' 11 '>", "#hdZoneId", "11"),
        ("<input type=hidden id=hdZoneId value=11>", "//input[@id='hdZoneId']/@value", "11"),
        ("<meta name=zone content=a-7>", "meta[name=zone]", "a-7"),
        ("<b id=z>7</b>", "#z", "7"),
        ("<b id=z>../../x</b><i id=z>8</i>", "#z", "8"),
        ("<input id=hdZoneId value='1/../2?x'>", "#hdZoneId", None),
        ("<p>x</p>", "#hdZoneId", None),
    ],
)
def test_zone(markup: str, selector: str, expected: str | None) -> None:
    paging = Paging(page="https://news.example/{zone}/{n}", zone=selector)
    body = f"<html><body>{markup}</body></html>".encode()
    assert parse_section(body, url=URL, paging=paging).zone == expected


def card(name: str, *dates: str) -> str:
    return f"<div class=card><a href='/{name}.html'><img></a><a href='/{name}.html'>{name}</a>{''.join(dates)}</div>"


def dates_of(*cards: str, month_first: bool = False) -> dict[str, tuple[datetime | None, bool]]:
    body = f"<html><body>{''.join(cards)}</body></html>".encode()
    section = parse_section(body, url=URL, cards=Cards(card=".card", date=".date"), zone=HANOI, month_first=month_first)
    return {link.url[-6]: (link.published, link.published_is_day) for link in section.links}


def test_dates_of_cards() -> None:
    found = dates_of(
        card("a", "<i class=date datetime='2026-03-08 08:10:00'></i>"),
        card("b", "<i class=date title='10/5/2026 3:42:00 PM'>2 giờ trước</i>"),
        card("c", "<i class=date><b>17/10/2024</b> <b>09:45</b></i>"),
        card("d", "<i class=date>2025-03-02</i>"),
        card("e", "<i class=date>2 giờ trước</i>"),
        card("f"),
        "<a href='/g.html'>g</a><i class=date>2025-03-02</i>",
        month_first=False,
    )
    assert found == {
        "a": (datetime(2026, 3, 8, 8, 10, tzinfo=HANOI), False),
        "b": (datetime(2026, 10, 5, 15, 42, tzinfo=HANOI), False),
        "c": (datetime(2024, 10, 17, 9, 45, tzinfo=HANOI), False),
        "d": (datetime(2025, 3, 2, tzinfo=HANOI), True),
        "e": (None, False),
        "f": (None, False),
        "g": (None, False),
    }


def test_ambiguous_dates_are_none() -> None:
    one, other = "<i class=date>2025-03-02</i>", "<i class=date>2025-03-03</i>"
    assert dates_of(card("a", one, other))["a"] == (None, False)
    assert dates_of(card("a", one), card("a", other))["a"] == (None, False)
    assert dates_of(card("a", one, one))["a"][0] is not None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"card": "", "date": ".d"}, "Cards.card is ''; write a selector"),
        ({"card": "div:", "date": ".d"}, "Cards.card: 'div:' is no selector"),
        ({"card": "div", "date": "//time"}, "Cards.date is '//time'; write a selector"),
    ],
)
def test_wrong_cards_say_what_to_write(given: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match="Cards") as caught:
        Cards(**given)
    assert told in str(caught.value)


def test_a_million_links_are_cut() -> None:
    body = b"<html><body>" + b"".join(b"<a href=/%d>x</a>" % n for n in range(200_000)) + b"</body></html>"
    section = parse_section(body, url=URL)
    assert len(section.links) == MAX_LINKS
    assert section.problem == "has more than 10,000 links; the rest was not read"


def test_the_same_link_over_and_over_ends() -> None:
    section = parse_section(b"<html><body>" + b"<a href=/a>x</a>" * 200_000, url=URL)
    assert len(section.links) == 1
    assert section.problem
