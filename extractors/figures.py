"""Elements that are read in one go: figures, lists and tables -> drafts. No word of them is lost or said twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urljoin

from extractors.article import Image
from extractors.draft import Draft
from extractors.page import iter_visible_text, visible_text
from extractors.selectors import Element, xpath
from extractors.text import count_words, key, normalise, tidy

ALT_TEXT = "body/alt-text"
FURNITURE = "furniture by its markup"

_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")
_LAZY_SETS = ("data-srcset", "srcset")
_BLOCKS_IN_ITEMS = ("table", "img", "figure", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
_CAPTION_WORDS = 80
_ALT_REASON = "an image's alternative text, printed too"

_images = xpath("descendant-or-self::img[not(ancestor::noscript)]")
_noscript_images = xpath("descendant::noscript//img")
_picture_sources = xpath("ancestor::picture[1]/source")
_cells = xpath("descendant::*[self::td or self::th]")


def images_in(element: Element) -> list[Element]:
    """Its <img> elements; those for browsers without scripts count only where there are no others."""
    return _images(element) or _noscript_images(element)


def image_url(image: Element, *, base_url: str) -> str | None:
    """The absolute address of an <img>, lazy or not; None for a placeholder without one."""
    for name in _LAZY_SOURCES:
        if url := _web_url(image.get(name), base_url):
            return url
    for element in (image, *_picture_sources(image)):
        for name in _LAZY_SETS:
            if url := _web_url((element.get(name) or "").strip().split(" ")[0], base_url):
                return url
    return None


def read_image(image: Element, *, base_url: str, caption: str = "") -> list[Draft]:
    """One image with its caption; nothing where it has neither address nor caption."""
    url = image_url(image, base_url=base_url)
    if not url and not caption:
        return []
    return [Draft(text=caption, field="images", node=image, image=Image(url=url, caption=caption or None))]


def read_caption(element: Element) -> list[Draft]:
    """The caption of something that is no image: a video, a map."""
    text = tidy(visible_text(element))
    return [_without_image(text, element)] if text else []


def _without_image(caption: str, node: Element | None = None) -> Draft:
    return Draft(text=caption, field="images", node=node, image=Image(url=None, caption=caption))


def read_figure(
    element: Element, *, captions: Collection[Element], drops: Mapping[Element, str], base_url: str
) -> list[Draft]:
    """The images of a figure with their captions. Other text of it is removed, and so is what `drops` names.

    Where no element is marked as caption, all the text is: nothing in a figure is prose.
    """
    dropped = _outermost(node for node in element.iterdescendants() if node in drops)
    images = [image for image in images_in(element) if not _is_below(image, dropped)]
    caption_nodes = [node for node in _caption_nodes(element, captions) if not _is_below(node, dropped)]
    done: list[Draft] = []
    if caption_nodes:
        done += _pair(images, [_text(node, skip=dropped) for node in caption_nodes], base_url=base_url)
        done += _rest(element, images, skip={*caption_nodes, *dropped})
    else:
        done += _captioned_by_all_text(element, images, skip=set(dropped), base_url=base_url)
    taken = [Draft(text=visible_text(node), rule=drops[node], reason=FURNITURE, node=node) for node in dropped]
    return done + [draft for draft in taken if draft.text]


def is_image_table(table: Element) -> bool:
    """Whether a table only lays out images above their captions."""
    images, cells = len(_images(table)), _cells(table)
    if not images or len(cells) > 2 * images or any(_images(cell) and visible_text(cell) for cell in cells[1:]):
        return False
    return count_words(visible_text(table)) <= _CAPTION_WORDS * images


def read_list(element: Element) -> list[Draft] | None:
    """A list as one draft, an item a line, items of lists in it too; None where it holds more than lines of text."""
    items = list(element.iterdescendants("li"))
    if not items or next(element.iterdescendants(*_BLOCKS_IN_ITEMS), None) is not None:
        return None
    if _text(element, skip=items):
        return None
    lines = [_text(item, skip=list(item.iterdescendants("li"))) for item in items]
    text = "\n".join(filter(None, lines))
    return [Draft(text=text, type="list", node=element, linked=not _has_unlinked_text(element))] if text else []


def read_table(table: Element, *, base_url: str) -> list[Draft] | None:
    """A table as one draft, a row a line, after its caption and before its images; None where it is for layout."""
    cells = _cells(table)
    if len(cells) < 2 or next(table.iterdescendants("table"), None) is not None:
        return None
    rows: dict[Element | None, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.getparent(), []).append(tidy(visible_text(cell)))
    lines = [" | ".join(row) for row in rows.values() if any(row)]
    done: list[Draft] = []
    if outside := _text(table, skip=cells):
        done.append(Draft(text=outside, node=table))
    if lines:
        done.append(Draft(text="\n".join(lines), type="table", node=table))
    for image in _images(table):
        done += read_image(image, base_url=base_url)
    return done


def _caption_nodes(element: Element, captions: Collection[Element]) -> list[Element]:
    """The elements a rule calls captions, else <figcaption>, else a table's cells without an image; none in another."""
    for found in (
        [node for node in element.iterdescendants() if node in captions],
        list(element.iterdescendants("figcaption")),
        [cell for cell in _cells(element) if not _images(cell) and visible_text(cell)],
    ):
        if found:
            return _outermost(found)
    return []


