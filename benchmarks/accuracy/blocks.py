"""A tree of text (HTML, or trafilatura's XML) -> blocks, the same way for each tool that gives a tree."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from benchmarks.accuracy.gold import Block
from benchmarks.accuracy.texts import normal_form

_TYPES = {
    "p": "paragraph",
    "pre": "paragraph",
    "head": "heading",
    **{f"h{level}": "heading" for level in range(1, 7)},
    "list": "list",
    "ul": "list",
    "ol": "list",
    "quote": "quote",
    "blockquote": "quote",
    "table": "table",
}
_ITEMS = {"list": ("item", "li"), "table": ("row", "tr")}
_CELLS = ("cell", "td", "th")
_INVISIBLE = ("script", "style", "noscript", "figcaption")
_INLINE = frozenset(
    ("a", "abbr", "b", "br", "cite", "code", "del", "em", "font", "graphic", "hi", "i", "img", "ins", "lb", "mark")
    + ("q", "ref", "s", "small", "span", "strong", "sub", "sup", "time", "u")
)

_APART = ("br", "lb", "p", "div", "li", "item")
"""No word goes on across the beginning of one of these."""


def blocks_of(root: _Element) -> tuple[Block, ...]:
    """The blocks of a tree in their order; loose text between them is a paragraph. Figure captions are left out."""
    return tuple(block for block in _iter_blocks(root) if block.text)


def blocks_of_text(text: str | None) -> tuple[Block, ...]:
    """Blocks without a type: the stretches of a plain text between blank lines."""
    return tuple(Block(None, part) for part in map(normal_form, (text or "").split("\n\n")) if part)


def _iter_blocks(node: _Element) -> Iterator[Block]:
    loose = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag in _INLINE and not _holds_blocks(child):
            loose.append(_raw_text(child))
        elif isinstance(child.tag, str):
            yield Block("paragraph", normal_form("".join(loose)))
            loose = []
            yield from _block(child)
        loose.append(child.tail or "")
    yield Block("paragraph", normal_form("".join(loose)))


def _block(node: _Element) -> Iterator[Block]:
    kind = _TYPES.get(str(node.tag))
    if node.tag in _INVISIBLE:
        return
    if kind == "list":
        yield Block(kind, "\n".join(filter(None, (text_of(item) for item in node.iter(*_ITEMS[kind])))))
    elif kind == "table":
        yield Block(kind, "\n".join(filter(None, map(_row, node.iter(*_ITEMS[kind])))))
    elif kind:
        yield Block(kind, text_of(node))
    else:
        yield from _iter_blocks(node)


def _row(node: _Element) -> str:
    return " | ".join(text for text in (text_of(cell) for cell in node.iter(*_CELLS)) if text)


def _holds_blocks(node: _Element) -> bool:
    return any(inner.tag in _TYPES for inner in node.iter() if isinstance(inner.tag, str))


def text_of(node: _Element) -> str:
    """The text of an element without what follows it, a line break counted as a space."""
    return normal_form(_raw_text(node))


def _raw_text(node: _Element) -> str:
    parts = []
    for inner in node.iter():
        if isinstance(inner.tag, str):
            parts.append(f" {inner.text or ''}" if inner.tag in _APART else inner.text or "")
        if inner is not node:
            parts.append(inner.tail or "")
    return "".join(parts)
