"""Selectors that will last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from extractors.selectors import compile_selector
from newsspiders.preview.lasting import lasting_selectors


def selectors_of(html: str) -> list[str]:
    """Of the element whose text is x."""
    root = etree.HTML(html)
    return lasting_selectors(next(one for one in root.iter("*") if (one.text or "").strip() == "x"))


@pytest.mark.parametrize(
    ("html", "best"),
    [
        ("<div class='mt-4 flex related-news css-1x2y3z'>x</div>", ".related-news"),
        ("<div class='Card_title__x7Gh2' itemprop='articleBody'>x</div>", "[itemprop=articleBody]"),
        ("<div class='sc-bdVaJa' data-role='related' id='post-1098231'>x</div>", "[data-role=related]"),
        ("<div class='box-tinlienquan'><ul><li>x</li></ul></div>", ".box-tinlienquan li"),
        ("<section id='comments'><p class='w-100'>x</p></section>", "#comments > p"),
    ],
)
def test_the_name_that_tells_most(html: str, best: str) -> None:
    assert selectors_of(html)[0] == best


@pytest.mark.parametrize("html", ["<p>x</p>", "<div class='col-md-6 css-9f8e7d'>x</div>", "<p id='ad-883412'>x</p>"])
def test_none_where_nothing_tells(html: str) -> None:
    assert selectors_of(html) == []


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_the_names_a_selector_finds_its_element(name: str, role: str, identity: str) -> None:
    root = etree.HTML("<div class='story-box'><p><b>x</b></p></div>")
    element = root.find(".//b")
    assert element is not None
    for attribute, value in (("class", name), ("data-role", role), ("id", identity)):
        try:
            element.set(attribute, value)
        except ValueError:  # no text of XML
            return
    found = lasting_selectors(element)
    assert found
    assert all(element in compile_selector(one).select(root) for one in found)
    assert not any(":" in one for one in found), "by where it stands"
