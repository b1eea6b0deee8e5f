"""Drawing: what pygal draws, made fit for a page: no script or style of its own, one path for all bars of a series, and
a column for each step that tells its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from markupsafe import Markup
from pygal.graph.graph import Graph

_DECIMALS = re.compile(r"(-?\d+\.\d)\d+")
_ZERO = re.compile(r"\.0(?!\d)")


def drawn(chart: Graph, *, says: str, labels: Mapping[int, str], hints: Sequence[str]) -> Markup:
    """The SVG of a chart whose steps are labelled 0, 1, 2 … on its x axis.

    `says` is what a screen reader tells; `labels` are the words below some of the steps, `hints` those that a pointer
    on a step brings up.
    """
    root = chart.render_tree()
    _strip(root)
    _join_bars(root)
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


def _join_bars(root: Any) -> None:
    for bars in _of_class(root, "bars"):
        drawn = [_bar(rect) for rect in bars.iter("rect") if float(rect.get("height")) > 0]
        bars.getparent().replace(bars, _node("path", d="".join(drawn), **{"class": "fill"}))
    for node in root.iter("path", "text"):
        for name in ("d", "x", "y"):
            if value := node.get(name):
                node.set(name, _short(value))


def _bar(rect: Any) -> str:
    x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return f"M{x:f} {y:f}h{width:f}v{height:f}h{-width:f}z"


def _tell(root: Any, *, labels: Mapping[int, str], hints: Sequence[str]) -> None:
    """Make columns of the guides of the x axis, in front of all else."""
    for axis in _of_class(root, "x"):
        guides = [node for node in axis if node.tag == "g"]
        places = [_place(guide) for guide in guides]
        columns = _node("g", **{"class": "days"})
        for x, hint, width in zip(places, hints, _widths(places), strict=True):
            column = _node("path", d=_short(f"M{x - width / 2:f} 0h{width:f}V{_height(guides[0])}h{-width:f}z"))
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
        text.text = labels[index]
        text.set("class", "first" if index == 0 and last else "last" if index == last and last else "")


def _place(guide: Any) -> float:
    return float(guide.find("path").get("d").removeprefix("M").split()[0])


def _height(guide: Any) -> str:
    return str(guide.find("path").get("d")).rpartition("v")[2]


def _widths(places: Sequence[float]) -> list[float]:
    width = places[1] - places[0] if len(places) > 1 else 40.0
    return [width] * len(places)


def _of_class(root: Any, *names: str) -> list[Any]:
    return [node for node in root.iter("g", "rect") if set(names) & set(node.get("class", "").split())]


def _node(name: str, *, text: str | None = None, **attributes: str) -> Any:
    node = etree.Element(name, attributes)
    node.text = text
    return node


def _short(numbers: str) -> str:
    """Numbers with one decimal.

    >>> _short("M4.000000 12.345678 h312.000000")
    'M4 12.3 h312'
    """
    return _ZERO.sub("", _DECIMALS.sub(r"\1", numbers))
