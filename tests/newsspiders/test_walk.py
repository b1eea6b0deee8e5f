"""Walk: which list a usual run asks next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsspiders.arguments import Arguments
from newsspiders.discovery import Discovery, Link, Paging
from newsspiders.walk import Answer, Source, Walk

SITE = "https://news.example"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 31, 18, 0, tzinfo=UTC)  # 1 April in Hanoi
MONTHS = f"{SITE}/sitemaps/news-{{month.year}}-{{month.month}}.xml"
LISTS = Answer(links=(Link(url=f"{SITE}/a-1.html"),), wanted=1)
MISSING = Answer(problem="HTTP 404", is_missing=True)
SECTIONS = (f"{SITE}/kinh-te", f"{SITE}/the-thao")


def walk_of(*, arguments: Arguments | None = None, pages_max: int = 20, **given: Any) -> Walk:
    discovery = Discovery(article_url=r"-\d+\.html$", **given)
    return Walk(discovery, arguments or Arguments(), zone=ZONE, now=NOW, pages_max=pages_max)


def take(walk: Walk) -> Source:
    source = walk.take()
    assert source is not None
    return source


def day(number: int, *, month: int = 3) -> datetime:
    return datetime(2026, month, number, tzinfo=UTC)


def index_of(*names: str) -> Answer:
    return Answer(sitemaps=tuple(Link(url=f"{SITE}/sitemaps/{name}.xml") for name in names))


def test_feeds_then_sitemaps_then_sections() -> None:
    walk = walk_of(feeds=(f"{SITE}/rss",), sitemaps=(f"{SITE}/sitemap.xml",), sections=SECTIONS)
    kinds = []
    while source := walk.take():
        kinds.append(source.kind)
    assert kinds == ["feed", "sitemap", "section", "section"]


def test_a_source_is_asked_once() -> None:
    walk = walk_of(feeds=(f"{SITE}/rss", f"{SITE}/rss"))
    take(walk)
    assert walk.take() is None


def test_the_newest_sitemap_of_an_index() -> None:
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",), sections=SECTIONS[:1])
    walk.answered(take(walk), index_of("news-2026-1", "news-2026-3", "news-2026-2"))
    assert take(walk).url == f"{SITE}/sitemaps/news-2026-3.xml"
    assert take(walk).kind == "section"


def test_since_and_until_choose_the_sitemaps() -> None:
    arguments = Arguments(since=day(10, month=1), until=day(20, month=2))
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",), arguments=arguments)
    walk.answered(take(walk), index_of("news-2025-12", "news-2026-1", "news-2026-2", "news-2026-3"))
    assert [take(walk).url[-10:-4] for _ in range(2)] == ["2026-2", "2026-1"]
    assert walk.take() is None


def test_an_index_in_an_index_ends() -> None:
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",))
    source: Source | None = take(walk)
    depth = 0
    while source is not None:
        walk.answered(source, index_of(f"nested-{depth}"))
        source, depth = walk.take(), depth + 1
    assert depth == 4


def test_later_pages_while_they_bring_something_new() -> None:
    walk = walk_of(sections=SECTIONS, paging=Paging(page="{section}-p{n}"))
    walk.answered(take(walk), Answer(wanted=3))
    second = take(walk)
    assert second.url == f"{SITE}/kinh-te-p2"
    walk.answered(second, Answer(wanted=1))
    third = take(walk)
    assert (third.url, third.number) == (f"{SITE}/kinh-te-p3", 3)
    walk.answered(third, Answer(wanted=0))
    assert take(walk).url == f"{SITE}/the-thao"


def test_a_page_before_since_is_the_last() -> None:
    walk = walk_of(sections=SECTIONS[:1], paging=Paging(page="{section}-p{n}"))
    walk.answered(take(walk), Answer(wanted=3, is_past_since=True))
    assert walk.take() is None


def test_no_more_pages_than_allowed() -> None:
    walk = walk_of(sections=SECTIONS[:1], paging=Paging(page="{section}-p{n}"), pages_max=3)
    asked = 0
    while source := walk.take():
        asked += 1
        walk.answered(source, Answer(wanted=9))
    assert asked == 3


def test_the_pages_own_link_where_the_site_names_no_form() -> None:
    walk = walk_of(sections=SECTIONS[:1])
    walk.answered(take(walk), Answer(wanted=3, next_url=f"{SITE}/kinh-te/trang-hai"))
    assert take(walk).url == f"{SITE}/kinh-te/trang-hai"


def test_sections_asked_for_are_the_only_sources() -> None:
    walk = walk_of(feeds=(f"{SITE}/rss",), sections=SECTIONS, arguments=Arguments(sections=SECTIONS[1:]))
    assert take(walk).url == f"{SITE}/the-thao"
    assert walk.take() is None


def test_the_days_asked_for_where_the_site_has_day_pages() -> None:
    paging = Paging(page="{section}&BRSR={n}", day="{section}&fv={day:%Y-%m-%d}&BRSR={n}", day_first=0, step=15)
    arguments = Arguments(since=datetime(2026, 3, 1, tzinfo=ZONE), until=datetime(2026, 3, 3, tzinfo=ZONE))
    walk = walk_of(sections=SECTIONS[:1], paging=paging, arguments=arguments)
    first = take(walk)
    assert first.url == f"{SITE}/kinh-te&fv=2026-03-02&BRSR=0"
    walk.answered(first, Answer(wanted=15))
    assert take(walk).url == f"{SITE}/kinh-te&fv=2026-03-02&BRSR=15"
    assert take(walk).url == f"{SITE}/kinh-te&fv=2026-03-01&BRSR=0"


def test_a_source_that_cannot_be_read_leads_nowhere() -> None:
    walk = walk_of(sections=SECTIONS[:1], paging=Paging(page="{section}-p{n}"))
    walk.answered(take(walk), Answer(problem="HTTP 500", wanted=3))
    assert walk.take() is None


def test_sitemaps_of_robots_once() -> None:
    walk = walk_of(feeds=(f"{SITE}/rss",))
    take(walk)
    assert walk.add_sitemaps([f"{SITE}/robots-sitemap.xml"])
    assert take(walk).kind == "sitemap"
    assert not walk.add_sitemaps([f"{SITE}/robots-sitemap.xml"])


def asked_months(walk: Walk, answers: dict[str, Answer]) -> list[str]:
    """The months that a walk asks for when it is answered so, else with a list."""
    months = []
    while source := walk.take():
        months.append(source.url.removeprefix(f"{SITE}/sitemaps/news-").removesuffix(".xml"))
        walk.answered(source, answers.get(months[-1], LISTS))
    return months


def test_the_newest_month_where_no_index_is_known() -> None:
    assert asked_months(walk_of(month_sitemaps=MONTHS), {}) == ["2026-4"]


def test_on_the_first_of_a_month_its_sitemap_may_not_be_there_yet() -> None:
    assert asked_months(walk_of(month_sitemaps=MONTHS), {"2026-4": MISSING}) == ["2026-4", "2026-3"]
    assert asked_months(walk_of(month_sitemaps=MONTHS), {"2026-4": Answer()}) == ["2026-4", "2026-3"]


def test_no_months_at_all() -> None:
    assert asked_months(walk_of(month_sitemaps=MONTHS), {"2026-4": MISSING, "2026-3": MISSING}) == ["2026-4", "2026-3"]


def test_a_month_that_did_not_change_is_there() -> None:
    assert asked_months(walk_of(month_sitemaps=MONTHS), {"2026-4": Answer(is_unchanged=True)}) == ["2026-4"]
    arguments = Arguments(since=day(1))
    unchanged = {"2026-4": Answer(is_unchanged=True)}
    assert asked_months(walk_of(month_sitemaps=MONTHS, arguments=arguments), unchanged) == ["2026-4", "2026-3"]


def test_months_back_to_since() -> None:
    arguments = Arguments(since=datetime(2026, 2, 1, tzinfo=ZONE))
    assert asked_months(walk_of(month_sitemaps=MONTHS, arguments=arguments), {}) == ["2026-4", "2026-3", "2026-2"]


def test_months_between_since_and_until() -> None:
    arguments = Arguments(since=datetime(2025, 12, 31, tzinfo=ZONE), until=datetime(2026, 2, 1, tzinfo=ZONE))
    assert asked_months(walk_of(month_sitemaps=MONTHS, arguments=arguments), {}) == ["2026-1", "2025-12"]


def test_a_month_that_is_missing_or_cannot_be_read_ends_them() -> None:
    for answer in (MISSING, Answer(), Answer(problem="HTTP 500")):
        walk = walk_of(month_sitemaps=MONTHS, arguments=Arguments(since=day(1, month=1)))
        assert asked_months(walk, {"2026-2": answer}) == ["2026-4", "2026-3", "2026-2"]


def test_the_parts_of_a_month() -> None:
    parts = f"{SITE}/sitemaps/news-{{month:%m-%Y}}-{{n:02}}.xml"
    walk = walk_of(month_sitemaps=parts, arguments=Arguments(since=day(1)))
    answers = {"04-2026-03": MISSING, "03-2026-02": MISSING}
    assert asked_months(walk, answers) == ["04-2026-01", "04-2026-02", "04-2026-03", "03-2026-01", "03-2026-02"]
    nothing_new = {"04-2026-02": Answer(links=LISTS.links, wanted=0)}
    assert asked_months(walk_of(month_sitemaps=parts), nothing_new) == ["04-2026-01", "04-2026-02"]


def test_months_are_asked_for_where_there_is_no_index() -> None:
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",), month_sitemaps=MONTHS)
    walk.answered(take(walk), index_of("news-2026-03", "news-2026-04"))
    assert asked_months(walk, {}) == ["2026-04"]
    walk = walk_of(sitemaps=(f"{SITE}/sitemap.xml",), month_sitemaps=MONTHS)
    walk.answered(take(walk), MISSING)
    assert asked_months(walk, {}) == ["2026-4"]


OF_SITE = Paging(page="{section}-p{n}", day=f"{SITE}/moi-p{{n}}?bydate={{day:%d/%m/%Y}}-{{day:%d/%m/%Y}}&cate=")
TWO_DAYS = Arguments(since=datetime(2026, 3, 1, tzinfo=ZONE), until=datetime(2026, 3, 3, tzinfo=ZONE))


def test_the_days_of_a_whole_site_are_asked_once() -> None:
    walk = walk_of(sections=SECTIONS, paging=OF_SITE, arguments=TWO_DAYS)
    first = take(walk)
    assert first.url == f"{SITE}/moi-p1?bydate=02/03/2026-02/03/2026&cate="
    walk.answered(first, Answer(wanted=15))
    assert take(walk).url == f"{SITE}/moi-p2?bydate=02/03/2026-02/03/2026&cate="
    assert take(walk).url == f"{SITE}/moi-p1?bydate=01/03/2026-01/03/2026&cate="
    assert take(walk).url == SECTIONS[0]


def test_sections_asked_for_are_not_found_in_the_days_of_a_whole_site() -> None:
    walk = walk_of(sections=SECTIONS, paging=OF_SITE, arguments=replace(TWO_DAYS, sections=SECTIONS[1:]))
    assert take(walk).url == SECTIONS[1]
    assert walk.take() is None
