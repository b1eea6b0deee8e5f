"""A rule's container -> drafts: paragraphs, headings, lists, quotes, tables, figures, and what `drop` took.

Walks the tree once and leaves it as it is. Knows no phrases: what a text says is for `clean`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from extractors.article import BlockType
from extractors.compiled import CompiledRules
from extractors.draft import Draft
from extractors.figures import (
    FURNITURE,
    images_in,
    is_image_table,
    read_caption,
    read_figure,
    read_image,
    read_list,
    read_table,
)
from extractors.page import BLOCK_TAGS, SILENT_TAGS, Page, iter_visible_text, visible_text
from extractors.selectors import Element, Selector, tag_of
from extractors.text import normalise, tidy
from extractors.timeline import is_timeline

OUTSIDE = "body/outside"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_MAX_DEPTH = 200
"""Deeper elements are read as flat text: Python's stack is not endless, and no article nests so deep."""
_PARAGRAPH_GAP = re.compile(r"(?<=[.!?…”\"])[ \u00a0]{3,}(?=\S)")
"""Very old pages part their paragraphs by runs of spaces alone (vietnamplus.vn before 2010)."""


def select_containers(page: Page, rules: CompiledRules) -> list[Element]:
    """The body's containers: all elements with text or a picture of the first selector that finds any text, none
    inside another."""
    for selector in rules.body:
        found = selector.select_elements(page.root, page.index)
        full = {one for one in found if _has_text(one)}
        if full:
            filled = full | {one for one in found if next(one.iter("img"), None) is not None}
            return [one for one in found if one in filled and filled.isdisjoint(one.iterancestors())]
    return []


def _has_text(element: Element) -> bool:
    return any(not text.isspace() for text in iter_visible_text(element))


def select_drops(page: Page, containers: Collection[Element], rules: CompiledRules) -> dict[Element, str]:
    """Element to take out -> the rule that says so; the first rule wins. One of several containers may be furniture
    itself; the only one is not."""
    drops: dict[Element, str] = {}
    several = set(containers) if len(containers) > 1 else set()
    for owned in rules.drops:
        for element in owned.selector.select_below(containers, page.index):
            drops.setdefault(element, owned.rule)
        if several:
            for element in several.intersection(owned.selector.select_elements(page.root, page.index)):
                drops.setdefault(element, owned.rule)
    return drops


def select_inside(
    page: Page, containers: Collection[Element], selectors: Collection[Selector], name: str
) -> dict[Element, str]:
    """Elements that selectors find inside the containers -> the name of the field the selectors are of."""
    return {element: name for selector in selectors for element in selector.select_below(containers, page.index)}


def build_drafts(
    root: Element,
    *,
    page: Page,
    rules: CompiledRules,
    containers: Collection[Element],
    claims: Mapping[Element, str],
) -> list[Draft]:
    """All visible text below `root` as drafts, in order.

    Inside a container a draft is body, or removed by a drop; outside it is removed as `body/outside`; the elements
    in `claims` go to the field named there.
    """
    builder = _Builder(page=page, rules=rules, containers=containers, claims=claims)
    builder.visit(root, depth=0)
    builder.flush()
    return builder.drafts


