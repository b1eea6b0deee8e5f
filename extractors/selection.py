"""Selection: from the blocks that a witness knows to those of the article's text.

What stands before the headline or in furniture goes, headings, lists and entries between known blocks come, and all
that is left out is removed as `body/outside`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from extractors.body import OUTSIDE
from extractors.draft import Draft
from extractors.page import are_in_one_text, parent_block
from extractors.photos import range_of_pictures
from extractors.selectors import Element
from extractors.text import count_words
from extractors.timeline import is_time_line

_HEAD = 3
"""Blocks between an entry's time and its text: heading, writer."""
_ENTRIES = 3
"""Times of entries that make a page a live blog: its own time, and that of an update, stand before text too."""
_FURNITURE = re.compile(
    r"(?<![a-z])(?:comments?|disqus|newsletters?|tweet|instagram-media|tiktok-embed|consent|modal|bio|biography|recirc|"
    r"author-?(?:bio|info|box|card)|related|recommended|promos?|subscribe|signup|sign-up|outbrain|taboola|share|"
    r"most-?(?:read|popular)|read-?(?:more|next)|disclaimer|copyright|privacy)(?![a-z])",
    re.IGNORECASE,
)


def select_text(drafts: list[Draft], known: list[bool]) -> list[Draft]:
    """All drafts, those kept that are the text: `known` says which of them a witness knows."""
    return _keep(drafts, _after_title(drafts, _outside_furniture(drafts, known)))


def _after_title(drafts: list[Draft], kept: list[bool]) -> list[bool]:
    """What is kept less what stands before the headline, where most of it comes after: a front's box, a notice."""
    title = _title_index(drafts)
    words = [count_words(draft.text) * is_kept for draft, is_kept in zip(drafts, kept, strict=True)]
    is_below = sum(words[:title]) < sum(words[title:])
    return [False] * title + kept[title:] if is_below else kept


def _title_index(drafts: list[Draft]) -> int:
    """Where the headline is printed; 0 where it is not."""
    return next((index for index, draft in enumerate(drafts) if draft.field == "title"), 0)


def _outside_furniture(drafts: list[Draft], kept: list[bool]) -> list[bool]:
    """What is kept less what stands in comments, related boxes and the like, as their markup says; all that is kept
    where that would leave hardly anything."""
    held: Counter[Element] = Counter()
    for draft in itertools.compress(drafts, kept):
        for element in _with_ancestors(draft.node):
            held[element] += count_words(draft.text)
    total = sum(count_words(draft.text) for draft in itertools.compress(drafts, kept))
    furniture = {element for element, count in held.items() if 2 * count < total and is_named_furniture(element)}
    outside = [
        is_kept and furniture.isdisjoint(_with_ancestors(draft.node))
        for draft, is_kept in zip(drafts, kept, strict=True)
    ]
    left = sum(count_words(draft.text) for draft in itertools.compress(drafts, outside))
    return outside if 5 * left > total else kept


def _with_ancestors(node: Element | None) -> Iterable[Element]:
    return () if node is None else (node, *node.iterancestors())


def is_named_furniture(element: Element) -> bool:
    """Whether its class, id or data-testid says that it is comments, related stories, sharing and the like."""
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
    return _FURNITURE.search(names) is not None


def _keep(drafts: list[Draft], kept: list[bool]) -> list[Draft]:
    for index in range(len(drafts) - 2, -1, -1):
        kept[index] = kept[index] or (kept[index + 1] and _is_heading_of(drafts[index], drafts[index + 1]))
    kept = _with_entries(drafts, kept)
    first, last = _range_of_prose(drafts, kept)
    first, last = range_of_pictures(drafts, kept) or (first, last)
    kept = _with_siblings(drafts, kept)
    title = _title_index(drafts) or first
    done: list[Draft] = []
    for index, draft in enumerate(drafts):
        inside = first <= index <= last
        is_lead_picture = title < index < first and bool(draft.text)
        if draft.in_body and not (inside and kept[index]):
            draft = draft.removed(OUTSIDE, "not in the article's text")
        elif draft.field == "images" and not (inside or is_lead_picture):
            draft = replace(draft, rule=OUTSIDE, reason="not in the body")
        done.append(draft)
    return done


def _with_entries(drafts: list[Draft], kept: list[bool]) -> list[bool]:
    """What is kept and, where several times stand right before it, these and what no witness knows of the entries:
    their headings, and short entries beside the others. What is kept, where the page is no live blog."""
    times = [i for i, draft in enumerate(drafts) if draft.in_body and not draft.linked and is_time_line(draft.text)]
    known = [index for index in times if any(kept[index + 1 : index + 1 + _HEAD])]
    if len({drafts[index].text for index in known}) < _ENTRIES:
        return kept
    texts = [next(i for i in range(index + 1, len(kept)) if kept[i]) for index in known]
    alike = [drafts[index].node for index in (known[0], texts[0], texts[-1])]
    done = list(kept)
    for index, end in itertools.pairwise([*times, len(drafts)]):
        is_entry = index in known or are_in_one_text(drafts[index].node, drafts[known[0]].node)
        for inner in range(index, min(end, index + 1 + _HEAD)) if is_entry else ():
            draft = drafts[inner]
            is_part = draft.type == "heading" or any(are_in_one_text(draft.node, node) for node in alike)
            done[inner] = done[inner] or (draft.in_body and not draft.linked and (inner == index or is_part))
    return done


def _with_siblings(drafts: list[Draft], kept: list[bool]) -> list[bool]:
    """What is kept and, between its blocks, what no witness knows and is a sibling of the one before and the one
    after."""
    done = list(kept)
    for first, after in itertools.pairwise(itertools.compress(range(len(kept)), kept)):
        before = first
        for index in range(first + 1, after):
            if _is_between(drafts[index], drafts[before], drafts[after]):
                done[index], before = True, index
    return done


def _is_between(draft: Draft, before: Draft, after: Draft) -> bool:
    """Whether a block is a sibling of both others. Tables aside: those of share prices and scores stand so too."""
    if not draft.in_body or draft.type == "table" or draft.linked:
        return False
    node = _box_of_text(draft.node)
    return are_in_one_text(before.node, node) and are_in_one_text(node, after.node)


def _box_of_text(node: Element | None) -> Element | None:
    """The <aside> around a block, where it holds nothing to click: an editor's box, no furniture. Else the block."""
    box = None if node is None else next(node.iterancestors("aside"), None)
    if box is None or is_named_furniture(box) or next(box.iterdescendants("a", "button", "input"), None) is not None:
        return node
    return box


def _is_heading_of(draft: Draft, following: Draft) -> bool:
    """Whether a block that trafilatura left out is the heading of the kept block after it: its sibling."""
    if not draft.in_body or draft.node is None or following.node is None or len(draft.text) > 200:
        return False
    is_heading = draft.type == "heading" or (draft.bold and draft.type == "paragraph")
    return is_heading and parent_block(draft.node) is parent_block(following.node) is not None


def _range_of_prose(drafts: list[Draft], kept: list[bool]) -> tuple[int, int]:
    """First and last kept draft, with no headline-like line at the end: the article ends in prose."""
    indexes = [index for index, keep in enumerate(kept) if keep]
    while indexes and _is_bare_label(drafts[indexes[-1]]):
        indexes.pop()
    return (indexes[0], indexes[-1]) if indexes else (1, 0)


def _is_bare_label(draft: Draft) -> bool:
    return draft.type == "heading" or bool(re.fullmatch(r"[^.!?]{1,40}:", draft.text))
