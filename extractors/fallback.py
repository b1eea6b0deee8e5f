"""The body where no rule finds it: trafilatura chooses, our own blocks are kept. The only importer of trafilatura.

trafilatura's text is not used as it is: it loses inline spaces, headings and captions, and can't say what it left
out. The page's own drafts that its output covers are kept, and all others are removed as `body/outside`.
"""

from __future__ import annotations

import itertools
import logging
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import lxml.html
from lxml import etree

from extractors.body import build_drafts
from extractors.compiled import CompiledRules
from extractors.draft import Draft
from extractors.jsonld import live_updates, string_of
from extractors.listing import is_linked_headline
from extractors.page import Page, parent_block
from extractors.selection import select_text
from extractors.selectors import Element
from extractors.text import count_words, key, words

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs each page it finds nothing in
logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # and this each time its caches are emptied

_SHINGLE = 4
_COVERED = 0.7
"""A long block is the article's when so much of it stands in what trafilatura found."""
_SHORT = 8
"""A shorter block must be a whole line there."""
_TOLD_WORDS = 100
"""A page's own word on its text counts from this length: shorter ones are teasers."""
_RESET_AFTER = 200
"""trafilatura's caches grow with every page; they are emptied after so many."""
_MAX_DEPTH = 200
_MAX_ELEMENTS = 15_000
_LEAD_MARKUP = re.compile(r"sapo|lead\b|summary|standfirst|chapeau|excerpt|dek\b|subtitle|intro", re.IGNORECASE)


_uses = itertools.count(1)


def choose_drafts(
    page: Page, article: Mapping[str, Any], *, rules: CompiledRules, claims: dict[Element, str]
) -> list[Draft]:
    """All drafts of the page, those kept that a witness knows. Parses the page once more, for trafilatura.

    What the page's JSON-LD says its text is outweighs trafilatura: that may add headings and lists between. So do the
    entries of a live blog, of which trafilatura may lose some.
    """
    drafts = build_drafts(page.body, page=page, rules=rules, containers=[page.body], claims=claims)
    text = _trafilatura_text(page)
    lines = text.splitlines() if text is not None else [d.text for d in drafts if d.is_unlinked_prose]
    kept = _covered(drafts, _Witness(lines))
    told = string_of(article.get("articleBody")) or ""
    if count_words(told) >= _TOLD_WORDS:
        kept = _joined(drafts, told=_covered(drafts, _Witness([told])), kept=kept)
    if updates := live_updates(page):
        kept = [one or other for one, other in zip(kept, _covered(drafts, _Witness(updates)), strict=True)]
    return select_text(drafts, kept)


def take_lead(drafts: list[Draft], description: str | None) -> tuple[list[Draft], Draft | None]:
    """The drafts with the lead among them, where the page prints its description as a block of its own.

    As the body's first block it is a lead only if its markup says so: many pages describe themselves by repeating
    their first paragraph.
    """
    wanted = key(description or "")
    first = next((i for i, draft in enumerate(drafts) if draft.in_body and count_words(draft.text) >= _SHORT), None)
    if first is None or count_words(wanted) < _SHORT:
        return drafts, None
    for index, draft in enumerate(drafts[: first + 1]):
        if _says(draft, wanted) and (index < first or _has_lead_markup(draft)):
            lead = replace(draft, field="lead", rule=None, reason="")
            return [*drafts[:index], lead, *drafts[index + 1 :]], lead
    return drafts, None


def _trafilatura_text(page: Page) -> str | None:
    """trafilatura's plain text, a block a line; '' when it finds none; None for a page it can't take."""
    from trafilatura import extract  # it takes a second to import, and a page with good rules never needs it
    from trafilatura.meta import reset_caches

    if next(_uses) % _RESET_AFTER == 0:
        reset_caches()
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(page.content, parser=parser)
    except etree.ParserError:
        return ""
    if _is_too_much(tree):
        return None
    text = extract(tree, url=page.url, include_comments=False, include_tables=True, favor_precision=True, fast=False)
    return text or ""


class _Witness:
    """A text that says what the article's is, to be found again in the page's blocks."""

    def __init__(self, lines: Iterable[str]) -> None:
        own = [found for line in lines if (found := words(line))]
        self.shingles = {tuple(line[i : i + _SHINGLE]) for line in own for i in range(len(line) - _SHINGLE + 1)}
        self.whole = Counter(" ".join(line) for line in own)

    def covers(self, draft: Draft) -> bool:
        """Whether a block is a line of the text, or long and for the greater part in it. A line is used up."""
        own = words(draft.text)
        joined = " ".join(own)
        if self.whole[joined] > 0:
            self.whole[joined] -= 1
            return True
        if len(own) < _SHORT:
            return False
        grams = [tuple(own[i : i + _SHINGLE]) for i in range(len(own) - _SHINGLE + 1)]
        return sum(gram in self.shingles for gram in grams) >= _COVERED * len(grams)


def _covered(drafts: list[Draft], witness: _Witness) -> list[bool]:
    return [draft.in_body and witness.covers(draft) and not _is_link_alone(draft) for draft in drafts]


def _is_link_alone(draft: Draft) -> bool:
    """Whether a paragraph is nothing but the headline of another article."""
    return draft.type == "paragraph" and is_linked_headline(draft)


def _joined(drafts: list[Draft], *, told: list[bool], kept: list[bool]) -> list[bool]:
    """What the page tells to be its text, and what else was found between its ends and beside its blocks: a page
    may tell a part only. What was found alone, where the page does not print what it tells."""
    indexes = [index for index, is_told in enumerate(told) if is_told]
    if sum(count_words(drafts[index].text) for index in indexes) < _TOLD_WORDS:
        return kept
    inside = range(indexes[0], indexes[-1] + 1)
    parents = {parent_block(drafts[index].node) for index in indexes}
    return [
        is_told or (kept[index] and (index in inside or parent_block(drafts[index].node) in parents))
        for index, is_told in enumerate(told)
    ]


def _says(draft: Draft, wanted: str) -> bool:
    """Whether a block is these words, after a house prefix at the most."""
    if draft.field != "body" or len(draft.text) > 2 * len(wanted) + 40:
        return False
    own = key(draft.text)
    return own.endswith(wanted) and count_words(own) - count_words(wanted) <= 4


def _has_lead_markup(draft: Draft) -> bool:
    if draft.type == "heading":
        return True
    nodes = () if draft.node is None else (draft.node, *itertools.islice(draft.node.iterancestors(), 2))
    return any(
        _LEAD_MARKUP.search(f"{node.get('class')} {node.get('data-role')} {node.get('data-slot')}") for node in nodes
    )


def _is_too_much(tree: Element) -> bool:
    """Whether trafilatura would overflow the stack, for it recurses, or take many seconds. Iterative."""
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH or count > 2 * _MAX_ELEMENTS:
            return True
    return False
