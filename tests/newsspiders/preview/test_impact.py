"""Before and after."""

from __future__ import annotations

from dataclasses import replace

from extractors import Phrase
from extractors.changes import AddPhrase, AddSelector, apply_changes
from newsspiders.preview.impact import Impact, Line, compare
from newsspiders.preview.reading import read
from newsspiders.preview.samples import Sample
from tests.newsspiders.preview.pages import AFTER, FIRST, FOLLOW, FURNITURE, RELATED, SECOND, SITE, sample


def impact(page: Sample, *changes: AddSelector | AddPhrase) -> Impact:
    return compare(page, read(page, SITE), read(page, apply_changes(SITE, changes)))


def test_nothing() -> None:
    found = impact(sample(), AddSelector(field="drop", selector=".related-story"))
    assert found.is_none
    assert [line.sign for line in found.lines] == ["=", "="]


def test_blocks_that_vanish() -> None:
    found = impact(sample(FURNITURE), AddSelector(field="drop", selector=".related-story"))
    assert [(line.sign, line.text) for line in found.lines] == [
        ("=", FIRST), ("=", SECOND), ("=", FOLLOW), ("-", RELATED), ("=", AFTER),
    ]  # fmt: skip
    assert (found.as_dict()["gone"], found.as_dict()["new"], found.is_none) == (1, 0, False)


def test_fields_and_what_was_expected() -> None:
    page = replace(sample(), expected={"title": "Làng ven sông dựng cầu tre mới", "lead": "nobody said this"})
    found = impact(page, AddSelector(field="title", selector="nav.menu", first=True))
    assert [(one.name, one.before, one.after) for one in found.fields] == [
        ("title", "Làng ven sông dựng cầu tre mới", "Trang chủ")
    ]
    assert found.unexpected == ("title",), "what was not as expected before is not told"


def test_an_article_lost() -> None:
    found = impact(sample(), AddPhrase(phrase=Phrase(".{1,200}", "drop", "all")))
    assert (found.error_before, found.error_after[:14]) == ("", "EmptyBodyError")
    assert {line.sign for line in found.lines} == {"-"}
    assert Line(sign="-", type="paragraph", text=FIRST) in found.lines
