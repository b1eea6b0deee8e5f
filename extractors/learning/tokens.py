"""Which selectors one could write for an element, and how likely each is to outlive the site's next release.

A cost from 0 (an `itemprop`, made for machines) over words that say what an element is, to names of layout. Names that
a build tool made up are no candidates, but for what a person wrote in them: `[class*='article-body__']`. Positions
neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.selectors import Element, class_names, tag_of

MAX_COST = 5.5
"""Above it nothing is proposed."""
_ATTRIBUTES = {"itemprop": 0.0, "role": 2.0, "data-role": 1.0, "data-slot": 1.0, "data-field": 1.0, "property": 0.5}
_DATA_COST = 1.5
_ID_COST = 1.0
_WORD_COST = 1.0
"""A class that says what the element is."""
_NAME_COST = 2.0
"""Any other class that a person wrote."""
_LAYOUT_COST = 5.0
_PART_COST = 3.0
"""What a person wrote of a name that a tool completed."""
_STEP_COST = 1.0
"""One step down from a named element."""
_TAG_COSTS = {"article": 1.5, "main": 2.0, "h1": 1.5, "time": 2.0, "aside": 2.0, "figcaption": 2.0, "nav": 2.0,
              "form": 2.0, "button": 2.0, "footer": 2.0, "address": 2.0}  # fmt: skip

_WORDS = re.compile(
    r"article|artikel|story|content|body|text|entry|post|detail|title|headline|sapo|lead|summary|standfirst|dek|excerpt|"
    r"author|byline|writer|date|time|publi|caption|credit|photo|figure|related|lien-?quan|tinlq|comment|share|social|"
    r"newsletter|tag|topic|breadcrumb|category|section|source|advert|banner|promo|recommend|read-?more|widget|paragraph",
    re.IGNORECASE,
)
_LAYOUT = re.compile(
    r"(?:(?:xs|sm|md|lg|xl|2xl|hover|focus|dark|first|last|group)[:-].{0,40}|"
    r"-?(?:[mp][trblxy]?|w|h|min-[wh]|max-[wh]|gap(?:-[xy])?|space-[xy]|top|left|right|bottom|z|inset|order|basis|grow|"
    r"shrink|col|row|cols|rows|offset|flex|grid|items|justify|self|place|text|font|leading|tracking|bg|border|rounded|"
    r"shadow|opacity|overflow|object|float|clear|align|d|position|fs|fw|lh|span|size|width|height|margin|padding)"
    r"-.{0,24}|flex|grid|block|inline|hidden|relative|absolute|fixed|sticky|static|container(?:-fluid)?|row|col|cols?|clearfix|"
    r"clear|cf|fl|fr|left|right|center|active|show|open|closed|wrap|wrapper|inner|outer|box|lazy\w*|loaded|visible|"
    r"bold|italic|underline|uppercase|truncate|prose|w\d{2,4}|h\d{2,4}|mt\d+|mb\d+|mr\d+|ml\d+|p[tblr]?\d+)",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"(?:css|sc|dcr|jsx|svelte|emotion|astro)-\w[\w-]*|(?:chakra|makeStyles|jss|tw|e1?)-?[\w-]*\d[\w-]*|jss\d+"
)
_FELLOW = re.compile(r"[A-Za-z]{5,7}")
_MADE_UP = re.compile(r"(?=[^-_]*\d)(?=[^-_]*[A-Za-z])[A-Za-z0-9]{5,}$")
_NUMBERED = re.compile(r"\d{3,}")
_PART = re.compile(r"([A-Za-z][A-Za-z-]{3,60}?(?:_[A-Za-z][A-Za-z-]{2,60})?(?:__|_|-{2}|-))([A-Za-z0-9+/]{4,12})$")
_PLAIN = re.compile(r"[A-Za-z_][\w-]{0,79}")
_VALUE = re.compile(r"[A-Za-z][\w /-]{0,59}")
_FRAMEWORK_DATA = re.compile(
    r"data-(?:v-|react|n-|ssr|src|url|href|id|key|index|date|time|title|track|ga|gtm|ad|bs|aos|lazy|w|h)"
)


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """One selector, and what speaks against it."""

    cost: float
    selector: str


def candidates(element: Element) -> list[Candidate]:
    """The selectors for an element by its own names, cheapest first."""
    return sorted(one for one in set(_own(element)) if one.cost <= MAX_COST)


def lasting_selectors(element: Element, *, most: int = 4) -> list[str]:
    """The best selectors for an element for people to choose from: by its own names, else one by names around it; none
    by names of layout.

    >>> from lxml import etree
    >>> lasting_selectors(etree.HTML('<div class="mt-4 related-news css-1x2y3z">x</div>')[0][0])
    ['.related-news', 'div.related-news']
    """
    own = [one for one in candidates(element) if one.cost < _LAYOUT_COST]
    around = [*child_candidates(element), *inner_candidates(element)]
    return [one.selector for one in own[:most] or around[:1]]


def child_candidates(element: Element) -> list[Candidate]:
    """The selectors for an element by the names of the one it stands in."""
    outer = element.getparent()
    return [] if outer is None else _steps(outer, f" > {tag_of(element)}")


def inner_candidates(element: Element) -> list[Candidate]:
    """The selectors for an element by the nearest named elements around it."""
    return [step for outer in _named_around(element) for step in _steps(outer, f" {tag_of(element)}")]


def _steps(outer: Element, step: str) -> list[Candidate]:
    if not _PLAIN.fullmatch(step.lstrip(" >")):  # <o:p> and the like
        return []
    return [Candidate(one.cost + _STEP_COST, one.selector + step) for one in candidates(outer)[:3]]


def is_made_up(name: str) -> bool:
    """Whether a build tool wrote a class or an id, or part of it, and may write another tomorrow.

    >>> [is_made_up(name) for name in ("css-1x2y3z", "sc-1tw5ko3-3", "dcr-4gwv0i", "article-body", "col-2")]
    [True, True, True, False, False]
    """
    if _TOOL.fullmatch(name) or _NUMBERED.search(name):
        return True
    return any(_is_random(part) for part in re.split(r"[-_]+", name))


def _is_random(part: str) -> bool:
    if _MADE_UP.match(part):
        return True
    turns = sum(a.islower() and b.isupper() for a, b in zip(part, part[1:], strict=False))
    capitals = sum(letter.isupper() for letter in part[1:])
    is_mixed = turns >= 2 or (capitals >= 2 and not part.isupper())
    return 4 <= len(part) <= 8 and is_mixed and len(part) < 4 * max(turns, capitals)


def _own(element: Element) -> Iterator[Candidate]:
    """By the element's own names."""
    tag = tag_of(element)
    if tag in _TAG_COSTS:
        yield Candidate(_TAG_COSTS[tag], tag)
    for name, value in element.attrib.items():
        attribute, text = str(name), str(value)
        if attribute == "class":
            yield from _by_class(tag, class_names(text))
        elif attribute == "id":
            if _PLAIN.fullmatch(text) and not is_made_up(text):
                yield Candidate(_ID_COST, f"#{text}")
        elif _VALUE.fullmatch(text) and not any(map(is_made_up, text.split())):
            if attribute in _ATTRIBUTES:
                yield Candidate(_ATTRIBUTES[attribute], f"[{attribute}='{text}']")
            elif _is_named_data(attribute) and _PLAIN.fullmatch(text):  # one word: no writer's name, no headline
                yield Candidate(_DATA_COST, f"[{attribute}='{text}']")