def _pair(images: list[Element], captions: list[str], *, base_url: str) -> list[Draft]:
    """Each image with its caption where there are as many; else all captions go to the first, if there is one."""
    if not images:
        return [_without_image(caption) for caption in captions if caption]
    if len(captions) != len(images):
        captions = [" ".join(filter(None, captions)), *[""] * (len(images) - 1)]
    return [
        draft
        for image, caption in zip(images, captions, strict=True)
        for draft in read_image(image, base_url=base_url, caption=caption)
    ]


def _captioned_by_all_text(
    element: Element, images: list[Element], *, skip: set[Element], base_url: str
) -> list[Draft]:
    """All text is caption, but for an alternative text that is printed too."""
    text = "".join(iter_visible_text(element, skip=skip))
    lines = [line for one in text.split("\n") if (line := tidy(one))]
    done: list[Draft] = []
    if len(lines) > 1 and _is_alt(lines[0], images):
        done.append(Draft(text=lines.pop(0), rule=ALT_TEXT, reason=_ALT_REASON, node=element))
    return done + _pair(images, [" ".join(lines)], base_url=base_url)


def _rest(element: Element, images: list[Element], *, skip: set[Element]) -> list[Draft]:
    """Text of a figure outside its captions (a 'zoom' button) is removed, not lost."""
    rest = normalise("".join(iter_visible_text(element, skip=skip)))
    if not rest:
        return []
    if _is_alt(rest, images):
        return [Draft(text=rest, rule=ALT_TEXT, reason=_ALT_REASON, node=element)]
    return [Draft(text=rest, rule="body/figure", reason="text of a figure beside its caption", node=element)]


def _is_alt(text: str, images: list[Element]) -> bool:
    """Whether a text is only an image's alternative text, printed too."""
    return any(key(image.get("alt") or "") == key(text) for image in images)


def _text(element: Element, *, skip: Iterable[Element]) -> str:
    return tidy("".join(iter_visible_text(element, skip=frozenset(skip))))


def _outermost(nodes: Iterable[Element]) -> list[Element]:
    """The nodes, in document order, that stand in no other of them."""
    chosen: list[Element] = []
    for node in nodes:
        if not _is_below(node, chosen):
            chosen.append(node)
    return chosen


def _is_below(node: Element, others: Collection[Element]) -> bool:
    return bool(others) and any(ancestor in others for ancestor in node.iterancestors())


def _has_unlinked_text(element: Element) -> bool:
    """Whether it says anything outside its links."""
    return bool(_text(element, skip=element.iterdescendants("a")))


def _web_url(source: str | None, base_url: str) -> str | None:
    source = (source or "").strip()
    if not source or source.startswith(("data:", "blob:", "about:", "javascript:")):
        return None
    if source.startswith("//"):
        return "https:" + source  # whatever the page came by: no image host is without it
    try:
        return urljoin(base_url, source)
    except ValueError:
        return None
