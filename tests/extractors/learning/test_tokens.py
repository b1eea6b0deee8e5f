"""Which selectors are proposed for an element, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from extractors.learning.tokens import candidates, child_candidates, inner_candidates, is_made_up, lasting_selectors
from extractors.selectors import Element, compile_selector


def element(markup: str) -> Element:
    """The first element of the body's innermost path."""
    found = etree.HTML(f"<html><body>{markup}</body></html>")[0]
    while len(found):
        found = found[0]
    return found


def selectors(markup: str) -> list[str]:
    return [one.selector for one in candidates(element(markup))]


@pytest.mark.parametrize(
    "name",
    ["css-1x2y3z", "css-izimsb", "sc-1tw5ko3-3", "sc-bdVaJa", "dcr-4gwv0i", "jsx-123456", "eWgPMU", "MUuG",
     "ArticleBody--articleBody--QJNHr", "svelte-k3l9m2", "post-1234567", "jss42"],
)  # fmt: skip
def test_names_that_a_tool_made_up(name: str) -> None:
    assert is_made_up(name)


@pytest.mark.parametrize(
    "name",
    ["article-body", "detail__content", "noi-dung", "sapo", "h1", "col-2", "fck_detail", "ArticleBody-articleBody",
     "itp_bodycontent", "SEO", "iPhone", "zce-content-body", "VCSortableInPreviewMode", "box-1"],
)  # fmt: skip
def test_names_that_a_person_wrote(name: str) -> None:
    assert not is_made_up(name)


@pytest.mark.parametrize(
    ("markup", "best"),
    [
        ("<div itemprop='articleBody' class='x'>a</div>", "[itemprop='articleBody']"),
        ("<div id='main' class='flex mt-4'>a</div>", "#main"),
        ("<div class='mt-4 article-body'>a</div>", ".article-body"),
        ("<div class='sc-1a2b3c jszeam detail-content'>a</div>", ".detail-content"),
        ("<div data-role='content' class='c'>a</div>", "[data-role='content']"),
        ("<div class='styles_articleDek__Icz5H'>a</div>", "[class*='styles_articleDek__']"),
        ("<h1>a</h1>", "h1"),
    ],
)
def test_what_outlives_a_release_comes_first(markup: str, best: str) -> None:
    assert selectors(markup)[0] == best


@pytest.mark.parametrize(
    "markup",
    ["<div>a</div>", "<p>a</p>", "<div class='sc-1a2b3c jszeam'>a</div>", "<div id='c-98213'>a</div>",
     "<div data-id='x' data-v-1a2b=''>a</div>", "<div data-authors='Lê Mai'>a</div>", "<div data-authors='Le Mai'>a</div>", "<div class='@container'>a</div>"],
)  # fmt: skip
def test_some_elements_have_no_name(markup: str) -> None:
    assert selectors(markup) == []


def test_by_the_names_around_it() -> None:
    inner = element("<div class='but-danh'><div><a href='/x'>Lê Mai</a></div></div>")
    assert [one.selector for one in inner_candidates(inner)] == [".but-danh a", "div.but-danh a"]
    assert child_candidates(inner) == []
    outer = inner.getparent()
    assert outer is not None
    assert [one.selector for one in child_candidates(outer)] == [".but-danh > div", "div.but-danh > div"]


@pytest.mark.parametrize(
    ("markup", "best"),
    [
        ("<div class='Card_title__x7Gh2' itemprop='articleBody'>x</div>", "[itemprop='articleBody']"),
        ("<div class='sc-bdVaJa' data-role='related' id='post-1098231'>x</div>", "[data-role='related']"),
        ("<div class='box-tinlienquan'><ul><li>x</li></ul></div>", ".box-tinlienquan li"),
        ("<section id='comments'><p class='w-100'>x</p></section>", "#comments > p"),
        ("<div class='chu-thich'><o:p>x</o:p></div>", None),
        ("<p>x</p>", None),
        ("<div class='col-md-6 css-9f8e7d'>x</div>", None),
        ("<p id='ad-883412'>x</p>", None),
    ],
)
def test_for_people_to_choose_from(markup: str, best: str | None) -> None:
    assert next(iter(lasting_selectors(element(markup))), None) == best


@given(st.lists(st.text(min_size=1, max_size=30), max_size=4), st.text(max_size=30), st.text(max_size=30))
def test_whatever_the_names_the_selectors_find_the_element(classes: list[str], own_id: str, role: str) -> None:
    root = etree.HTML("<html><body><main class='trang'><section>a</section></main></body></html>")
    found = root[0][0][0]
    for name, value in (("class", " ".join(classes)), ("id", own_id), ("data-role", role)):
        try:
            found.set(name, value)
        except ValueError:  # no text of XML
            return
    for one in (*candidates(found), *child_candidates(found), *inner_candidates(found)):
        assert found in compile_selector(one.selector).select_elements(root)
