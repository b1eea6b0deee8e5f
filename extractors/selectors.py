"""Selector strings -> compiled lookups; the only place that casts lxml's untyped results.

A selector is CSS as typed in `scrapy shell`, or XPath when it starts with `/`, `./` or `(`. XPath may end in an
attribute (`//meta[@name='author']/@content`): then it gives strings.

Looking for one class in a whole page costs a tenth of parsing it, so a page is indexed once (see `TreeIndex`), and a
CSS selector that begins with a class, an id or an attribute's value starts from there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, cast

import cssselect
from cssselect.parser import Attrib, Class, CombinedSelector, Hash
from cssselect.parser import Selector as ParsedSelector
from lxml import etree

Element: TypeAlias = etree._Element
Match: TypeAlias = Element | str

_XPATH_START = ("/", "./", "(")
_SPACE = " \t\n\r\f"
_SPACES = re.compile(f"[{_SPACE}]+")
_TRANSLATOR = cssselect.HTMLTranslator()


_TRIAL_PAGE = etree.HTML("<html><head><meta name='a' content='b'></head><body><p id='c' class='d'>e</p></body></html>")


class SelectorError(ValueError):
    """A selector that neither CSS nor XPath can read."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One compiled selector."""

    text: str
    _anchored: tuple[_Anchored, ...] = ()
    """One for each part of a group (`a, b`); none where a part can't be anchored."""
    _is_local: bool = False
    """Asks for nothing but one element's own properties, so that a walk below a container is enough."""
    _xpath: Callable[[Element], object] | None = None

    def select(self, root: Element, index: TreeIndex | None = None) -> list[Match]:
        """Matches below (or at) `root` in document order; `index` is the index of that very root."""
        if index is not None and self._anchored:
            found = [matches for one in self._anchored if (matches := one.select(index))]
            if len(found) <= 1:  # the matches of several parts are to be put in order, which XPath does
                return found[0] if found else []
        assert self._xpath is not None
        return _as_matches(self._xpath(root))

    def select_below(self, containers: Collection[Element], index: TreeIndex) -> list[Element]:
        """Elements below the containers, none of which is itself below another; `index` is that of their whole tree.

        An XPath is asked of each container, CSS of the page.
        """
        if (self._is_local and len(containers) == 1) or (not self._anchored and self.text.startswith(_XPATH_START)):
            return [match for one in containers for match in self.select_elements(one) if match is not one]
        found = self.select_elements(index.root, index)
        outer = set(containers)
        return [match for match in found if not outer.isdisjoint(match.iterancestors())]

    def select_elements(self, root: Element, index: TreeIndex | None = None) -> list[Element]:
        """As `select`, elements only."""
        return [match for match in self.select(root, index) if not isinstance(match, str)]


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A CSS selector that starts from the elements of one class, one id, or one value of an attribute."""

    anchors: Callable[[TreeIndex], Sequence[Element]]
    from_anchor: Callable[[Element], object] | None
    """The rest, as XPath from the anchor; None when the anchor is all there is to check."""
    is_class: bool
    """Classes are indexed for every page; to index an attribute costs a walk."""

    def select(self, index: TreeIndex) -> list[Match]:
        anchors = self.anchors(index)
        if self.from_anchor is None:
            return list(anchors)
        found: dict[Match, None] = {}
        for anchor in anchors:
            found.update(dict.fromkeys(_as_matches(self.from_anchor(anchor))))
        return list(found)


@lru_cache(maxsize=4096)
def compile_selector(text: str) -> Selector:
    """A selector string, compiled; the same string is compiled once.

    :raises SelectorError: when it can't be read; the message quotes what CSS or XPath said.
    """
    try:
        if text.startswith(_XPATH_START):
            return Selector(text, _xpath=_tried(etree.XPath(text, smart_strings=False)))
        parsed = cssselect.parse(text)
        if any(one.pseudo_element is not None for one in parsed):
            raise SelectorError(f"{text!r} has a pseudo-element, which selects no element; leave out the ::")
        whole = " | ".join(_TRANSLATOR.selector_to_xpath(one) for one in parsed)
        parts = [part for one in parsed if (part := _anchor(one))]
        anchored = tuple(parts) if len(parts) == len(parsed) else ()
        is_local = not any(isinstance(one.parsed_tree, CombinedSelector) for one in parsed)
        is_at_hand = bool(anchored) and all(one.is_class for one in anchored)
        return Selector(text, anchored, is_local and not is_at_hand, etree.XPath(whole, smart_strings=False))
    except (cssselect.SelectorError, etree.XPathError) as error:
        raise SelectorError(f"{text!r} is no selector ({error})") from error


def _tried(compiled: etree.XPath) -> etree.XPath:
    """The same XPath, after it was evaluated once: only then unknown names show, and what it gives."""
    result = compiled(_TRIAL_PAGE)
    if not isinstance(result, list | str):
        raise SelectorError(f"{compiled.path!r} gives a {type(result).__name__}, not elements or text")
    return compiled


class TreeIndex:
    """The elements of one tree by class token, and by the value of an attribute once it is asked for."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._classes: dict[str, list[Element]] | None = None
        self._attributes: dict[str, dict[str, list[Element]]] = {}

    def by_class(self, name: str) -> Sequence[Element]:
        """In document order."""
        if self._classes is None:
            self._classes = {}
            for element in self.root.iter():
                if names := element.get("class"):
                    for one in dict.fromkeys(class_names(names)):
                        self._classes.setdefault(one, []).append(element)
        return self._classes.get(name, ())

    def by_attribute(self, attribute: str, value: str) -> Sequence[Element]:
        """In document order."""
        if attribute not in self._attributes:
            found: dict[str, list[Element]] = {}
            for element in xpath(f"//*[@{attribute}]")(self.root):
                found.setdefault(element.get(attribute) or "", []).append(element)
            self._attributes[attribute] = found
        return self._attributes[attribute].get(value, ())


