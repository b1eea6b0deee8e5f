"""Row: the items between two brackets of a source, arguments or a tuple's elements, with what stands between them.

A comment on a line of its own belongs to the item below it and stays when items come and go; one at the end of an
item's line belongs to that item and leaves with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, TypeAlias

import libcst as cst

Item: TypeAlias = cst.Arg | cst.BaseElement
Gap: TypeAlias = cst.BaseParenthesizableWhitespace
Bracketed: TypeAlias = cst.Call | cst.Tuple

_NO_GAP = cst.SimpleWhitespace("")


@dataclass(frozen=True, slots=True)
class Row:
    """Items, and the gaps before, between and after them: always one more than items."""

    items: tuple[Item, ...]
    gaps: tuple[Gap, ...]

    @classmethod
    def of(cls, node: Bracketed) -> Self:
        """The row of a call's arguments, or of a tuple's elements."""
        items: tuple[Item, ...] = tuple(node.args if isinstance(node, cst.Call) else node.elements)
        before = node.whitespace_before_args if isinstance(node, cst.Call) else _inside(node)
        return cls(items, (before, *(_gap_after(item) for item in items)))

    def put_into(self, node: Bracketed) -> Bracketed:
        """The call or tuple with this row in the place of its own."""
        last = len(self.items) - 1
        items = [_with_gap(item, self.gaps[n + 1], is_last=n == last) for n, item in enumerate(self.items)]
        if isinstance(node, cst.Call):
            return node.with_changes(args=items, whitespace_before_args=self.gaps[0])
        opening = node.lpar[0] if node.lpar else cst.LeftParen()
        closing = node.rpar[0] if node.rpar else cst.RightParen()
        return node.with_changes(
            elements=items, lpar=[opening.with_changes(whitespace_after=self.gaps[0])], rpar=[closing]
        )

    def insert(self, index: int, item: Item) -> Row:
        """With one more item."""
        gap = self.gaps[index]
        around: tuple[Gap, Gap] = (gap, _NO_GAP)
        if isinstance(gap, cst.ParenthesizedWhitespace):
            around = (gap.with_changes(empty_lines=()), gap.with_changes(first_line=cst.TrailingWhitespace()))
        gaps = (*self.gaps[:index], *around, *self.gaps[index + 1 :])
        return Row((*self.items[:index], item, *self.items[index:]), gaps)

    def replace(self, index: int, item: Item) -> Row:
        """With another item in the place of one."""
        return Row((*self.items[:index], item, *self.items[index + 1 :]), self.gaps)

    def remove(self, index: int) -> Row:
        """With one item less."""
        gap = _joined(self.gaps[index], self.gaps[index + 1])
        return Row((*self.items[:index], *self.items[index + 1 :]), (*self.gaps[:index], gap, *self.gaps[index + 2 :]))


def _inside(node: cst.Tuple) -> Gap:
    return node.lpar[0].whitespace_after if node.lpar else _NO_GAP


def _gap_after(item: Item) -> Gap:
    if isinstance(item.comma, cst.Comma):
        return item.comma.whitespace_after
    return item.whitespace_after_arg if isinstance(item, cst.Arg) else _NO_GAP


def _with_gap(item: Item, gap: Gap, *, is_last: bool) -> Item:
    if isinstance(item, cst.Arg):
        item = item.with_changes(whitespace_after_arg=_NO_GAP)
    if is_last and not isinstance(gap, cst.ParenthesizedWhitespace):
        return item.with_changes(comma=cst.MaybeSentinel.DEFAULT)
    spaced = gap if isinstance(gap, cst.ParenthesizedWhitespace) else cst.SimpleWhitespace(" ")
    return item.with_changes(comma=cst.Comma(whitespace_after=spaced))


def _joined(before: Gap, after: Gap) -> Gap:
    """One gap of the two around an item that leaves, without the comment on its line."""
    if not isinstance(after, cst.ParenthesizedWhitespace):
        return before
    if not isinstance(before, cst.ParenthesizedWhitespace):
        return after.with_changes(first_line=cst.TrailingWhitespace())
    return after.with_changes(first_line=before.first_line, empty_lines=(*before.empty_lines, *after.empty_lines))
