"""Pages as fixtures: their names, and what their JSON says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import ExtractionError, extract, get_site
from newsspiders.authoring.fixtures import fixture_facts, slug_of
from tests.fixture_pages import FixturePage, extraction_of, load

ARTICLES = load("article")[::7]


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://a.vn/giai-co-vua-cho-nguoi-tren-70-20241008143015902.htm", "giai-co-vua-cho-nguoi-tren"),
        ("https://a.vn/tin-so-1-post1098231.vnp", "tin-so-1"),
        ("https://a.vn/kinh-te/", "kinh-te"),
        ("https://a.vn/kinh-te/1234567.html?x=abc", "kinh-te"),
        ("https://a.vn/%C4%91%C3%A0%20n%E1%BA%B5ng", "n-ng"),
        ("https://a.vn/1234567", "1234567"),
        ("https://a.vn/?p=1", "home"),
        ("https://a.vn/../../etc/passwd", "passwd"),
    ],
)
def test_a_slug_names_the_page(url: str, slug: str) -> None:
    assert slug_of(url) == slug


@given(st.text(max_size=80).map("https://a.vn/{}".format))
def test_a_slug_is_the_name_of_a_file(url: str) -> None:
    try:
        slug = slug_of(url)
    except ValueError:  # no URL at all
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 48


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_what_is_saved_is_what_the_tests_of_fixtures_ask_for(page: FixturePage) -> None:
    site = get_site(page.facts["site"])
    extraction = extraction_of(page, trace=False)
    facts = fixture_facts(
        extraction, url=page.facts["url"], site=site, fetched_at=extraction.article.published, note="n"  # type: ignore[arg-type]
    )  # fmt: skip
    for name, value in page.facts["expected"].items():
        assert facts["expected"][name] == value
    assert facts["removed"] == page.facts.get("removed", [])
    assert facts["warnings"] == page.facts.get("warnings", [])
    kept = f"{extraction.article.lead}\n{extraction.article.text}"
    elsewhere = "".join(piece.text for piece in extraction_of(page, trace=True).pieces if piece.removal)
    for text in facts["absent"]:
        assert text not in kept
        assert "".join(text.split()) in "".join(elsewhere.split())


def test_some_articles_have_furniture_that_must_stay_absent() -> None:
    page = next(page for page in load("article") if page.name == "tuoitre/2024-10-08-co-vua-tren-70")
    site = get_site("tuoitre")
    extraction = extraction_of(page)
    assert extraction.article.published
    facts = fixture_facts(
        extraction, url=page.facts["url"], site=site, fetched_at=extraction.article.published, note=""
    )
    assert "Đọc tiếp Về trang Chủ đề" in facts["absent"]


def test_a_page_without_article_says_why() -> None:
    site = get_site("tuoitre")
    fetched_at = extraction_of(ARTICLES[0]).article.published
    assert fetched_at
    with pytest.raises(ExtractionError) as caught:
        extract(b"%PDF-1.7", url="https://tuoitre.vn/a-20241008143015902.htm", site=site)
    facts = fixture_facts(caught.value, url="https://tuoitre.vn/a.htm", site=site, fetched_at=fetched_at, note="")
    assert (facts["kind"], facts["error"], facts["absent"]) == ("not-article", "NotHtmlError", [])
