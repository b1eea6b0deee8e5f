"""ArchiveWalk: the archive backwards, and on from the cursor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.arguments import Arguments
from newsspiders.backfill import ArchiveWalk
from newsspiders.discovery import Discovery, Link, Paging
from newsspiders.states import Cursor
from newsspiders.walk import Answer, Source

SITE = "https://news.example"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
SECTIONS = (f"{SITE}/kinh-te", f"{SITE}/the-thao")
DAYS = Paging(page="{section}&BRSR={n}", day="{section}&fv={day:%Y-%m-%d}&BRSR={n}", day_first=0, step=15)
INDEX = Answer(sitemaps=tuple(Link(url=f"{SITE}/sitemaps/news-2026-{month}.xml") for month in (1, 2, 3)))


def walk_of(cursor: Cursor | None = None, *, arguments: Arguments | None = None, **given: Any) -> ArchiveWalk:
    discovery = Discovery(article_url=r"-\d+\.html$", **given)
    walk = ArchiveWalk(discovery, arguments or Arguments(backfill=True), zone=ZONE, now=NOW, empty_days_max=3)
    walk.start(cursor)
    return walk


def take(walk: ArchiveWalk) -> Source:
    source = walk.take()
    assert source is not None
    return source


def listing(*names: str) -> Answer:
    links = tuple(Link(url=f"{SITE}/{name}") for name in names)
    return Answer(links=links, articles=frozenset(names), wanted=len(names))


MISSING = Answer(problem="HTTP 404", is_missing=True)
MONTHS = f"{SITE}/sitemaps/news-{{month.year}}-{{month.month}}.xml"
PARTS = f"{SITE}/sitemaps/news-{{month:%Y-%m}}-{{n}}.xml"


def walked(walk: ArchiveWalk, answers: dict[str, Answer]) -> list[tuple[str, str]]:
    """Each month asked for, and the cursor after it: where it stands, with ! when the walk is done."""
    steps = []
    while source := walk.take():
        month = source.url.removeprefix(f"{SITE}/sitemaps/news-").removesuffix(".xml")
        cursor = walk.answered(source, answers.get(month, MISSING))
        position = datetime.fromisoformat(cursor.position).astimezone(ZONE) if cursor else None
        steps.append((month, f"{position:%m}{'!' * cursor.is_done}" if cursor and position else ""))
    return steps


def test_sitemaps_newest_first_with_a_cursor_after_each() -> None:
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",))
    assert walk.answered(take(walk), INDEX) is None
    positions = []
    while source := walk.take():
        cursor = walk.answered(source, listing("a"))
        assert cursor is not None
        positions.append((source.url[-10:-4], cursor.is_done))
    assert positions == [("2026-3", False), ("2026-2", False), ("2026-1", True)]


def test_on_from_the_cursor() -> None:
    first = walk_of(sitemaps=(f"{SITE}/sitemap.xml",))
    first.answered(take(first), INDEX)
    cursor = first.answered(take(first), listing("a"))
    second = walk_of(cursor, sitemaps=(f"{SITE}/sitemap.xml",))
    second.answered(take(second), INDEX)
    assert take(second).url.endswith("news-2026-2.xml")


def test_a_piece_that_cannot_be_read_stops_the_walk() -> None:
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",))
    walk.answered(take(walk), INDEX)
    assert walk.answered(take(walk), Answer(problem="HTTP 500")) is None
    assert walk.take() is None


def test_a_piece_that_does_not_exist_is_passed_over() -> None:
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",))
    walk.answered(take(walk), INDEX)
    assert walk.answered(take(walk), Answer(problem="HTTP 404", is_missing=True)) is not None
    assert take(walk).url.endswith("news-2026-2.xml")


def test_days_section_by_section_page_by_page() -> None:
    walk = walk_of(sections=SECTIONS, paging=DAYS, arguments=Arguments(backfill=True, until=day(3)))
    first = take(walk)
    assert first.url == f"{SITE}/kinh-te&fv=2026-03-02&BRSR=0"
    walk.answered(first, listing("a", "b"))
    second = take(walk)
    assert second.url == f"{SITE}/kinh-te&fv=2026-03-02&BRSR=15"
    assert walk.answered(second, listing("a", "b")) is None  # the same again: the day's pages have ended
    sports = take(walk)
    assert sports.url == f"{SITE}/the-thao&fv=2026-03-02&BRSR=0"
    cursor = walk.answered(sports, listing())
    assert cursor is not None
    assert cursor.position == "2026-03-02"
    assert take(walk).url == f"{SITE}/kinh-te&fv=2026-03-01&BRSR=0"


def test_days_go_on_from_the_cursor() -> None:
    walk = walk_of(Cursor(walk="x", position="2026-02-11"), sections=SECTIONS, paging=DAYS)
    assert take(walk).day == datetime(2026, 2, 10).date()  # noqa: DTZ001


def test_empty_days_in_a_row_end_the_archive() -> None:
    walk = walk_of(sections=SECTIONS[:1], paging=DAYS)
    cursors = []
    while source := walk.take():
        cursors.append(walk.answered(source, listing()))
    assert [cursor.is_done for cursor in cursors if cursor] == [False, False, True]


def test_days_end_at_since() -> None:
    arguments = Arguments(backfill=True, since=day(2), until=day(4))
    walk = walk_of(sections=SECTIONS[:1], paging=DAYS, arguments=arguments)
    days = []
    while source := walk.take():
        days.append(source.day.day if source.day else None)
        walk.answered(source, listing(f"{source.url}"))
        if source.number > 1:
            continue
        follower = take(walk)  # the second page, which brings nothing new
        walk.answered(follower, listing(f"{source.url}"))
    assert days == [3, 2]


def test_pages_go_on_with_the_page_that_was_read_last() -> None:
    paging = Paging(page="{section}-p{n}")
    walk = walk_of(sections=SECTIONS, paging=paging)
    cursor = walk.answered(take(walk), listing("a"))
    for names in ("bc", "de"):
        cursor = walk.answered(take(walk), listing(*names))
    assert cursor is not None
    again = walk_of(cursor, sections=SECTIONS, paging=paging)
    again.answered(take(again), listing("z"))
    assert take(again).url == f"{SITE}/kinh-te-p3"


def test_pages_end_with_one_that_brings_nothing_new() -> None:
    walk = walk_of(sections=SECTIONS[:1], paging=Paging(page="{section}-p{n}"))
    walk.answered(take(walk), listing("a"))
    cursor = walk.answered(take(walk), listing("a"))
    assert cursor is not None
    assert cursor.is_done
    assert walk.take() is None


def test_a_walk_that_was_done_asks_nothing() -> None:
    done = Cursor(walk="x", position="2026-02-11", is_done=True)
    walk = walk_of(done, sections=SECTIONS, paging=DAYS)
    assert walk.is_done
    assert walk.take() is None


def test_another_begin_is_another_walk() -> None:
    names = {
        walk_of(sections=SECTIONS, paging=DAYS, arguments=arguments).name
        for arguments in (
            Arguments(backfill=True),
            Arguments(backfill=True, until=day(3)),
            Arguments(backfill=True, sections=SECTIONS[:1]),
        )
    }
    assert len(names) == 3


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.data())
def test_killed_anywhere_and_started_again_every_day_is_read(pages_of_day: list[int], data: st.DataObject) -> None:
    """Whatever the moments at which a walk is cut off, all days before the gap that ends the archive are read."""
    cursor: Cursor | None = None
    read: set[tuple[int, int]] = set()
    for _ in range(200):
        walk = walk_of(cursor, sections=SECTIONS[:1], paging=DAYS)
        steps = data.draw(st.integers(4, 12))  # a day of three pages takes four
        while steps and (source := walk.take()):
            steps -= 1
            assert source.day is not None
            age = (NOW.astimezone(ZONE).date() - source.day).days
            count = pages_of_day[age] if age < len(pages_of_day) else 0
            if source.number <= count:
                read.add((age, source.number))
            names = [f"{age}-{page}" for page in range(1, min(source.number, count) + 1)]
            cursor = walk.answered(source, listing(*names)) or cursor
        if cursor and cursor.is_done:
            break
    else:
        pytest.fail("the walk never ends")
    gap = next((age for age in range(len(pages_of_day)) if not any(pages_of_day[age : age + 3])), len(pages_of_day))
    # Empty days are counted anew by each run: it may look further back than it had to.
    assert read >= {(age, page) for age in range(gap) for page in range(1, pages_of_day[age] + 1)}


def day(number: int) -> datetime:
    return datetime(2026, 3, number, tzinfo=ZONE)


def test_months_back_until_one_is_missing() -> None:
    walk = walk_of(month_sitemaps=MONTHS)
    steps = walked(walk, {"2026-3": listing("c"), "2026-2": listing("b"), "2026-1": listing("a")})
    assert steps == [("2026-3", "03"), ("2026-2", "02"), ("2026-1", "01"), ("2025-12", "12!")]


def test_months_go_on_from_the_cursor() -> None:
    cursor = walk_of(month_sitemaps=MONTHS).answered(take(walk_of(month_sitemaps=MONTHS)), listing("c"))
    assert cursor is not None
    assert walked(walk_of(cursor, month_sitemaps=MONTHS), {}) == [("2026-2", "")]
    steps = walked(walk_of(cursor, month_sitemaps=MONTHS), {"2026-2": listing("b")})
    assert steps == [("2026-2", "02"), ("2026-1", "01!")]


def test_a_month_with_parts_is_one_piece() -> None:
    walk = walk_of(month_sitemaps=PARTS)
    steps = walked(walk, {"2026-03-1": listing("d"), "2026-03-2": listing("c"), "2026-02-1": listing("b")})
    assert steps == [
        ("2026-03-1", ""), ("2026-03-2", ""), ("2026-03-3", "03"), ("2026-02-1", ""), ("2026-02-2", "02"),
        ("2026-01-1", "01!"),
    ]  # fmt: skip


def test_months_end_at_since() -> None:
    arguments = Arguments(backfill=True, since=datetime(2026, 2, 1, tzinfo=ZONE))
    steps = walked(
        walk_of(month_sitemaps=MONTHS, arguments=arguments), {"2026-3": listing("c"), "2026-2": listing("b")}
    )
    assert steps == [("2026-3", "03"), ("2026-2", "02")]
    again = Cursor(walk="x", position=datetime(2026, 2, 1, tzinfo=ZONE).isoformat())
    assert walk_of(again, month_sitemaps=MONTHS, arguments=arguments).take() is None


def test_a_site_that_answers_to_any_month_ends_the_walk() -> None:
    walk = walk_of(month_sitemaps=MONTHS)
    steps = walked(walk, {f"2026-{month}": listing("a", "b") for month in (1, 2, 3)})
    assert steps == [("2026-3", "03"), ("2026-2", "")]


def test_months_that_were_never_there_are_no_archive_walked() -> None:
    assert walked(walk_of(month_sitemaps=MONTHS), {}) == [("2026-3", ""), ("2026-2", "")]


def test_months_where_the_index_is_missing() -> None:
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",), month_sitemaps=MONTHS)
    walk.answered(take(walk), MISSING)
    assert take(walk).url.endswith("news-2026-3.xml")
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",), month_sitemaps=MONTHS)
    walk.answered(take(walk), INDEX)
    assert walked(walk, {f"2026-{month}": listing(str(month)) for month in (1, 2, 3)})[-1] == ("2026-1", "01!")


def test_parts_that_an_index_lists_are_one_piece() -> None:
    names = ("post-2026-03-07-1", "post-2026-03-07-2", "post-2026-03-06-1")
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",))
    walk.answered(take(walk), Answer(sitemaps=tuple(Link(url=f"{SITE}/{name}.xml") for name in names)))
    cursors = [walk.answered(take(walk), listing(name)) for name in names]
    assert [cursor is None for cursor in cursors] == [True, False, False]


OF_SITE = Paging(page="{section}-p{n}", day=f"{SITE}/moi-p{{n}}?date={{day:%Y-%m-%d}}")


def test_the_days_of_a_whole_site_are_walked_once() -> None:
    walk = walk_of(sections=SECTIONS, paging=OF_SITE)
    first = take(walk)
    assert first.url == f"{SITE}/moi-p1?date=2026-03-07"
    walk.answered(first, listing("a"))
    second = take(walk)
    assert second.url == f"{SITE}/moi-p2?date=2026-03-07"
    cursor = walk.answered(second, listing())
    assert cursor is not None
    assert (cursor.position, cursor.walk) == ("2026-03-07", "days until now")
    assert take(walk).url == f"{SITE}/moi-p1?date=2026-03-06"


def test_sections_of_a_site_with_days_of_all_are_walked_by_pages() -> None:
    arguments = Arguments(backfill=True, sections=SECTIONS[1:])
    walk = walk_of(sections=SECTIONS, paging=OF_SITE, arguments=arguments)
    assert take(walk).url == SECTIONS[1]
    assert walk.name.startswith("pages ")
