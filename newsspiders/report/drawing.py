"""Drawing: what pygal draws, made fit for a page: no script or style of its own, one path for all bars of a series, a
column for each step that tells its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from markupsafe import Markup

_DECIMALS = re.compile(r"(-?\d+\.\d)\d+")
_ZERO = re.compile(r"\.0(?!\d)")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ALONE = 40
"""The breadth of the column of a step that has no other beside it."""


def drawn(chart: Any, *, says: str, labels: Mapping[int, str], hints: Sequence[str]) -> Markup:
    """The SVG of a chart whose steps are labelled 0, 1, 2 … on its x axis.

    `chart` is pygal's; `says` is what a screen reader tells; `labels` are the words below some of the steps, `hints`
    those that a pointer on a step brings up.
    """
    root = chart.render_tree()
    _strip(root)
    _shorten(root)
    _tell(root, labels=labels, hints=hints)
    root.insert(0, _node("title", text=says))
    root.set("role", "img")
    del root.attrib["id"]
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))


def _strip(root: Any) -> None:
    """Take out what is for pygal's own script and style."""
    for node in list(root.iter(etree.Comment)):
        node.getparent().remove(node)
    gone = ("defs", "title", "desc", "script", "style")
    for node in [*root.iter(*gone), *_of_class(root, "background", "tooltip-overlay")]:
        node.getparent().remove(node)
    for node in reversed([*root.iter("g")]):
        if len(node) == 0:
            node.getparent().remove(node)


def _shorten(root: Any) -> None:
    """Draw the bars of a series as one broken line, as broad as a bar; dots by themselves; round all numbers."""
    for bars in _of_class(root, "bars"):
        rects = [rect for rect in bars.iter("rect") if float(rect.get("height")) > 0]
        line = "".join(_bar(rect) for rect in rects)
        width = _short(rects[0].get("width")) if rects else "0"
        bars.getparent().replace(bars, _node("path", d=line, **{"class": "bar", "stroke-width": width}))
    for dots in _of_class(root, "dots"):
        (dot,) = dots
        del dot.attrib["class"]
        dots.getparent().replace(dots, dot)
    for node in root.iter("path", "text", "circle"):
        for name in ("d", "x", "y", "cx", "cy"):
            if value := node.get(name):
                node.set(name, _without_flats(_short(value)) if " L" in value else _short(value))


def _bar(rect: Any) -> str:
    x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return f"M{x + width / 2:f} {y + height:f}V{y:f}"


def _without_flats(line: str) -> str:
    """A line without the points between two of the same height.

    >>> _without_flats("M0 5 L1 5 2 5 3 5 4 9")
    'M0 5 L3 5 4 9'
    """
    start, _, rest = line.partition(" L")
    numbers = rest.split()
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    heights = [start.rpartition(" ")[2], *(y for _, y in points), None]
    kept = [f"{x} {y}" for index, (x, y) in enumerate(points) if not heights[index] == y == heights[index + 2]]
    return f"{start} L{' '.join(kept)}"


def _tell(root: Any, *, labels: Mapping[int, str], hints: Sequence[str]) -> None:
    """Make columns of the guides of the x axis, in front of all else."""
    for axis in _of_class(root, "x"):
        guides = [node for node in axis if node.tag == "g"]
        places = [_place(guide) for guide in guides]
        width = places[1] - places[0] if len(places) > 1 else _ALONE
        columns = _node("g", **{"class": "days", "stroke-width": _short(f"{width:f}")})
        for x, hint in zip(places, hints, strict=True):
            column = _node("path", d=_short(f"M{x:f} 0V{_height(guides[0])}"))
            column.append(_node("title", text=hint))
            columns.append(column)
        axis.getparent().append(columns)
        _label(axis, guides, labels)


def _label(axis: Any, guides: Sequence[Any], labels: Mapping[int, str]) -> None:
    """Leave the words below the steps that have some; the outer ones stay within the chart."""
    last = len(guides) - 1
    for index, guide in enumerate(guides):
        if index not in labels:
            axis.remove(guide)
            continue
        text = guide.find("text")
        text.text = _xml(labels[index])
        text.set("class", "first" if index == 0 and last else "last" if index == last and last else "")


def _place(guide: Any) -> float:
    return float(guide.find("path").get("d").removeprefix("M").split()[0])


def _height(guide: Any) -> str:
    return str(guide.find("path").get("d")).rpartition("v")[2]


def _of_class(root: Any, *names: str) -> list[Any]:
    return [node for node in root.iter("g", "rect") if set(names) & set(node.get("class", "").split())]


def _node(name: str, *, text: str | None = None, **attributes: str) -> Any:
    node = etree.Element(name, attributes)
    node.text = text and _xml(text)
    return node


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _short(numbers: str) -> str:
    """Numbers with one decimal.

    >>> _short("M4.000000 12.345678 h312.000000")
    'M4 12.3 h312'
    """
    return _ZERO.sub("", _DECIMALS.sub(r"\1", numbers))
