"""Selectors: what they find, what they refuse, and that the shortcut over the index finds the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from extractors import all_sites
from extractors.rules import SELECTOR_FIELDS
from extractors.selectors import Element, SelectorError, TreeIndex, compile_selector, path_of, tag_of, xpath

CSS = [
    ".a", ".b", ".none", ".a.b", ".b.a.c", "#x", "#y", "#none", "#x.a", ".a#x", "div", "p", "div.a", "p.a", "div#x", "div#x.a",
    ".a .b", ".a > .b", ".a + .b", ".a ~ .b", ".a p", ".a > p", "div .b", "div > .b", "div.a > p.b", "#x .a", "#x > p", ".a .b .c",
    ".a > .b > .c", ".a > .b .c", ".a .a", ".a > .a", ".a, .b", "p, .a, #x", "div, p.b", "[data-role=title]", "[data-role='sapo']",
    "p[data-role=title]", "div[data-role=title].a", "[data-role=title][type=Photo]", "[type=Photo]", "[type=Photo] .a", "[data-role]",
    "[data-role^=ti]", "[data-role*=it]", "[data-role$=le]", "[data-role~=title]", "[data-role|=ti]", "[class=a]", "[class='a b']",
    "[id=x]", "[id^=x]", "[DATA-ROLE=title]", "div[id^=x]", ".a:first-child", ".a:last-child", ".a:nth-child(2)", ".a:not(.b)",
    "p:not(.a)", ".a:not(.b) > p", ".a:empty", "*", "*.a", "* > .a", ".a *", "p:nth-of-type(1)", "div:first-child .b", ".a > *",
    ".a.b > .c ~ p", "#x ~ .a", "[data-role=title] > .b", "[data-role=title] + [data-role=title]",
]  # fmt: skip
ANCHORED = [text for text in CSS if re.match(r"(?:\w+|\*)?[.#]", text) and "," not in text]
XPATHS = ["//p", "//div[@id='x']", "(//p)[1]", "./body//p", ".//p[@class]", "//*[@data-role='title']", "//p | //div"]
TAGS = ("div", "p", "span", "b", "section")
CLASSES = ("a", "b", "c", "a b", "b a c", " a  b ", "A", "", "ab", "a-b")
_ATTRIBUTES = (("class", CLASSES), ("data-role", ("title", "sapo", "ti")), ("type", ("Photo",)))


@st.composite
def trees(draw: st.DrawFn) -> Element:
    """A page of nested elements with few classes, ids and attributes, so that selectors match often."""
    root = etree.fromstring("<html><body></body></html>", etree.HTMLParser())
    ids = ["x", "y"]
    parents = [root[0]]
    for _ in range(draw(st.integers(0, 30))):
        element = etree.SubElement(draw(st.sampled_from(parents)), draw(st.sampled_from(TAGS)))
        for name, values in _ATTRIBUTES:
            if draw(st.integers(0, 2)) == 0:
                element.set(name, draw(st.sampled_from(values)))
        marked = draw(st.booleans())
        if marked and ids:
            element.set("id", ids.pop())
        element.text = draw(st.sampled_from((None, "chữ")))
        parents.append(element)
    return etree.fromstring(etree.tostring(root, method="html"), etree.HTMLParser())


def _fixed() -> Element:
    html = (
        "<body><div id=x class='a b'><p class=b data-role=title type=Photo>1</p><p class='b c'>2</p>"
        "<div class='a'><p class=c>3</p></div></div><div id=y class=a data-role=title><div class=b data-role=title></div></div><p class='A'>4</p></body>"
    )
    return etree.fromstring(html, etree.HTMLParser())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
@example(_fixed())
def test_the_index_finds_what_a_walk_finds(root: Element) -> None:
    index = TreeIndex(root)
    order = {element: number for number, element in enumerate(root.iter())}
    for text in (*CSS, *XPATHS):
        selector = compile_selector(text)
        by_walk = selector.select_elements(root)
        by_index = selector.select_elements(root, index)
        assert sorted(order[one] for one in by_index) == sorted(order[one] for one in by_walk), text
        assert len(set(by_index)) == len(by_index), text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
@example(_fixed())
def test_below_a_container_it_finds_the_same_too(root: Element) -> None:
    index = TreeIndex(root)
    inside = {container: set(container.iterdescendants()) for container in root.iter("div")}
    for text in ANCHORED:
        selector = compile_selector(text)
        everywhere = set(selector.select_elements(root))
        for container, below in inside.items():
            assert set(selector.select_below([container], index)) == everywhere & below, text


@pytest.mark.parametrize(
    "text",
    [
        "p",
        "[type=Photo]",
        "[data-role=title]",
        ".//p[@data-role]",
        pytest.param(
            "[id=y] + p",
        ),
        pytest.param(
            "[id=x] .c",
        ),
        pytest.param(
            "body .c",
        ),
    ],
)
def test_below_a_container_a_selector_means_the_same_whatever_it_begins_with(text: str) -> None:
    root = _fixed()
    index = TreeIndex(root)
    selector = compile_selector(text)
    everywhere = set(selector.select_elements(root))
    for container in root.iter("div"):
        expected = everywhere & set(container.iterdescendants())
        assert set(selector.select_below([container], index)) == expected


@pytest.mark.parametrize("text", [text for text in CSS if "," not in text])
def test_matches_come_in_the_order_of_the_page(text: str) -> None:
    root = _fixed()
    order = {element: number for number, element in enumerate(root.iter())}
    found = [order[one] for one in compile_selector(text).select_elements(root, TreeIndex(root))]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("//p[@data-role]/@class", ["b"]),
        ("//div/@id", ["x", "y"]),
        ("//p[@class='A']/text()", ["4"]),
        ("string(//p[2])", None),
        ("//none/@class", []),
        ("//p[2]/@none", []),
    ],
)
def test_an_xpath_may_end_in_an_attribute(text: str, found: list[str] | None) -> None:
    if found is None:
        with pytest.raises(SelectorError):
            compile_selector(text)
        return
    assert compile_selector(text).select(_fixed(), None) == found
    assert compile_selector(text).select_elements(_fixed()) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "..a", "div >", "div::text", "a::attr(href)", "//p[", "//p[@x=]", "p:unknown", "p:nth-child(x)", "$"],
)
def test_what_is_no_selector(text: str) -> None:
    with pytest.raises(SelectorError, match=r"."):
        compile_selector(text)


@pytest.mark.parametrize("text", ["//nope:p", "//p[nope()]", "(count(//p))", "(1)"])
def test_an_xpath_that_can_never_select_is_refused_when_compiled(text: str) -> None:
    with pytest.raises(SelectorError):
        compile_selector(text)


def test_an_id_that_stands_twice_is_found_twice() -> None:
    root = etree.HTML("<body><p id=x>1</p><div><p id=x>2</p></div></body>")
    selector = compile_selector("#x")
    assert [one.text for one in selector.select_elements(root)] == ["1", "2"]
    assert [one.text for one in selector.select_elements(root, TreeIndex(root))] == ["1", "2"]


def test_selectors_are_compiled_once_and_compare_by_text() -> None:
    assert compile_selector(".a") is compile_selector(".a")
    assert compile_selector(".a") != compile_selector(".b")


def test_every_selector_of_every_site_finds_the_same_with_the_index() -> None:
    root = _fixed()
    index = TreeIndex(root)
    for site in all_sites().values():
        for field in SELECTOR_FIELDS:
            for text in getattr(site.rules, field):
                selector = compile_selector(text)
                assert set(selector.select_elements(root, index)) == set(selector.select_elements(root)), text


@pytest.mark.parametrize("names", ["a\u0085", "a\u00a0b", "\u2003a"])
def test_class_names_are_parted_as_css_parts_them(names: str) -> None:
    root = etree.HTML("<html><body><p>x</p></body></html>")
    root[0][0].set("class", names)
    selector = compile_selector(".a")
    assert selector.select(root, TreeIndex(root)) == selector.select(root) == []


def test_class_names_are_told_apart_by_case_and_as_whole_tokens() -> None:
    root = _fixed()
    assert [one.text for one in compile_selector(".A").select_elements(root, TreeIndex(root))] == ["4"]


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<div><p>x</p></div>", "div > p"),
        ("<div id=a class=b><p class='c d'>x</p></div>", "div#a > p.c"),
        ("<main><section><div><p>x</p></div></section></main>", "section > div > p"),
        ("<p>x</p>", "p"),
    ],
)
def test_paths_for_people(html: str, path: str) -> None:
    element = next(etree.HTML(f"<body>{html}</body>").iter("p"))
    assert path_of(element) == path


def test_the_path_of_the_page_itself() -> None:
    assert path_of(etree.HTML("<body></body>")) == "html"


def test_a_comment_has_no_tag() -> None:
    root = etree.HTML("<body><!-- x --><p>y</p></body>")
    assert {tag_of(node) for node in root.iter()} == {"html", "body", "", "p"}


def test_fixed_expressions_are_compiled_once() -> None:
    assert xpath("//p") is xpath("//p")
    assert [one.text for one in xpath("//p[@class='c']")(_fixed())] == ["3"]
