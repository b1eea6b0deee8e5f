"""Discovery: what it accepts, and what it says about what it does not."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsspiders.discovery import Discovery, Link, Paging

FEED = "https://news.example/feed.xml"


def test_article_url_ignores_query_and_fragment() -> None:
    discovery = Discovery(feeds=(FEED,), article_url=r"-post\d+\.vnp$")
    assert discovery.is_article("https://news.example/a-post12.vnp?utm_source=x#top")
    assert not discovery.is_article("https://news.example/a-tag12.vnp")


def test_sitemap_url_is_all_by_default() -> None:
    assert Discovery(feeds=(FEED,), article_url="x").is_sitemap("https://news.example/any.xml")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"feeds": FEED, "article_url": "x"}, f"Discovery.feeds is {FEED!r}; write a tuple: ({FEED!r},)"),
        ({"feeds": [FEED], "article_url": "x"}, "Discovery.feeds is a list; write a tuple"),
        ({"sections": ("/kinh-te",), "article_url": "x"}, "write a full URL"),
        ({"sitemaps": ("ftp://news.example/s.xml",), "article_url": "x"}, "write a full URL"),
        ({"feeds": (3,), "article_url": "x"}, "write a full URL"),
        ({"article_url": "x"}, "Discovery has no source"),
        ({"feeds": (FEED,), "article_url": ""}, "Discovery.article_url is empty"),
        ({"feeds": (FEED,), "article_url": "("}, "is no regex"),
        ({"feeds": (FEED,), "article_url": "x", "sitemap_url": "["}, "Discovery.sitemap_url '[' is no regex"),
        ({"feeds": (FEED,), "article_url": "x", "newest_sitemaps": 0}, "newest_sitemaps is 0"),
        (
            {"feeds": (FEED,), "article_url": "x", "url_date": r"/(?P<y>\d+)/"},
            "names no day; write the groups y, m and d",
        ),
        (
            {"feeds": (FEED,), "article_url": "x", "url_written": r"-(?P<y>\d+)"},
            "Discovery.url_written '-(?P<y>\\\\d+)' names no day",
        ),
        (
            {"feeds": (FEED,), "article_url": "x", "paging": "?page={n}"},
            "Discovery.paging is '?page={n}'; write Paging(",
        ),
        ({"feeds": (FEED,), "article_url": "x", "cards": ".card"}, "Discovery.cards is '.card'; write Cards("),
    ],
)
def test_wrong_discovery_says_what_to_write(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match="Discovery") as caught:
        Discovery(**given)
    assert told in str(caught.value)


BEIJING = ZoneInfo("Asia/Shanghai")
DATED = Discovery(feeds=(FEED,), article_url="x", url_date=r"/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/")


def test_a_url_tells_the_day_where_the_source_does_not() -> None:
    link = DATED.dated(Link(url="https://news.example/2024/04/26/a.shtml"), zone=BEIJING)
    assert link.published == datetime(2024, 4, 26, tzinfo=BEIJING)
    assert link.latest == datetime(2024, 4, 26, 23, 59, 59, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "url", ["https://news.example/2024/13/26/a", "https://news.example/0000/01/01/", "https://news.example/a"]
)
def test_a_url_without_a_day_tells_none(url: str) -> None:
    assert DATED.dated(Link(url=url), zone=BEIJING).published is None


@pytest.mark.parametrize(("year", "full"), [("26", 2026), ("00", 2000), ("99", 2099), ("2024", 2024)])
def test_a_year_of_two_digits_is_of_this_century(year: str, full: int) -> None:
    dated = Discovery(feeds=(FEED,), article_url="x", url_date=r"-(?P<y>\d{2,4})\.(?P<m>\d\d)\.(?P<d>\d\d)")
    link = dated.dated(Link(url=f"https://news.example/a-{year}.03.07"), zone=BEIJING)
    assert link.published == datetime(full, 3, 7, tzinfo=BEIJING)


WRITTEN = Discovery(feeds=(FEED,), article_url="x", url_written=r"-196(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{9}\.")


def test_the_day_an_article_was_written_is_not_before_nor_long_after_its_publication() -> None:
    link = WRITTEN.dated(Link(url="https://news.example/a-196260306173245118.htm"), zone=BEIJING)
    assert link.published is None
    assert link.earliest == datetime(2026, 3, 6, tzinfo=BEIJING)
    assert link.latest == datetime(2026, 3, 9, 23, 59, 59, tzinfo=BEIJING)


def test_a_printed_time_counts_more_than_when_it_was_written() -> None:
    moment = datetime(2026, 3, 7, 8, 6, tzinfo=BEIJING)
    link = WRITTEN.dated(Link(url="https://news.example/a-196260306173245118.htm", published=moment), zone=BEIJING)
    assert link.earliest == link.latest == moment


def test_the_sources_own_time_counts_first() -> None:
    link = Link(url="https://news.example/2024/04/26/a.shtml", published=datetime(2024, 4, 27, tzinfo=BEIJING))
    assert DATED.dated(link, zone=BEIJING) is link


def discovery(*sections: str, **given: Any) -> Discovery:
    return Discovery(sections=tuple(f"https://news.example/{path}" for path in sections), article_url="x", **given)


def test_section_names() -> None:
    names = discovery(
        "kinh-te.htm", "world/index.shtml", "xa-hoi/y-te", "", "asia/china/", "europe/china"
    ).section_names()
    assert {name: url.removeprefix("https://news.example/") for name, url in names.items()} == {
        "kinh-te": "kinh-te.htm",
        "world": "world/index.shtml",
        "y-te": "xa-hoi/y-te",
        "home": "",
        "asia/china": "asia/china/",
        "europe/china": "europe/china",
    }


def test_sections_of_subdomains_are_named_after_them() -> None:
    sections = ("https://sport.news.example/index", "https://food.news.example/index", "https://www.news.example/index")
    assert list(Discovery(sections=sections, article_url="x").section_names()) == ["sport", "food", "news"]


def test_choose_sections() -> None:
    chosen = discovery("kinh-te.htm", "the-thao.htm").choose_sections(
        ["the-thao", " https://m.news.example/moi ", "the-thao", ""], domains=("news.example",)
    )
    assert chosen == ("https://news.example/the-thao.htm", "https://m.news.example/moi")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("kinhte", "no section 'kinhte'; did you mean kinh-te? there are kinh-te, the-thao, or type a section's URL"),
        ("zzz", "no section 'zzz'; there are kinh-te, the-thao"),
        ("https://other.example/kinh-te", "https://other.example/kinh-te is not on news.example"),
        ("https://news.example:x/", "is no URL; type it whole: https://news.example/"),
        ("javascript:alert(1)", "no section"),
    ],
)
def test_a_section_that_is_not_there(wanted: str, told: str) -> None:
    with pytest.raises(ValueError, match="section|URL|not on") as caught:
        discovery("kinh-te.htm", "the-thao.htm").choose_sections([wanted], domains=("news.example",))
    assert told in str(caught.value)


def test_has_archive() -> None:
    paging = Paging(page="{section}?page={n}")
    assert discovery("a", paging=paging).has_archive
    assert discovery("a", sitemaps=("https://news.example/sitemap.xml",)).has_archive
    assert not discovery("a").has_archive
    assert not Discovery(feeds=(FEED,), article_url="x", paging=paging).has_archive