class _Builder:
    """The walk's state: the drafts so far and the inline text since the last one."""

    def __init__(
        self,
        *,
        page: Page,
        rules: CompiledRules,
        containers: Collection[Element],
        claims: Mapping[Element, str],
    ) -> None:
        self.page = page
        self.containers = set(containers)
        self.drops = select_drops(page, containers, rules)
        self.sources = select_inside(page, containers, rules.source, "source")
        signatures = select_inside(page, containers, rules.signature, "signature")
        signed = {node: name for node, name in signatures.items() if node not in self.sources}
        self.claims = {node: name for node, name in {**signed, **claims}.items() if node not in self.containers}
        self.figures = {
            **select_inside(page, containers, rules.figure, "figure"),
            **self._figures_among_containers(rules.figure),
        }
        self.captions = select_inside(page, containers, rules.caption, "caption")
        self.quotes = select_inside(page, containers, rules.quote, "quote")
        marked = (*self.drops, *self.claims, *self.sources, *self.figures)
        self.holding = {ancestor for element in marked for ancestor in element.iterancestors()}
        """Elements with something below that is to be dropped, claimed or a figure: they can't be read in one go."""
        self.inside = False
        self.drafts: list[Draft] = []
        self.buffer: list[str] = []
        self.plain = False
        """Whether the buffer holds text that is not bold."""
        self.bold_depth = 0
        self.unlinked = False
        """Whether the buffer holds text that is in no link."""
        self.link_depth = 0
        self.type: BlockType = "paragraph"
        self.pending_break = False
        self.node: Element | None = None
        self.waiting_images: list[Element] = []

    def _figures_among_containers(self, selectors: Collection[Selector]) -> dict[Element, str]:
        """The containers that are a figure themselves: a main picture that stands before the text's own."""
        page = self.page
        found = (one for selector in selectors for one in selector.select_elements(page.root, page.index))
        return {one: "figure" for one in found if one in self.containers}

    def visit(self, element: Element, *, depth: int) -> None:
        """Reads one element and what is below it; not its tail."""
        tag = tag_of(element)
        if tag in SILENT_TAGS or not tag:
            return
        if element in self.containers and not self.inside:
            self._visit_container(element, depth)
        elif element in self.drops:
            self._take(element, rule=self.drops[element], reason=FURNITURE)
        elif element in self.claims and (field := self.claims[element]):
            self._take(element, field=field)
        elif element in self.sources:
            self._take(element, field="source")
        elif not self.inside:
            self._visit_flow(element, tag, depth)
        elif element in self.figures or tag == "figure":
            self._visit_figure(element, depth)
        elif tag == "figcaption" or element in self.captions:
            self._meet_caption(element)
        elif tag == "table":
            self._visit_table(element, depth)
        elif tag in ("ul", "ol"):
            self._visit_list(element, depth)
        elif tag == "img":
            self._meet_image(element)
        else:
            self._visit_flow(element, tag, depth)

    def flush(self) -> None:
        """Ends the block whose inline text was collected."""
        raw = "".join(self.buffer)
        bold, linked, node, block_type = not self.plain, not self.unlinked, self.node, self.type
        images = self.waiting_images
        self.buffer, self.plain, self.unlinked, self.pending_break = [], False, False, False
        self.node, self.waiting_images = None, []
        for part in _PARAGRAPH_GAP.split(raw) if "   " in raw or "\u00a0\u00a0" in raw else [raw]:
            text = tidy(part) if self.inside else normalise(part)
            if text:
                self._add(Draft(text=text, type=block_type, node=node, bold=bold, linked=linked))
        for image in images:
            self.drafts += read_image(image, base_url=self.page.base_url)

    def _visit_container(self, element: Element, depth: int) -> None:
        """What a container is itself counts too: it may be a list, a table or a picture."""
        self.flush()
        self.inside = True
        self.visit(element, depth=depth)
        self.flush()
        self.inside = False

    def _visit_flow(self, element: Element, tag: str, depth: int) -> None:
        if tag == "br":
            self._break_line()
        elif tag in _HEADINGS:
            self._visit_block(element, depth, type="heading")
        elif tag == "blockquote" or element in self.quotes:
            self._visit_block(element, depth, type="quote")
        elif tag in BLOCK_TAGS:
            self._visit_block(element, depth, type=self.type)
        else:
            self.bold_depth += tag in _BOLD
            self.link_depth += tag == "a"
            self._visit_children(element, depth)
            self.bold_depth -= tag in _BOLD
            self.link_depth -= tag == "a"

    def _visit_block(self, element: Element, depth: int, *, type: BlockType) -> None:
        self.flush()
        before, self.type = self.type, type
        self._visit_children(element, depth)
        self.flush()
        self.type = before

    def _visit_children(self, element: Element, depth: int) -> None:
        if depth >= _MAX_DEPTH:
            for text in iter_visible_text(element):
                self._add_text(text, element)
            return
        if element.text:
            self._add_text(element.text, element)
        for child in element:
            self.visit(child, depth=depth + 1)
            if child.tail:
                self._add_text(child.tail, element)

    def _add_text(self, text: str, node: Element) -> None:
        if not text.isspace():
            self.pending_break = False
            self.plain = self.plain or not self.bold_depth
            self.unlinked = self.unlinked or not self.link_depth
            if self.node is None:
                self.node = node
        self.buffer.append(text)

    def _break_line(self) -> None:
        """One <br> is a space, two in a row end the paragraph."""
        if self.pending_break:
            self.flush()
        self.buffer.append("\n")
        self.pending_break = True

    def _take(self, element: Element, *, field: str = "body", rule: str | None = None, reason: str = "") -> None:
        """A whole element as one draft."""
        self.flush()
        if text := visible_text(element):
            self.drafts.append(Draft(text=text, field=field, rule=rule, reason=reason, node=element))

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft if self.inside else draft.removed(OUTSIDE, "not in the body"))

    def _read(self, drafts: list[Draft]) -> None:
        """Takes over what was read in one go."""
        self.flush()
        self.drafts += drafts

    def _visit_list(self, element: Element, depth: int) -> None:
        if is_timeline(element):
            self._visit_block(element, depth, type=self.type)
        elif element in self.holding or (drafts := read_list(element)) is None:
            self._visit_block(element, depth, type="list")
        else:
            self._read(drafts)

    def _visit_table(self, element: Element, depth: int) -> None:
        if is_image_table(element):
            self._visit_figure(element, depth)
            return
        drafts = None if element in self.holding else read_table(element, base_url=self.page.base_url)
        if drafts is None:
            self._visit_block(element, depth, type=self.type)
        else:
            self._read(drafts)

    def _visit_figure(self, element: Element, depth: int) -> None:
        if images_in(element):
            base_url = self.page.base_url
            self._read(read_figure(element, captions=self.captions, drops=self.drops, base_url=base_url))
        else:
            self._visit_block(element, depth, type=self.type)  # of a table, a quote, a video

    def _meet_caption(self, caption: Element) -> None:
        """A caption after a picture without one, in the same element, is that picture's; else a video's or a map's."""
        self.flush()
        drafts = read_caption(caption)
        last = self.drafts[-1] if self.drafts else None
        if drafts and last and last.image and _is_beside(last, caption):
            self.drafts.pop()
            drafts = [replace(one, image=replace(last.image, caption=one.text)) for one in drafts]
        self.drafts += drafts

    def _meet_image(self, image: Element) -> None:
        """An image in the middle of a sentence waits for its end: it must not split the paragraph."""
        self.waiting_images.append(image)
        if self.node is None:
            self.flush()


def _is_beside(image: Draft, caption: Element) -> bool:
    """Whether a draft is an image without caption, below the very element that the caption stands in."""
    if image.text or image.rule is not None or image.node is None:
        return False
    return any(caption.getparent() is ancestor for ancestor in image.node.iterancestors())
