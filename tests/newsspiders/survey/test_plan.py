"""What is written of a site, and what somebody should look at."""

from __future__ import annotations

import pytest

from extractors.evidence import scrapers
from extractors.rules import Rules
from newsspiders.survey.doubts import doubts_of
from newsspiders.survey.plan import Plan, plan_site
from newsspiders.survey.survey import SurveyError
from tests.newsspiders.survey.ferry_news import SECTIONS, STORIES
from tests.newsspiders.survey.test_survey import ROOT, Site, ferry


def plan(pages: dict[str, str | bytes] | None = None, *, taken_over: Rules | None = None) -> Plan:
    return plan_site(Site(pages or ferry()).survey(), taken_over=taken_over)


def changed(old: str, new: str) -> dict[str, str | bytes]:
    """The pages with another text in the place of one."""
    return {path: str(text).replace(old, new) for path, text in ferry().items()}


def test_a_plan_is_whole() -> None:
    made = plan()
    assert (made.site.name, made.site.title, made.site.domains) == ("bendo", "Báo Bến Đò", ("bendo.vn",))
    assert (made.site.language, made.site.timezone) == ("vi", "Asia/Ho_Chi_Minh")
    assert len({page.url for page in made.fixtures}) == 3
    assert [one.url for one in made.sources] == [f"{ROOT}/tin-moi.rss"]
    assert all(note.endswith("of 6 pages") for note in made.comments.values())


def test_sections_and_their_later_pages_are_never_articles_and_articles_are() -> None:
    addresses = plan().site.addresses
    for path in ("/", *(path for path, _ in SECTIONS), "/kinh-te?page=2", "/kinh-te/"):
        assert addresses.is_never_article(f"{ROOT}{path}")
    assert not any(addresses.is_never_article(f"{ROOT}{story.path}") for story in STORIES)


def test_rules_taken_over_stand_behind_those_learned_and_match_a_fixture() -> None:
    rules = Rules(title=scrapers("//h1[@class='tua-de']", "//h7"), drop=scrapers(".//div[@class='chen-giua']"))
    made = plan(taken_over=rules)
    own = made.site.rules.layers[-1]
    assert own.title[-1] == "//h1[@class='tua-de']"
    assert ".//div[@class='chen-giua']" in own.drop
    assert made.left_out == (("title", "//h7"),)
    assert "left out, as it matches none of the fixtures: title '//h7'" in doubts_of(made)


def test_a_clock_that_the_pages_contradict_is_told() -> None:
    head = '<meta property="article:published_time" content="2026-03-07T10:15:00+09:00"></head>'
    told = doubts_of(plan(changed("</head>", head)))
    assert "timezone 'Asia/Ho_Chi_Minh' is 7:00:00 from UTC, the pages' own times are 9:00:00" in told


def test_a_site_that_does_not_say_its_name_is_called_after_its_host() -> None:
    nameless = changed('property="og:site_name"', 'property="x"')
    assert plan(nameless).site.title == "Báo Bến Đò", "as the pages' titles end"
    untitled: dict[str, str | bytes] = {
        path: str(text).replace(" - Báo Bến Đò</title>", "</title>") for path, text in nameless.items()
    }
    assert any(one.startswith("title 'bendo.vn' is the host") for one in doubts_of(plan(untitled)))


def test_one_article_teaches_nothing() -> None:
    pages = {path: text for path, text in ferry().items() if path not in {story.path for story in STORIES[1:]}}
    with pytest.raises(SurveyError, match="two articles or more, and 1 came; name some"):
        plan(pages)
