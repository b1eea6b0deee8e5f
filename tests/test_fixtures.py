"""Every fixture, one test per page and field: what must be there, what must not, and what was removed by which rule.

`pytest tests/test_fixtures.py --regen -k SITE/` rewrites `expected`, `removed` and `warnings` of a site's articles
before it tests them; it stages nothing: read the diff.
"""

from __future__ import annotations

import json
from functools import lru_cache

import pytest

import extractors
from extractors.evidence import evidence_of
from extractors.page import Page
from extractors.provenance import SOURCE_LINE
from extractors.rules import SELECTOR_FIELDS, Phrase
from extractors.selectors import compile_selector
from extractors.text import key
from tests.fixture_pages import FixturePage, extraction_of, load

ARTICLES = load("article")
FIELDS = [(page, field) for page in ARTICLES for field in page.expected]
ABSENT = [(page, text) for page in ARTICLES for text in page.facts["absent"]]


def _id(value: object) -> str | None:
    return value.name if isinstance(value, FixturePage) else None


@pytest.fixture(autouse=True)
def regenerated(request: pytest.FixtureRequest) -> None:
    """With --regen, the JSON of a test's page is written anew before the test."""
    page = request.node.callspec.params.get("page") if hasattr(request.node, "callspec") else None
    if request.config.getoption("--regen") and page is not None and page.facts["kind"] == "article":
        _regenerate(page)


@pytest.mark.parametrize(("page", "field"), FIELDS, ids=_id)
def test_field(page: FixturePage, field: str) -> None:
    got = extraction_of(page).article.as_dict()[field]
    assert got == page.expected[field]


@pytest.mark.parametrize(("page", "text"), ABSENT, ids=_id)
def test_boilerplate_is_absent_and_accounted_for(page: FixturePage, text: str) -> None:
    extraction = extraction_of(page, trace=True)
    article = extraction.article
    kept = "\n".join([article.lead or "", article.text])
    assert text not in kept
    elsewhere = [piece.text for piece in extraction.pieces if piece.field not in ("body", "lead")]
    assert _letters(text) in _letters(" ".join(elsewhere))


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


@pytest.mark.parametrize("site", sorted(extractors.all_sites()))
def test_each_site_has_article_fixtures(site: str) -> None:
    pages = [page for page in ARTICLES if page.facts["site"] == site]
    assert len(pages) >= 2, f"fixtures/{site}: save at least two articles, three where the layout changed"


def _letters(text: str) -> str:
    return key(text).replace(" ", "")


def _regenerate(page: FixturePage) -> None:
    extraction = extraction_of(page)
    got = extraction.article.as_dict()
    page.facts.update(
        expected={field: got[field] for field in page.facts["expected"]},
        removed=sorted({removal.rule for removal in extraction.removed}),
        warnings=list(extraction.warnings),
    )
    text = json.dumps(page.facts, ensure_ascii=False, indent=2) + "\n"
    if text != page.json_path.read_text("utf-8"):
        page.json_path.write_text(text, "utf-8")


def _sites_of(layer_name: str, site: str) -> list[str]:
    """The sites whose fixtures may use a rule: its own site, or all sites of its family."""
    if layer_name == "":
        return [site]
    return [one.name for one in extractors.all_sites().values() if layer_name in {x.name for x in one.rules.layers}]


def _all_selectors() -> list[tuple[str, str, str, str]]:
    """(site, layer, field, selector) of every rule of every site; what a site repeats of its family is the family's."""
    return [
        (site.name, layer.name, field, text)
        for site in extractors.all_sites().values()
        for number, layer in enumerate(site.rules.layers)
        for field in SELECTOR_FIELDS
        for text in getattr(layer, field)
        if all(text not in getattr(before, field) for before in site.rules.layers[:number])
    ]


@pytest.mark.parametrize(("site", "layer", "field", "text"), _all_selectors())
def test_each_selector_says_what_it_rests_on(site: str, layer: str, field: str, text: str) -> None:
    assert evidence_of(text), f"{layer or site}: {field} selector {text!r}: write page(…), scrapers(…) or guess(…)"


@lru_cache(maxsize=1)
def _pages_by_site() -> dict[str, list[Page]]:
    pages: dict[str, list[Page]] = {}
    for fixture in ARTICLES:
        pages.setdefault(fixture.facts["site"], []).append(Page(fixture.html, url=fixture.facts["url"]))
    return pages


@pytest.mark.parametrize(("site", "layer", "field", "text"), _all_selectors())
def test_each_selector_matches_a_fixture(site: str, layer: str, field: str, text: str) -> None:
    pages = [page for name in _sites_of(layer, site) for page in _pages_by_site()[name]]
    selector = compile_selector(text)
    matched = any(selector.select(page.root) for page in pages)
    assert matched, f"{layer or site}: {field} selector {text!r} matches no fixture; save a page with it or delete it"


@pytest.mark.parametrize(
    ("site", "layer", "phrase"),
    [
        (site.name, layer.name, phrase)
        for site in extractors.all_sites().values()
        for layer in site.rules.layers
        for phrase in layer.phrases
    ],
)
def test_each_phrase_of_a_site_matches_a_fixture(site: str, layer: str, phrase: Phrase) -> None:
    rule = f"{layer or site}/phrase:{phrase.reason}"
    sites = _sites_of(layer, site)
    removals = [
        removal
        for page in ARTICLES
        if page.facts["site"] in sites
        for removal in extraction_of(page).removed
        if removal.rule in (rule, SOURCE_LINE)
    ]
    assert any(phrase.regex.search(removal.text) for removal in removals), f"{rule} removes nothing from any fixture"
