"""A rule's container -> drafts: paragraphs, headings, lists, quotes, tables, figures, and what `drop` took.

Walks the tree once and leaves it as it is. Knows no phrases: what a text says is for `clean`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import urljoin

from extractors.article import BlockType, Image
from extractors.draft import Draft
from extractors.page import BLOCK_TAGS, SILENT_TAGS, Page, iter_visible_text, visible_text
from extractors.selectors import Element, Selector, tag_of, xpath
from extractors.site import CompiledRules
from extractors.text import count_words, key, normalise, tidy

OUTSIDE = "body/outside"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_MAX_DEPTH = 200
"""Deeper elements are read as flat text: Python's stack is not endless, and no article nests so deep."""
_PARAGRAPH_GAP = re.compile(r"(?<=[.!?…”\"])[ \u00a0]{3,}(?=\S)")
"""Very old pages part their paragraphs by runs of spaces alone (vietnamplus.vn before 2010)."""
_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")
_LAZY_SETS = ("data-srcset", "srcset")

_images = xpath("descendant-or-self::img")
_picture_sources = xpath("ancestor::picture[1]/source")
_captions = xpath("descendant::figcaption")
_cells = xpath("descendant::*[self::td or self::th]")
_rows = xpath("descendant::tr")
_items = xpath("child::li")


def select_containers(page: Page, rules: CompiledRules) -> list[Element]:
    """The body's containers: all elements of the first selector that finds any text, none inside another."""
    for selector in rules.body:
        found = selector.select_elements(page.root, page.index)
        filled = [one for one in found if any(text.strip() for text in iter_visible_text(one))]
        if filled:
            return [one for one in filled if not any(other in one.iterancestors() for other in filled)]
    return []


def select_drops(page: Page, containers: Collection[Element], rules: CompiledRules) -> dict[Element, str]:
    """Element to take out -> the rule that says so; the first rule wins."""
    drops: dict[Element, str] = {}
    for container in containers:
        for owned in rules.drops:
            for element in owned.selector.select_below(container, page.index):
                drops.setdefault(element, owned.rule)
    return drops


def select_inside(
    page: Page, containers: Collection[Element], selectors: Collection[Selector], name: str
) -> dict[Element, str]:
    """Elements that selectors find inside the containers -> the name of the field the selectors are of."""
    return {
        element: name
        for container in containers
        for selector in selectors
        for element in selector.select_below(container, page.index)
    }


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
    builder.inside = root in builder.containers
    builder.visit(root, depth=0)
    builder.flush()
    return builder.drafts


def image_url(image: Element, *, page_url: str) -> str | None:
    """The absolute address of an <img>, lazy or not; None for a placeholder without one."""
    for name in _LAZY_SOURCES:
        if url := _web_url(image.get(name), page_url):
            return url
    for element in (image, *_picture_sources(image)):
        for name in _LAZY_SETS:
            if url := _web_url((element.get(name) or "").strip().split(" ")[0], page_url):
                return url
    return None


def _holds_blocks(item: Element) -> bool:
    """Whether a list item is more than a line of text."""
    return next(item.iterdescendants("p", "div", "ul", "ol", "table", "img", "figure"), None) is not None


def _has_unlinked_text(item: Element) -> bool:
    """Whether a list item says anything outside its links."""
    linked = sum(count_words(visible_text(link)) for link in item.iterdescendants("a"))
    return count_words(visible_text(item)) > linked