def _is_named_data(attribute: str) -> bool:
    is_data = attribute.startswith("data-") and _PLAIN.fullmatch(attribute) is not None
    return is_data and not _FRAMEWORK_DATA.match(attribute)


def _by_class(tag: str, names: list[str]) -> Iterator[Candidate]:
    if any(_TOOL.fullmatch(name) for name in names):  # a tool that writes one such name writes its fellows too
        names = [name for name in names if not _FELLOW.fullmatch(name)]
    for name in names:
        if not _PLAIN.fullmatch(name):
            continue
        if is_made_up(name):
            part = _PART.match(name)
            if part and _WORDS.search(part[1]) and not is_made_up(part[1].rstrip("-_")):
                yield Candidate(_PART_COST, f"[class*='{part[1]}']")
            continue
        cost = _class_cost(name)
        yield Candidate(cost, f".{name}")
        if _PLAIN.fullmatch(tag):
            yield Candidate(cost + 0.1, f"{tag}.{name}")
    plain = [name for name in names if _PLAIN.fullmatch(name) and not is_made_up(name) and not _LAYOUT.fullmatch(name)]
    for first, second in zip(plain, plain[1:], strict=False):
        yield Candidate(_class_cost(first) + 0.5, f".{first}.{second}")


def _class_cost(name: str) -> float:
    if _LAYOUT.fullmatch(name):
        return _LAYOUT_COST
    return _WORD_COST if _WORDS.search(name) else _NAME_COST


def _named_around(element: Element, *, most: int = 2) -> list[Element]:
    """The nearest elements around it that have a name worth selecting by."""
    found: list[Element] = []
    for outer in element.iterancestors():
        if tag_of(outer) in ("body", "html"):
            break
        if any(one.cost <= _PART_COST for one in _own(outer)):
            found.append(outer)
            if len(found) == most:
                break
    return found
