"""Months: the addresses of monthly sitemaps that no index lists, made from a template. Validated when built."""

from __future__ import annotations

from datetime import date
from string import Formatter

from newsspiders.discovery.links import absolute_url

OLDEST_MONTH = date(1995, 1, 1)
"""No site's archive goes back further."""

_SAMPLE = date(2026, 3, 1)
_NAMES = ("month", "month.year", "month.month", "n")
_MOST_PARTS = 99


def check_month_template(template: object) -> None:
    """Nothing when a template makes an address for each month.

    :raises ValueError: saying what to write.
    """
    if not isinstance(template, str):
        raise ValueError(f"Discovery.month_sitemaps is {template!r}; write a string")
    try:
        names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise ValueError(f"Discovery.month_sitemaps {template!r}: {error}") from error
    if wrong := names - set(_NAMES):
        known = "{month:%Y-%m}, {month.year}, {month.month} and {n}"
        raise ValueError(f"Discovery.month_sitemaps has {{{min(wrong)}}}; there are {known}")
    samples = {
        month_url(template, _SAMPLE.replace(year=year, month=month)) for year in (2025, 2026) for month in (3, 4)
    }
    if None in samples or len(samples) < 4:
        raise ValueError(
            f"Discovery.month_sitemaps {template!r} makes no URL for each month; "
            "write such as 'https://news.example/sitemaps/news-{month.year}-{month.month}.xml'"
        )


def month_url(template: str, month: date, number: int = 1) -> str | None:
    """The address of a month's sitemap, or of a later part of it; None where there is none.

    >>> month_url("https://x.vn/sitemap-{month:%m-%Y}-{n:02}.xml", date(2026, 3, 1), 2)
    'https://x.vn/sitemap-03-2026-02.xml'
    """
    if number > (_MOST_PARTS if "{n" in template else 1):
        return None
    return absolute_url(template.format(month=month, n=number), base="")


def month_before(month: date) -> date:
    """The first day of the month before."""
    return month.replace(year=month.year - 1, month=12) if month.month == 1 else month.replace(month=month.month - 1)
