"""parse_contents: the lists of ONECMS sites in JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.discovery import SourceError
from newsspiders.discovery.contents import is_json, parse_contents
from newsspiders.discovery.sections import Section

SECTION = "https://www.news.example/kinh-te/"
API = "https://api.news.example/api/morenews-zone-89-2.html"


def parse(body: bytes) -> Section:
    return parse_contents(body, url=API, section=SECTION)


def listing(*entries: object) -> bytes:
    return json.dumps({"error_message": "Success", "data": {"load_more": True, "contents": entries}}).encode()


def test_links_with_title_and_time() -> None:
    body = listing(
        {"content_id": 12, "title": "Chợ  hoa &amp; đèn", "url": "/cho-hoa-post12.html", "date": 1772848800},
        {"content_id": 11, "title": "Cầu mới", "url": "https://tv.news.example/cau-post11.html", "date": "1772762400"},
        {"content_id": 10, "url": "/muoi-post10.html", "date": None},
    )
    first, second, third = parse(body).links
    assert (first.url, first.title, first.source) == (
        "https://www.news.example/cho-hoa-post12.html", "Chợ hoa & đèn", API,
    )  # fmt: skip
    assert first.published == datetime(2026, 3, 7, 2, 0, tzinfo=UTC)
    assert not first.published_is_day
    assert (second.url, second.published) == (
        "https://tv.news.example/cau-post11.html", datetime(2026, 3, 6, 2, 0, tzinfo=UTC),
    )  # fmt: skip
    assert (third.title, third.published) == (None, None)


def test_an_end_is_an_empty_list() -> None:
    assert parse(listing()).links == ()
    assert parse(b'{"data": {"contents": null}}').links == ()


def test_what_is_no_entry_is_left_out() -> None:
    assert parse(listing(None, 3, "x", {}, {"url": 3}, {"url": "javascript:alert(1)"})).links == ()


def test_times_that_are_none() -> None:
    dates: tuple[object, ...] = (True, -1, 1e300, "nay", [], 10**30)
    body = listing(*({"url": "/a-post1.html", "date": date} for date in dates))
    assert {link.published for link in parse(body).links} == {None}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"data": 3}', b'{"data": []}', b"{" * 100_000, b"\xff{"])
def test_no_list_says_what_it_is(body: bytes) -> None:
    with pytest.raises(SourceError, match="no list but"):
        parse(body)


def test_more_than_a_list_can_have_is_told() -> None:
    section = parse(listing(*({"url": f"/a-post{n}.html"} for n in range(10_001))))
    assert len(section.links) == 10_000
    assert section.problem is not None


@pytest.mark.parametrize(("body", "told"), [(b'\xef\xbb\xbf {"a"', True), (b"<html>{", False), (b"", False)])
def test_is_json(body: bytes, told: bool) -> None:
    assert is_json(body) is told


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda child: st.lists(child, max_size=4) | st.dictionaries(st.sampled_from(["url", "title", "date"]), child),
    max_leaves=10,
)


@given(st.lists(JSON, max_size=5))
def test_any_entries(entries: list[object]) -> None:
    parse(listing(*entries))