def _web_url(source: str | None, page_url: str) -> str | None:
    source = (source or "").strip()
    if not source or source.startswith(("data:", "blob:", "about:", "javascript:")):
        return None
    if source.startswith("//"):
        return "https:" + source  # whatever the page came by: no image host is without it
    try:
        return urljoin(page_url, source)
    except ValueError:
        return None


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
        self.claims = {**select_inside(page, containers, rules.signature, "signature"), **claims}
        self.sources = select_inside(page, containers, rules.source, "source")
        self.figures = select_inside(page, containers, rules.figure, "figure")
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

    def visit(self, element: Element, *, depth: int) -> None:
        """Reads one element and what is below it; not its tail."""
        tag = tag_of(element)
        if tag in SILENT_TAGS or not tag:
            return
        if element in self.containers:
            self._visit_container(element, depth)
        elif element in self.drops:
            self._take(element, rule=self.drops[element], reason="furniture by its markup")
        elif element in self.claims and (field := self.claims[element]):
            self._take(element, field=field)
        elif element in self.sources:
            self._take(element, field="source")
        elif not self.inside:
            self._visit_flow(element, tag, depth)
        elif element in self.figures or tag == "figure":
            self._visit_figure(element)
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
            self._add_image(image, caption_nodes=[])

    def _visit_container(self, element: Element, depth: int) -> None:
        self.flush()
        before, self.inside = self.inside, True
        self._visit_children(element, depth)
        self.flush()
        self.inside = before

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

    def _visit_list(self, element: Element, depth: int) -> None:
        items = _items(element)
        if not items or element in self.holding or any(map(_holds_blocks, items)):
            self._visit_block(element, depth, type="list")
            return
        self.flush()
        texts = [tidy(visible_text(item)) for item in items]
        if text := "\n".join(filter(None, texts)):
            self._add(Draft(text=text, type="list", node=element, linked=not any(map(_has_unlinked_text, items))))

    def _visit_table(self, element: Element, depth: int) -> None:
        if next(element.iterdescendants("table"), None) is not None:
            self._visit_block(element, depth, type=self.type)  # a table of tables is for layout
            return
        cells = _cells(element)
        if _images(element) and len(_rows(element)) <= 2 and len(cells) <= 2:
            self._visit_figure(element)
        elif len(cells) < 2 or element in self.holding:
            self._visit_block(element, depth, type=self.type)  # so is one of a single cell
        else:
            self.flush()
            rows = [" | ".join(tidy(visible_text(cell)) for cell in _cells(row)) for row in _rows(element)]
            if text := "\n".join(row for row in rows if row.strip(" |")):
                self._add(Draft(text=text, type="table", node=element))

    def _visit_figure(self, element: Element) -> None:
        """Images with their captions. All other text of a figure is caption too: nothing in it is prose."""
        self.flush()
        images = _images(element)
        caption_nodes = [node for node in element.iterdescendants() if node in self.captions] or _captions(element)
        if not images:
            for node in caption_nodes or [element]:
                self._add_image(None, caption_nodes=[node])
            return
        if not caption_nodes:
            self._add_captioned_by_rest(element, images)
            return
        if len(caption_nodes) == len(images) > 1:
            for image, caption in zip(images, caption_nodes, strict=True):
                self._add_image(image, caption_nodes=[caption])
        else:
            self._add_image(images[0], caption_nodes=caption_nodes)
            for image in images[1:]:
                self._add_image(image, caption_nodes=[])
        self._account_rest(element, caption_nodes)

    def _add_captioned_by_rest(self, element: Element, images: list[Element]) -> None:
        """A figure without a caption element: all its text is caption, but for an alternative text printed too."""
        lines = [line for text in "".join(iter_visible_text(element)).split("\n") if (line := tidy(text))]
        alt = key(images[0].get("alt") or "")
        if len(lines) > 1 and alt and key(lines[0]) == alt:
            reason = "an image's alternative text, printed too"
            self.drafts.append(Draft(text=lines.pop(0), rule="body/alt-text", reason=reason, node=element))
        for number, image in enumerate(images):
            self._add_image(image, caption_nodes=[], text="" if number else " ".join(lines))

    def _account_rest(self, element: Element, caption_nodes: list[Element]) -> None:
        """Text of a figure outside its captions (a 'zoom' button) is removed, not lost."""
        captions = set(caption_nodes)
        parts: list[str] = []
        for node in element.iter():
            if tag_of(node) in SILENT_TAGS or captions & {node, *node.iterancestors()}:
                if node in captions and node.tail:
                    parts.append(node.tail)
                continue
            parts.append(node.text or "")
            if node is not element:
                parts.append(node.tail or "")
        if rest := normalise(" ".join(parts)):
            self.drafts.append(
                Draft(text=rest, rule="body/figure", reason="text of a figure beside its caption", node=element)
            )

    def _meet_image(self, image: Element) -> None:
        """An image in the middle of a sentence waits for its end: it must not split the paragraph."""
        self.waiting_images.append(image)
        if self.node is None:
            self.flush()

    def _add_image(self, image: Element | None, *, caption_nodes: list[Element], text: str = "") -> None:
        url = None if image is None else image_url(image, page_url=self.page.url)
        text = text or tidy(" ".join(visible_text(node) for node in caption_nodes))
        if url or text:
            node = image if image is not None else caption_nodes[0]
            self.drafts.append(Draft(text=text, field="images", node=node, image=Image(url=url, caption=text or None)))
