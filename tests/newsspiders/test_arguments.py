"""The arguments of spiders: what is read, and what a wrong one is answered with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from extractors import get_site
from newsspiders.arguments import ArgumentError, Arguments, parse_arguments
from newsspiders.discovery import Discovery, Paging

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
SITE = get_site("vietnamplus")
DISCOVERY = Discovery(
    feeds=("https://www.vietnamplus.vn/rss/home.rss",),
    sections=("https://www.vietnamplus.vn/kinhte/", "https://www.vietnamplus.vn/thethao/"),
    paging=Paging(page="{section}?page={n}"),
    article_url=r"-post\d+\.vnp$",
)


def parse(**given: str) -> Arguments:
    return parse_arguments(given, site=SITE, discovery=DISCOVERY, now=NOW)


def test_none_given() -> None:
    assert parse() == Arguments(limit=None, urls=(), since=None)


def test_limit() -> None:
    assert parse(limit=" 20 ").limit == 20


def test_since_a_day_is_its_midnight_in_the_sites_zone() -> None:
    assert parse(since="2026-03-01").since == datetime(2026, 3, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_until_a_day_is_its_end() -> None:
    assert parse(until="2026-03-01").until == datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_sections_by_name_or_url() -> None:
    wanted = parse(sections="thethao, https://www.vietnamplus.vn/doisong/").sections
    assert wanted == ("https://www.vietnamplus.vn/thethao/", "https://www.vietnamplus.vn/doisong/")


@pytest.mark.parametrize(("given", "is_on"), [("true", True), ("1", True), ("False", False), ("no", False)])
def test_backfill(given: str, is_on: bool) -> None:
    assert parse(backfill=given).backfill is is_on


def test_backfill_needs_an_archive() -> None:
    only_feeds = Discovery(feeds=DISCOVERY.feeds, article_url=r"-post\d+\.vnp$")
    with pytest.raises(ArgumentError, match="needs an archive to walk"):
        parse_arguments({"backfill": "true"}, site=SITE, discovery=only_feeds, now=NOW)


def test_range() -> None:
    arguments = parse(since="2026-03-01", until="2026-03-02")
    inside = datetime(2026, 3, 2, 23, 59, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert arguments.is_in_range(inside)
    assert not arguments.is_in_range(inside.replace(day=3))
    assert not arguments.is_in_range(inside.replace(month=2))


def test_since_days() -> None:
    assert parse(since="3d").since == datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_urls_as_a_list_may_hold_commas() -> None:
    urls = parse(urls="https://www.vietnamplus.vn/a,b-post1.vnp, https://en.vietnamplus.vn/c-post2.vnp").urls
    assert urls == ("https://www.vietnamplus.vn/a,b-post1.vnp", "https://en.vietnamplus.vn/c-post2.vnp")


def test_urls_as_a_file(tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_text(
        "\ufeff# mine\nhttps://www.vietnamplus.vn/a-post1.vnp\n\nhttps://www.vietnamplus.vn/a-post1.vnp\n"
    )
    assert parse(urls=str(listed)).urls == ("https://www.vietnamplus.vn/a-post1.vnp",)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"limit": "abc"}, "type 1 or more: limit=20"),
        ({"limit": "0"}, "type 1 or more"),
        ({"limit": "-1"}, "type 1 or more"),
        ({"limit": "1.5"}, "type 1 or more"),
        ({"limit": ""}, "type 1 or more"),
        ({"since": "yesterday"}, "since=2026-03-07, since=3d"),
        ({"since": "2026-02-30"}, "since=2026-03-07, since=3d"),
        ({"since": "20260307"}, "since=2026-03-07, since=3d"),
        ({"since": "99999d"}, None),
        ({"limt": "3"}, "no argument 'limt'; did you mean limit=?"),
        ({"foo": "3"}, "there are limit=, urls=, since=, until=, sections=, backfill="),
        ({"until": "tomorrow"}, "until=2026-03-07, until=3d"),
        ({"until": "9999-12-31"}, "is no date"),
        ({"since": "2026-03-07", "until": "2026-03-01"}, "since is not before until"),
        ({"sections": "kinhtee"}, "kinhte"),
        ({"sections": ","}, "type names or URLs"),
        ({"sections": "https://elsewhere.example/a"}, "elsewhere.example"),
        ({"backfill": "maybe"}, "type backfill=true"),
        ({"backfill": "true", "urls": "https://www.vietnamplus.vn/a-post1.vnp"}, "leave out sections= and backfill="),
        ({"urls": "no-such-file.txt"}, "neither a URL nor a file"),
        ({"urls": "https://vnexpress.net/a-1234567.html"}, "that one is for: scrapy crawl vnexpress"),
        ({"urls": "https://elsewhere.example/a"}, "is not on vietnamplus.vn"),
        ({"urls": "https://notvietnamplus.vn/a"}, "is not on vietnamplus.vn"),
        ({"urls": "https://[broken"}, "is no URL"),
    ],
)
def test_wrong_argument_says_what_to_type(given: dict[str, str], told: str | None) -> None:
    if told is None:
        assert parse(**given) != Arguments()
        return
    with pytest.raises(ArgumentError) as caught:
        parse(**given)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_empty_file_of_urls(tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_text("# nothing\n")
    with pytest.raises(ArgumentError, match="no URL in it"):
        parse(urls=str(listed))


def test_binary_file_of_urls(tmp_path: Path) -> None:
    listed = tmp_path / "urls.bin"
    listed.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ArgumentError, match="not UTF-8 text"):
        parse(urls=str(listed))