@lru_cache(maxsize=256)
def xpath(expression: str) -> Callable[[Element], list[Element]]:
    """A compiled XPath that gives elements; for the package's own fixed expressions."""
    compiled = etree.XPath(expression, smart_strings=False)

    def select(root: Element) -> list[Element]:
        return cast("list[Element]", compiled(root))

    return select


def class_names(value: str) -> list[str]:
    """The names of a class attribute, parted where HTML and CSS part them: not at every space that Unicode has.

    >>> class_names("lead  big\\u2003one")
    ['lead', 'big\\u2003one']
    """
    return value.split() if value.isascii() else _SPACES.split(value.strip(_SPACE))


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


def steps_to(element: Element) -> tuple[int, ...]:
    """The way from the root of its tree to an element, as child indexes."""
    way = [element, *element.iterancestors()]
    return tuple(parent.index(child) for child, parent in reversed(list(itertools.pairwise(way))))


def element_at(root: Element, steps: Iterable[int]) -> Element:
    """The element that `steps_to` tells the way to, in a tree parsed from the same bytes.

    >>> element_at(etree.HTML("<p>a<b>c</b></p>"), (0, 0, 0)).text
    'c'
    """
    for step in steps:
        root = root[step]
    return root


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
    """How to start at the leftmost class, id or attribute value; None where the selector begins with none."""
    innermost: Any = selector.parsed_tree
    while isinstance(innermost, CombinedSelector):
        innermost = innermost.selector
    while isinstance(getattr(innermost, "selector", None), Class | Hash | Attrib):
        innermost = innermost.selector
    anchors = _anchors_of(innermost)
    if anchors is None:
        return None
    is_alone: bool = innermost is selector.parsed_tree
    is_bare = is_alone and getattr(getattr(innermost, "selector", None), "element", "*") is None
    rest = (
        None if is_bare else etree.XPath(_TRANSLATOR.selector_to_xpath(selector, prefix="self::"), smart_strings=False)
    )
    return _Anchored(anchors, rest, isinstance(innermost, Class))


def _anchors_of(simple: object) -> Callable[[TreeIndex], Sequence[Element]] | None:
    if isinstance(simple, Class):
        name = simple.class_name
        return lambda index: index.by_class(name)
    if isinstance(simple, Hash):
        by_id, name = xpath(f"id({simple.id!r})"), simple.id  # libxml2 knows the first of each id without a walk
        return lambda index: index.by_attribute("id", name) if by_id(index.root) else ()
    if isinstance(simple, Attrib) and simple.operator == "=" and simple.namespace is None and simple.value:
        attribute, value = simple.attrib.lower(), simple.value.value or ""
        return lambda index: index.by_attribute(attribute, value)
    return None
