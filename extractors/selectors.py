"""Selector strings -> compiled lookups; the only place that casts lxml's untyped results.

A selector is CSS as typed in `scrapy shell`, or XPath when it starts with `/`, `./` or `(`. XPath may end in an
attribute (`//meta[@name='author']/@content`): then it gives strings.

Looking for one class in a whole page costs a tenth of parsing it, so a page's classes are indexed once (see
`index_classes`), and a CSS selector that begins with a class or an id starts from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, cast

import cssselect
from cssselect.parser import Class, CombinedSelector, Hash
from cssselect.parser import Selector as ParsedSelector
from lxml import etree

Element: TypeAlias = etree._Element
Match: TypeAlias = Element | str
ClassIndex: TypeAlias = Mapping[str, Sequence[Element]]

_XPATH_START = ("/", "./", "(")
_TRANSLATOR = cssselect.HTMLTranslator()


class SelectorError(ValueError):
    """A selector that neither CSS nor XPath can read."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One compiled selector. Compare and hash by `text`."""

    text: str
    _anchored: tuple[_Anchored, ...] = ()
    _xpath: Callable[[Element], object] | None = None

    def select(self, root: Element, classes: ClassIndex | None = None) -> list[Match]:
        """Matches below (or at) `root` in document order; `classes` is the index of that very root."""
        if classes is None or not self._anchored:
            assert self._xpath is not None
            return _as_matches(self._xpath(root))
        found: list[Match] = []
        for anchored in self._anchored:
            found.extend(anchored.select(root, classes))
        return found

    def select_elements(self, root: Element, classes: ClassIndex | None = None) -> list[Element]:
        """As `select`, elements only."""
        return [match for match in self.select(root, classes) if not isinstance(match, str)]


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A CSS selector that starts from the elements of one class, or from one id."""

    class_name: str | None
    id_xpath: Callable[[Element], object] | None
    from_anchor: Callable[[Element], object] | None
    """The rest, as XPath from the anchor; None when the anchor is all there is to check."""

    def select(self, root: Element, classes: ClassIndex) -> list[Match]:
        if self.class_name is not None:
            anchors: Sequence[Match] = classes.get(self.class_name, ())
        else:
            assert self.id_xpath is not None
            anchors = _as_matches(self.id_xpath(root))
        if self.from_anchor is None:
            return list(anchors)
        found: list[Match] = []
        for anchor in anchors:
            if not isinstance(anchor, str):
                found.extend(match for match in _as_matches(self.from_anchor(anchor)) if match not in found)
        return found


@lru_cache(maxsize=4096)
def compile_selector(text: str) -> Selector:
    """A selector string, compiled; the same string is compiled once.

    :raises SelectorError: when it can't be read; the message quotes what CSS or XPath said.
    """
    try:
        if text.startswith(_XPATH_START):
            return Selector(text, (), etree.XPath(text, smart_strings=False))
        parsed = cssselect.parse(text)
        whole = " | ".join(_TRANSLATOR.selector_to_xpath(one) for one in parsed)
        anchors = [_anchor(one) for one in parsed]
        anchored = tuple(one for one in anchors if one) if all(anchors) else ()
        return Selector(text, anchored, etree.XPath(whole, smart_strings=False))
    except (cssselect.SelectorError, etree.XPathError) as error:
        raise SelectorError(f"{text!r} is no selector ({error})") from error


def index_classes(root: Element) -> dict[str, list[Element]]:
    """Class token -> its elements in document order, in one pass over the tree."""
    index: dict[str, list[Element]] = {}
    for element in root.iter():
        names = element.get("class")
        if names:
            for name in names.split():
                index.setdefault(name, []).append(element)
    return index


def xpath(expression: str) -> Callable[[Element], list[Element]]:
    """A compiled XPath that gives elements; for the package's own fixed expressions."""
    compiled = etree.XPath(expression, smart_strings=False)

    def select(root: Element) -> list[Element]:
        return cast("list[Element]", compiled(root))

    return select


def tag_of(element: Element) -> str:
    """The element's name; '' for a comment or processing instruction."""
    return element.tag if isinstance(element.tag, str) else ""


def path_of(element: Element) -> str:
    """A short CSS path for people: the element and its two nearest named ancestors.

    >>> path_of(etree.HTML('<div id="a"><p class="b c">x</p></div>')[0][0][0])
    'div#a > p.b'
    """
    steps: list[str] = []
    node: Element | None = element
    while node is not None and len(steps) < 3 and tag_of(node) not in ("html", "body", ""):
        steps.append(_step(node))
        node = node.getparent()
    return " > ".join(reversed(steps)) or tag_of(element)


def _step(element: Element) -> str:
    if name := element.get("id"):
        return f"{tag_of(element)}#{name}"
    classes = (element.get("class") or "").split()
    return f"{tag_of(element)}.{classes[0]}" if classes else tag_of(element)


def _as_matches(result: object) -> list[Match]:
    if isinstance(result, list):
        return cast("list[Match]", result)
    return [result] if isinstance(result, str) else []


def _anchor(selector: ParsedSelector) -> _Anchored | None:
    """How to start at the leftmost class or id; None where the selector has neither, or asks for more than XPath
    from there can tell (`:first-child` and kin are kept: they are XPath predicates)."""
    if selector.pseudo_element is not None:
        raise SelectorError(f"{selector.canonical()!r}: pseudo-elements select no element; drop them")
    leftmost = selector.parsed_tree
    while isinstance(leftmost, CombinedSelector):
        leftmost = leftmost.selector
    alone = leftmost is selector.parsed_tree
    while not isinstance(leftmost, Class | Hash):
        inner = getattr(leftmost, "selector", None)
        if inner is None or not re.match(r"Attrib|Pseudo", type(leftmost).__name__):
            return None
        leftmost, alone = inner, False
    bare = alone and getattr(leftmost.selector, "element", "*") is None
    rest = None if bare else etree.XPath(
        _TRANSLATOR.selector_to_xpath(selector, prefix="self::"), smart_strings=False
    )
    if isinstance(leftmost, Hash):
        return _Anchored(None, etree.XPath(f"id({leftmost.id!r})", smart_strings=False), rest)
    return _Anchored(leftmost.class_name, None, rest)
