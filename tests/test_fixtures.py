"""Every fixture, one test per page and field: what must be there, what must not, and what was removed by which rule.

`pytest tests/test_fixtures.py --regen` rewrites `expected` and `removed`; it stages nothing: read the diff.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import extractors
from extractors.text import key
from tests.fixture_pages import FixturePage, extraction_of, load

ARTICLES = load("article")
FIELDS = [(page, field) for page in ARTICLES for field in page.expected]
ABSENT = [(page, text) for page in ARTICLES for text in page.facts["absent"]]


def _id(value: object) -> str | None:
    return value.name if isinstance(value, FixturePage) else None


@pytest.mark.parametrize(("page", "field"), FIELDS, ids=_id)
def test_field(page: FixturePage, field: str, request: pytest.FixtureRequest) -> None:
    got = extraction_of(page).article.as_dict()[field]
    if request.config.getoption("--regen"):
        _regenerate(page)
        return
    assert got == page.expected[field]


@pytest.mark.parametrize(("page", "text"), ABSENT, ids=_id)
def test_boilerplate_is_absent_and_accounted_for(page: FixturePage, text: str) -> None:
    extraction = extraction_of(page, trace=True)
    article = extraction.article
    kept = "\n".join([article.lead or "", article.text])
    assert text not in kept
    removed = " ".join(key(removal.text) for removal in extraction.removed)
    other_fields = key(json.dumps(article.as_dict(), ensure_ascii=False))
    assert key(text) in removed or key(text) in other_fields


@pytest.mark.parametrize("page", ARTICLES, ids=_id)
def test_removed_by_the_expected_rules(page: FixturePage) -> None:
    rules = sorted({removal.rule for removal in extraction_of(page).removed})
    assert rules == page.facts.get("removed", [])


@pytest.mark.parametrize("page", ARTICLES, ids=_id)
def test_warnings(page: FixturePage) -> None:
    assert list(extraction_of(page).warnings) == page.facts.get("warnings", [])


@pytest.mark.parametrize("page", load("not-article"), ids=_id)
def test_page_that_is_no_article(page: FixturePage) -> None:
    error = getattr(extractors, page.facts["error"])
    with pytest.raises(error, match=page.facts["url"].split("//")[1].split("/")[0]):
        extraction_of(page)


def test_each_site_has_three_article_fixtures() -> None:
    for site in extractors.all_sites():
        pages = [page for page in ARTICLES if page.facts["site"] == site]
        assert len(pages) >= 3, f"fixtures/{site}: save at least three pages"


def _regenerate(page: FixturePage) -> None:
    extraction = extraction_of(page)
    got = extraction.article.as_dict()
    facts = {
        **page.facts,
        "expected": {field: got[field] for field in page.facts["expected"]},
        "removed": sorted({removal.rule for removal in extraction.removed}),
        "warnings": list(extraction.warnings),
    }
    Path(page.json_path).write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")
