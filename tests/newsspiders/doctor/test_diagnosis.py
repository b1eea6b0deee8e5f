"""What the doctor finds on pages: against fixtures, against history, and on their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspiders.doctor.history import History
from newsspiders.doctor.leaks import find_leaks
from newsspiders.doctor.losses import says
from newsspiders.doctor.reading import profile_of, read_pages
from newsspiders.doctor.report import verdict_line
from newsspiders.drift.compare import Past
from newsspiders.preview.samples import Sample
from tests.newsspiders.doctor.living_site import SHARE, text_of
from tests.newsspiders.doctor.pages import SITE, diagnosis_of, sample, samples, with_rules

FIXTURES = samples(range(3))
PAGES = range(10, 18)
PROMOTION = "<p>Theo dõi báo trên các nền tảng xã hội.</p>"


def codes(*changes: tuple[str, str]) -> set[str]:
    found = diagnosis_of(samples(PAGES, *changes), FIXTURES)
    return {symptom.code.partition(":“")[0] for symptom in found.symptoms}


def test_pages_as_they_should_be() -> None:
    diagnosis = diagnosis_of(samples(PAGES), FIXTURES)
    assert diagnosis.symptoms == ()
    assert verdict_line(diagnosis) == "vietnamplus: healthy"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("cms-title", "new-title"), {"origin-shift:title", "warning:rule-unused:title"}),
        (("cms-desc", "new-desc"), {"field-missing:lead"}),
        (("cms-body", "new-body"), {"origin-shift:body"}),
    ],
)
def test_a_selector_that_matches_no_more_is_told_against_the_fixtures(
    change: tuple[str, str], expected: set[str]
) -> None:
    found = codes(change)
    assert found & expected
    assert all(code.rpartition(":")[2] == change[0].replace("cms-desc", "lead").replace("cms-", "") for code in found)


def test_a_few_pages_of_another_kind_are_nothing() -> None:
    mixed = [*samples(range(10, 16)), *samples((16, 17), ("cms-title", "special-title"))]
    assert diagnosis_of(mixed, FIXTURES).symptoms == ()


def test_one_page_says_nothing_of_fields() -> None:
    assert diagnosis_of([sample(10, "<html><body><p>Trang lỗi</p></body></html>")], FIXTURES).now.articles == 0
    assert diagnosis_of(samples((10,), ("cms-title", "x")), FIXTURES).symptoms == ()


def test_pages_without_articles() -> None:
    diagnosis = diagnosis_of([sample(n, "<html><body><p>Trang lỗi</p></body></html>") for n in PAGES], FIXTURES)
    assert [symptom.code for symptom in diagnosis.symptoms] == ["page-lost"]
    assert diagnosis.verdict == "ill"


def test_history_comes_before_fixtures() -> None:
    past = Past(profile=profile_of(read_pages(samples(range(20, 50)), SITE), SITE.rules))
    history = History(past=(past,), words="1 run")
    renamed = samples(PAGES, ("cms-title", "new-title"))
    found = diagnosis_of(renamed, FIXTURES, history=history)
    assert "origin-shift:title: was rule 100%, now h1 100% of 8" in [symptom.words for symptom in found.symptoms]


def test_what_leaks() -> None:
    assert codes(("</div></article>", f"{PROMOTION}</div></article>")) == {"text-leaks"}


def test_what_stands_in_a_fixture_too_is_no_new_leak() -> None:
    change = ("</div></article>", f"{PROMOTION}</div></article>")
    assert diagnosis_of(samples(PAGES, change), samples(range(3), change)).symptoms == ()


def test_a_line_on_one_page_is_no_leak() -> None:
    pages = [*samples(range(11, 18)), *samples((10,), ("</div></article>", f"{PROMOTION}</div></article>"))]
    assert diagnosis_of(pages, FIXTURES).symptoms == ()


def test_what_vanishes_by_a_drop() -> None:
    """The site gives its last paragraphs a class that used to be another thing's."""
    pages = [_with_last_paragraphs_in(one.html.decode(), int(one.name)) for one in samples(PAGES)]
    diagnosis = diagnosis_of(pages, FIXTURES, site=with_rules(drop=(".doan-cuoi",)))
    assert [symptom.code for symptom in diagnosis.symptoms] == ["text-vanishes:vietnamplus/drop:.doan-cuoi"]


def test_what_vanishes_as_it_stands_outside_the_body() -> None:
    diagnosis = diagnosis_of([_in_two_containers(one.html.decode(), int(one.name)) for one in samples(PAGES)], FIXTURES)
    assert "text-vanishes:body" in {symptom.code for symptom in diagnosis.symptoms}


def test_machine_data_that_say_more() -> None:
    def page(number: int) -> str:
        told = text_of(number).replace("\n\n", " ")
        data = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{told}"}}</script></head>'
        html = sample(number).html.decode().replace("</head>", data)
        first = text_of(number).split("\n\n")[0]
        return html[: html.rindex(first)] + first + "</p></div></article></body></html>"

    found = {symptom.code for symptom in diagnosis_of([sample(n, page(n)) for n in PAGES], FIXTURES).symptoms}
    assert "body-shorter-than-json-ld" in found


def test_selectors_that_match_nothing_are_named_with_what_they_rest_on() -> None:
    found = diagnosis_of(samples(PAGES), FIXTURES, site=with_rules(tags=SITE.rules.body))
    assert {(one.field, one.selector, one.evidence) for one in found.unmatched if not one.family} == {
        ("body", ".old-body", "guess"),
        ("tags", ".old-body", "guess"),
    }
    assert found.verdict == "healthy"


def test_what_was_stripped_off_a_paragraph_is_no_loss() -> None:
    kept = "bà sáu lành vớt lục bình ở xóm chài từ tờ mờ sáng"
    assert says(kept, f"tpo {kept}")
    assert says(kept, f"{kept} theo ttxvn")
    assert not says(kept, "người gác đập gieo mạ sớm dưới chân đê suốt ba buổi chiều")


def _with_last_paragraphs_in(html: str, number: int) -> Sample:
    last = text_of(number).split("\n\n")[-1]
    return sample(number, html.replace(f"<p>{last}</p>", f"<div class='doan-cuoi'><p>{last}</p></div>"))


def _in_two_containers(html: str, number: int) -> Sample:
    fourth = text_of(number).split("\n\n")[2]
    return sample(number, html.replace(f"<p>{fourth}</p>", f"</div><div class='more-text'><p>{fourth}</p>"))


def test_the_share_bar_is_dropped_from_all_pages() -> None:
    assert all(
        SHARE not in page.extraction.article.text for page in diagnosis_of(samples(PAGES)).pages if page.extraction
    )


@given(st.lists(st.text("aăbcơđê ", min_size=1, max_size=60), unique=True, max_size=6))
def test_lines_of_one_page_never_leak(lines: list[str]) -> None:
    body = "".join(f"<p>{line}</p>" for line in lines)
    pages = [*samples((10,), ("</div></article>", f"{body}</div></article>")), *samples((11, 12))]
    assert find_leaks(read_pages(pages, SITE), ()) == ()


@given(st.text("aăbcơđê ", min_size=1, max_size=80), st.text("xyz ", max_size=20))
def test_a_text_says_itself_whatever_stands_around_it(text: str, around: str) -> None:
    assert says(f"{around} {' '.join(text.split())} {around}", text)
