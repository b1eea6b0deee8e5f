"""Selectors for an element that are likely to outlast a redesign: by what its names mean, never by where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.selectors import Element, SelectorError, compile_selector, tag_of

_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_IDENTIFIER = re.compile(r"-?[A-Za-z_][\w-]*")
_MADE = re.compile(
    r"^(?:css|sc|jsx|jss|emotion|svelte|astro)-|__?[A-Za-z0-9]{5,8}$|\d{3,}|^_|"
    r"(?=[A-Za-z]*\d)(?=(?:[^\d]*\d){2})[A-Za-z0-9]{6,}$",
)
"""Names that a build made: `css-1x2y3z`, `Card_title__x7Gh2`, `post-1098231`."""
_UTILITY = re.compile(
    r"^(?:(?:sm|md|lg|xl|hover|focus|dark):|(?:m|p)[trblxy]?-|[wh]-|col(?:-|$)|row$|grid|flex|d-|text-|font-|bg-|"
    r"float|clear|pull-|align|justify|items-|gap-|space-|border|rounded|overflow|hidden$|hide$|show$|block$|inline|"
    r"absolute$|relative$|fixed$|sticky$|container$|wrapper$|active$|first$|last$|odd$|even$|left$|right$|center$|"
    r"js-|is-|has-|lazy|leading-|tracking-|max-|min-|mb|mt|pt|pb)"
)
"""Names that say how something looks, which anything may."""
_ATTRIBUTES = (
    "itemprop",
    "data-role",
    "data-slot",
    "data-type",
    "data-module",
    "data-component",
    "data-testid",
    "role",
)
_MOST = 4


def lasting_selectors(element: Element) -> list[str]:
    """CSS selectors that find an element, the shortest and most telling first; none where no name near it tells.

    >>> from lxml import etree
    >>> lasting_selectors(etree.HTML('<div class="mt-4 related-news css-1x2y3z">x</div>')[0][0])
    ['.related-news', 'div.related-news']
    """
    own = list(_names(element))
    found = [*own, *(f"{tag_of(element)}{name}" for name in own[:1] if not name.startswith("#"))]
    if not own:
        found = list(_below_parent(element))
    return [selector for selector in dict.fromkeys(found) if _is_readable(selector)][:_MOST]


def _names(element: Element) -> Iterator[str]:
    """Its own names as simple selectors: classes, attributes that tell a role, the id."""
    classes = [one for one in (element.get("class") or "").split() if _is_lasting(one) and not _UTILITY.search(one)]
    for name in sorted(dict.fromkeys(classes), key=len, reverse=True)[:2]:
        yield f".{name}"
    for attribute in _ATTRIBUTES:
        value = element.get(attribute) or ""
        if _is_lasting(value):
            yield f"[{attribute}={value}]"
    name = element.get("id") or ""
    if _is_lasting(name):
        yield f"#{name}"


def _below_parent(element: Element) -> Iterator[str]:
    """An element without a name, by its tag below the nearest that has one."""
    for ancestor in element.iterancestors():
        for name in _names(ancestor):
            yield f"{name} > {tag_of(element)}" if ancestor is element.getparent() else f"{name} {tag_of(element)}"
            return


def _is_lasting(name: str) -> bool:
    is_name = len(name) <= 40 and _IDENTIFIER.fullmatch(name) and _WORD.search(name)
    return bool(is_name) and not _MADE.search(name)


def _is_readable(selector: str) -> bool:
    try:
        compile_selector(selector)
    except SelectorError:  # the tag of <o:p>
        return False
    return True
