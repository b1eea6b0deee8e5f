"""What the doctor proposes: what mends the pages and leaves the fixtures alone, and nothing else."""

from __future__ import annotations

import pytest

from extractors.changes import AddPhrase, AddSelector, apply_changes
from newsspiders.doctor.proposals import propose
from newsspiders.doctor.reading import articles_of, read_pages
from newsspiders.doctor.treatment import choose_fixtures
from newsspiders.preview.samples import Sample
from tests.newsspiders.doctor.living_site import SHARE, text_of, title_of
from tests.newsspiders.doctor.pages import SITE, diagnosis_of, sample, samples
from tests.newsspiders.redesign import redesigned

FIXTURES = samples(range(3))
PAGES = range(10, 18)
REDESIGNED = [sample(number, redesigned(sample(number).html).decode()) for number in PAGES]


def test_healthy_pages_need_nothing() -> None:
    assert propose(diagnosis_of(samples(PAGES), FIXTURES)) == ()


def test_after_a_redesign_each_field_comes_from_a_rule_again() -> None:
    proposals = propose(diagnosis_of(REDESIGNED, FIXTURES))
    assert {"title", "lead", "body", "published"} <= {
        one.change.field for one in proposals if isinstance(one.change, AddSelector)
    }
    site = apply_changes(SITE, [one.change for one in proposals])
    for page, extraction in articles_of(read_pages(REDESIGNED, site)):
        number = int(page.sample.name)
        assert [extraction.origins[field] for field in ("title", "lead", "body", "published")] == ["rule"] * 4
        assert (extraction.article.text, extraction.article.title) == (text_of(number), title_of(number))
    assert read_pages(FIXTURES, site) == read_pages(FIXTURES, SITE)


def test_pages_of_the_former_layout_go_on() -> None:
    mixed = [*samples(range(20, 23)), *REDESIGNED[:5]]
    site = apply_changes(SITE, [one.change for one in propose(diagnosis_of(mixed, FIXTURES))])
    texts = [extraction.article.text for _, extraction in articles_of(read_pages(mixed, site))]
    assert texts == [text_of(int(page.name)) for page in mixed]


def test_a_line_that_leaks_is_dropped() -> None:
    line = "<p>Theo dõi báo trên các nền tảng xã hội.</p>"
    pages = samples(PAGES, ("</div></article>", f"{line}</div></article>"))
    proposals = propose(diagnosis_of(pages, FIXTURES))
    assert [type(one.change) for one in proposals] == [AddPhrase]
    site = apply_changes(SITE, [one.change for one in proposals])
    assert [one.article.text for _, one in articles_of(read_pages(pages, site))] == [text_of(n) for n in PAGES]


def test_a_box_that_leaks_is_dropped_by_its_markup_where_it_has_some() -> None:
    pages = samples(PAGES, ("article__social", "new-share-bar"))
    proposals = propose(diagnosis_of(pages, FIXTURES))
    site = apply_changes(SITE, [one.change for one in proposals])
    assert all(SHARE not in one.article.text for _, one in articles_of(read_pages(pages, site)))


def test_nothing_is_proposed_that_changes_a_fixture() -> None:
    """In the fixtures the element of the new title holds something else."""
    change = ("<h1 class='article__title cms-title'>", "<h1 class='tieu-de'>")
    other = ("</h1>", "</h1><h1 class='tieu-de'>Bản tin trưa</h1>")
    proposals = propose(diagnosis_of(samples(PAGES, change), samples(range(3), other)))
    for one in proposals:
        site = apply_changes(SITE, [one.change])
        assert read_pages(samples(range(3), other), site) == read_pages(samples(range(3), other), SITE)


@pytest.mark.parametrize("pages", [[], samples((10,)), [sample(n, "<html><body>Không</body></html>") for n in PAGES]])
def test_pages_that_teach_nothing(pages: list[Sample]) -> None:
    assert propose(diagnosis_of(pages, FIXTURES)) == ()


def test_copies_of_one_article_teach_nothing() -> None:
    page = REDESIGNED[0]
    copies = [Sample(name=str(n), url=f"{page.url}?{n}", html=page.html) for n in range(5)]
    assert propose(diagnosis_of(copies, FIXTURES)) == ()


def test_each_change_is_shown_by_a_fixture() -> None:
    proposals = propose(diagnosis_of(REDESIGNED, FIXTURES))
    chosen = choose_fixtures(proposals, REDESIGNED)
    assert len(chosen) == 2
    assert all({page.url for page in chosen} & set(one.pages) for one in proposals)
    assert choose_fixtures(proposals, REDESIGNED[:1]) == REDESIGNED[:1]


def test_a_box_that_holds_prose_on_one_page_is_not_dropped() -> None:
    """Not by its markup, that is: by its words it may be."""
    *pages, last = samples(PAGES, ("article__social", "new-share-bar"))
    prose = text_of(int(last.name)).split("\n\n")[-1]
    odd = sample(int(last.name), last.html.decode().replace(f"<p>{prose}</p>", f"<p class='new-share-bar'>{prose}</p>"))
    site = apply_changes(SITE, [one.change for one in propose(diagnosis_of([*pages, odd], FIXTURES))])
    (read,) = read_pages([odd], site)
    assert read.extraction is not None
    assert prose in read.extraction.article.text
