"""Paging: the addresses it makes, and what it says about templates that make none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from newsspiders.discovery import Paging

SECTION = "https://news.example/kinh-te"
DAY = date(2026, 3, 7)
MASTERCMS = Paging(
    page="{section}&s_cond=&BRSR={n}",
    first=15,
    step=15,
    day="{section}&fv={day:%Y-%m-%d}&s_cond=&BRSR={n}",
    day_first=0,
)


@pytest.mark.parametrize(
    ("paging", "section", "expected"),
    [
        (MASTERCMS, SECTION, [f"{SECTION}&s_cond=&BRSR=15", f"{SECTION}&s_cond=&BRSR=30"]),
        (Paging(page="{section}-p{n}"), SECTION, [f"{SECTION}-p2", f"{SECTION}-p3"]),
        (Paging(page="{section}?page={n}"), SECTION, [f"{SECTION}?page=2", f"{SECTION}?page=3"]),
        (Paging(page="{section}/p{n}"), f"{SECTION}/", [f"{SECTION}/p2", f"{SECTION}/p3"]),
        (Paging(page="{stem}/trang-{n}{suffix}"), f"{SECTION}.htm", [f"{SECTION}/trang-2.htm", f"{SECTION}/trang-3.htm"]),
        (Paging(page="{stem}-page{n}{suffix}", first=1), SECTION, [f"{SECTION}-page1", f"{SECTION}-page2"]),
        (Paging(page="{stem}/trang{n}.epi"), "https://news.example/", ["https://news.example/trang2.epi", "https://news.example/trang3.epi"]),
        (Paging(page="{section}/{n:03}"), SECTION, [f"{SECTION}/002", f"{SECTION}/003"]),
    ],
)  # fmt: skip
def test_page_url(paging: Paging, section: str, expected: list[str]) -> None:
    assert [paging.page_url(section, number) for number in (2, 3)] == expected


def test_a_front_page_has_no_later_page_on_another_host() -> None:
    for template in ("{stem}-p{n}{suffix}", "{section}-p{n}"):
        assert Paging(page=template).page_url("https://news.example/", 2) is None


def test_zone_must_be_known() -> None:
    paging = Paging(page="https://news.example/timeline/{zone}/trang-{n}.htm", zone="#hdZoneId")
    assert paging.page_url(SECTION, 2) is None
    assert paging.page_url(SECTION, 2, zone="11") == "https://news.example/timeline/11/trang-2.htm"


def test_day_url() -> None:
    assert MASTERCMS.day_url(SECTION, DAY) == f"{SECTION}&fv=2026-03-07&s_cond=&BRSR=0"
    assert MASTERCMS.day_url(SECTION, DAY, 3) == f"{SECTION}&fv=2026-03-07&s_cond=&BRSR=30"
    assert MASTERCMS.day_url(SECTION, DAY, 0) is None


def test_a_day_of_one_page() -> None:
    paging = Paging(day="{stem}/d{day:%d-%m-%Y}{suffix}")
    assert paging.day_url(f"{SECTION}.htm", DAY) == f"{SECTION}/d07-03-2026.htm"
    assert paging.day_url(f"{SECTION}.htm", DAY, 2) is None
    assert paging.page_url(SECTION, 2) is None


def test_without_days() -> None:
    assert Paging(page="{section}-p{n}").day_url(SECTION, DAY) is None


def test_the_first_page_has_no_address_of_its_own() -> None:
    with pytest.raises(ValueError, match="ask for 2 or more"):
        MASTERCMS.page_url(SECTION, 1)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Paging has no template; write page='{section}?page={n}'"),
        ({"page": "{section}?page=2"}, "has no {n}; write where the number goes"),
        ({"page": "{section}?page={page}"}, "Paging.page has {page}; there are {section}, {stem}"),
        ({"page": "{section.__class__}{n}"}, "Paging.page has {section.__class__}"),
        ({"page": "{section}{}"}, "Paging.page has {}"),
        ({"page": "{section!r}{n}"}, "Paging.page formats {section}"),
        ({"page": "{section:>9}{n}"}, "Paging.page formats {section}"),
        ({"page": "{section}{n"}, "a brace that is none is written twice"),
        ({"page": "{section}{n}&d={day}"}, "write that template into Paging.day"),
        ({"day": "{section}{n}"}, "has no {day:…}; write such as {day:%Y-%m-%d}"),
        ({"page": 3}, "Paging.page is 3; write a string"),
        ({"page": "{section}{n}", "step": 0}, "Paging.step is 1 or more"),
        ({"page": "{section}/{zone}/{n}"}, "Paging.zone and {zone} go together"),
        ({"page": "{section}/{n}", "zone": "#z"}, "Paging.zone and {zone} go together"),
        ({"page": "{section}/{zone}/{n}", "zone": "#"}, "Paging.zone: '#' is no selector"),
        ({"page": "/timeline/{n}"}, "makes no URL; begin with {section}, {stem} or https://"),
        ({"page": "{section}/{n:x}", "first": 2, "day": "{n}{day}"}, "Paging.day '{n}{day}' makes no URL"),
    ],
)
def test_wrong_paging_says_what_to_write(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match="Paging") as caught:
        Paging(**given)
    assert told in str(caught.value)


def test_zones_that_somebody_found_out() -> None:
    paging = Paging(
        page="https://api.news.example/zone-{zone}-{n}.html", zones=(("https://news.example/kinh-te/", "89"),)
    )
    assert paging.page_url("https://news.example/kinh-te/", 2) == "https://api.news.example/zone-89-2.html"
    assert paging.page_url("https://news.example/the-thao/", 2) is None


@pytest.mark.parametrize("zones", [("a", "1"), (("a",),), (("a", 1),), "a"])
def test_zones_are_pairs(zones: Any) -> None:
    with pytest.raises(ValueError, match=r"Paging\.zones holds"):
        Paging(page="https://api.news.example/zone-{zone}-{n}.html", zones=zones)
