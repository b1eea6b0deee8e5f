"""date_span and order_archives: what time an address names, and which archives to read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.discovery import Link, date_span, order_archives

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
HOST = "https://news.example"


def days(url: str) -> tuple[str, str] | None:
    span = date_span(url, zone=HANOI)
    return span and (span[0].date().isoformat(), span[1].date().isoformat())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/sitemaps/news-2026-3.xml", ("2026-03-01", "2026-03-31")),
        ("/sitemaps/news-2026-03.xml", ("2026-03-01", "2026-03-31")),
        ("/sitemaps/news-2024-02.xml.gz", ("2024-02-01", "2024-02-29")),
        ("/StaticSitemaps/sitemaps-2026-3-1-10.xml", ("2026-03-01", "2026-03-10")),
        ("/StaticSitemaps/sitemaps-2026-2-21-31.xml", ("2026-02-21", "2026-02-28")),
        ("/sitemaps/sitemaps-2026-3-7-7.xml", ("2026-03-07", "2026-03-07")),
        ("/sitemap/post-2026-03-07-1.xml", ("2026-03-07", "2026-03-07")),
        ("/sitemap/sitemap-post/2026-03-07.xml", ("2026-03-07", "2026-03-07")),
        ("/sitemaps/2026/3/article.xml", ("2026-03-01", "2026-03-31")),
        ("/2026/03/07/", ("2026-03-07", "2026-03-07")),
        ("/2025/sitemap-2026-03.xml", ("2026-03-01", "2026-03-31")),
        ("/2025/01/sitemap-2026-03.xml", ("2026-03-01", "2026-03-31")),
        ("/sitemap-article-03-2026-01.xml", ("2026-03-01", "2026-03-31")),
        ("/sitemap-article-12-2025.xml", ("2025-12-01", "2025-12-31")),
        ("/thoi-su-472ct0/d10-12-2024.htm", ("2024-12-10", "2024-12-10")),
        ("/sitemap-20260307.xml", ("2026-03-07", "2026-03-07")),
        ("/thoi-su&fv=2026-03-07&s_cond=&BRSR=0", ("2026-03-07", "2026-03-07")),
        ("/sitemap/1000000/sitemap-news.xml?y=2026&m=3&d=7", ("2026-03-07", "2026-03-07")),
        ("/archive?year=2026&month=12", ("2026-12-01", "2026-12-31")),
        ("/archive?y=2026", None),
        ("/archive?y=2026&m=13", None),
        ("/archive?y=2026&m=2&d=30", None),
        ("/archive?y=²⁰²⁶&m=3", None),
        ("/sitemaps/news-2026-13.xml", None),
        ("/sitemaps/2026-02-30.xml", None),
        ("/sitemaps/categories.xml", None),
        ("/sitemap-2026.xml", None),  # perhaps the 2026th
        ("/sitemap/120260307.xml", None),
        ("/a-20260307075519174.htm", None),
        ("/sitemap-7.xml", None),
    ],
)
def test_date_span(path: str, expected: tuple[str, str] | None) -> None:
    assert days(HOST + path) == expected


def test_a_span_is_in_the_sites_zone() -> None:
    span = date_span(f"{HOST}/2026-03-07.xml", zone=HANOI)
    assert span is not None
    assert span[0].astimezone(UTC) == datetime(2026, 3, 6, 17, tzinfo=UTC)
    assert span[1] - span[0] == timedelta(days=1, microseconds=-1)


FORMS = (
    "/{d:%Y-%m-%d}.xml", "/s-{d.year}-{d.month}-{d.day}-{d.day}.xml", "/{d:%Y/%m/%d}/a.xml", "/d{d:%d-%m-%Y}.htm",
    "/s-{d:%Y%m%d}.xml", "/s.xml?y={d.year}&m={d.month}&d={d.day}", "/{d:%Y_%m_%d}.xml",
)  # fmt: skip
MONTH_FORMS = (
    "/news-{d.year}-{d.month}.xml", "/news-{d:%Y-%m}.xml", "/{d.year}/{d.month}/article.xml",
    "/sitemap-article-{d:%m-%Y}-01.xml", "/s.xml?y={d.year}&m={d.month}",
)  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_in_any_form_is_that_day(day: date, form: str) -> None:
    assert days(HOST + form.format(d=day)) == (day.isoformat(), day.isoformat())


@given(DAYS, st.sampled_from(MONTH_FORMS))
def test_a_month_in_any_form_holds_its_days(day: date, form: str) -> None:
    span = date_span(HOST + form.format(d=day), zone=HANOI)
    assert span is not None
    assert span[0].date() == day.replace(day=1)
    assert (span[1] + timedelta(seconds=1)).day == 1
    assert span[0] <= datetime(day.year, day.month, day.day, 12, tzinfo=HANOI) <= span[1]


@given(st.text(alphabet="0123456789-/_.?&=ymdx", max_size=40))
def test_any_name_has_a_span_or_none(name: str) -> None:
    span = date_span(f"{HOST}/{name}", zone=HANOI)
    assert span is None or span[0] < span[1]


def names(links: tuple[Link, ...]) -> list[str]:
    return [link.url.rpartition("/")[2].removesuffix(".xml") for link in links]


INDEX = (
    Link(url=f"{HOST}/tags.xml"),
    Link(url=f"{HOST}/2026-1.xml"),
    Link(url=f"{HOST}/2026-3.xml", modified=datetime(2026, 3, 2, tzinfo=UTC)),
    Link(url=f"{HOST}/latest.xml", modified=datetime(2026, 3, 7, tzinfo=UTC)),
    Link(url=f"{HOST}/2026-2.xml", modified=datetime(2026, 11, 1, tzinfo=UTC)),
    Link(url=f"{HOST}/more.xml"),
)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["2026-3", "latest", "2026-2", "2026-1", "tags", "more"]),
        (datetime(2026, 2, 28, tzinfo=HANOI), None, ["2026-3", "latest", "2026-2", "tags", "more"]),
        (None, datetime(2026, 2, 28, tzinfo=HANOI), ["latest", "2026-2", "2026-1", "tags", "more"]),
        (datetime(2026, 2, 1, tzinfo=HANOI), datetime(2026, 2, 2, tzinfo=HANOI), ["latest", "2026-2", "tags", "more"]),
        (datetime(2026, 4, 1, tzinfo=HANOI), None, ["tags", "more"]),
    ],
)
def test_order_archives(since: datetime | None, until: datetime | None, expected: list[str]) -> None:
    assert names(order_archives(INDEX, zone=HANOI, since=since, until=until)) == expected


@given(st.lists(DAYS, max_size=20), DAYS, st.timedeltas(timedelta(0), timedelta(days=900)))
def test_what_can_hold_something_is_kept_newest_first(archive_days: list[date], first: date, width: timedelta) -> None:
    since = datetime(first.year, first.month, first.day, tzinfo=HANOI)
    until = since + width
    links = [Link(url=f"{HOST}/{day.isoformat()}.xml") for day in archive_days]
    kept = names(order_archives(links, zone=HANOI, since=since, until=until))
    assert kept == sorted((d.isoformat() for d in archive_days if first <= d <= until.date()), reverse=True)
