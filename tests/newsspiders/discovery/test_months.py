"""Addresses of monthly sitemaps, and what is said of a template that makes none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.discovery import Discovery, month_before, month_url

HOST = "https://news.example"
FIRST_DAYS = st.dates(date(1995, 1, 1), date(2099, 12, 31)).map(lambda day: day.replace(day=1))


@pytest.mark.parametrize(
    ("template", "number", "expected"),
    [
        ("/sitemaps/news-{month.year}-{month.month}.xml", 1, "/sitemaps/news-2026-3.xml"),
        ("/sitemaps/{month:%Y}/{month.month}/article.xml", 1, "/sitemaps/2026/3/article.xml"),
        ("/sitemap-article-{month:%m-%Y}-{n:02}.xml", 2, "/sitemap-article-03-2026-02.xml"),
        ("/sitemap-article-{month:%m-%Y}-{n:02}.xml", 100, None),
        ("/sitemaps/news-{month:%Y-%m}.xml", 2, None),
    ],
)
def test_addresses(template: str, number: int, expected: str | None) -> None:
    assert month_url(HOST + template, date(2026, 3, 1), number) == (expected and HOST + expected)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (3, "write a string"),
        ("https://news.example/news.xml", "makes no URL for each month"),
        ("https://news.example/news-{month:%Y}.xml", "makes no URL for each month"),
        ("https://news.example/news-{month.month}.xml", "makes no URL for each month"),
        ("/news-{month:%Y-%m}.xml", "makes no URL for each month"),
        ("https://news.example/{day:%Y-%m}.xml", "has {day}; there are {month:%Y-%m}"),
        ("https://news.example/{month.__class__}.xml", "there are {month:%Y-%m}"),
        ("https://news.example/{month", "expected '}'"),
    ],
)
def test_a_template_that_makes_none(template: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"Discovery\.month_sitemaps") as caught:
        Discovery(month_sitemaps=template, article_url="x")
    assert told in str(caught.value)


def test_they_are_an_archive_and_a_source() -> None:
    assert Discovery(month_sitemaps=f"{HOST}/{{month:%Y-%m}}.xml", article_url="x").has_archive


@given(FIRST_DAYS)
def test_the_month_before(month: date) -> None:
    before = month_before(month)
    assert before.day == 1
    assert (month - before).days in (28, 29, 30, 31)
