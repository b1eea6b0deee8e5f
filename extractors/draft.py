"""Draft: a block on its way from the page to the article, or out. What all steps between pass on.

A step takes a list of drafts and gives a list of drafts with the same words in the same order; it may split a
draft, name the field it belongs to, or name the rule that removed it. That is why nothing can get lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.article import BlockType, Image, Removal
from extractors.selectors import Element, path_of
from extractors.text import is_prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One block of text and where it stands now."""

    text: str
    type: BlockType = "paragraph"
    field: str = "body"
    """The Article field it will fill (`signature` and `source` until a step has settled them); not read once `rule`
    is set."""
    rule: str | None = None
    """The rule that removed it; None while it is kept."""
    reason: str = ""
    node: Element | None = None
    bold: bool = False
    """Wholly bold: a paragraph that may be a heading."""
    linked: bool = False
    """Wholly inside links: a list of links is no article."""
    image: Image | None = None
    """For field `images`: the image this is the caption of; the text is empty where there is no caption."""
    group: int = 0
    """Plain text only: lines of one group had no blank line between them."""

    @property
    def in_body(self) -> bool:
        """Whether it is a kept block of the body."""
        return self.rule is None and self.field == "body"

    @property
    def is_unlinked_prose(self) -> bool:
        """Whether it is a kept block of the body that has some length and stands outside links."""
        return self.in_body and not self.linked and is_prose(self.text)

    def removed(self, rule: str, reason: str) -> Draft:
        """The same draft, removed."""
        return replace(self, rule=rule, reason=reason)

    def to_removal(self) -> Removal:
        """What to tell the user of a removed draft."""
        assert self.rule is not None
        where = None if self.node is None else path_of(self.node)
        return Removal(rule=self.rule, reason=self.reason, text=self.text, where=where)


def split_draft(draft: Draft, start: int, end: int, *, rule: str, reason: str) -> list[Draft]:
    """A draft with text[start:end] removed: the parts before and after it stay, joined by a space where both do.

    The removed part stands where most of the kept text is not: before it when the match began the text.
    """
    removed = replace(draft, text=draft.text[start:end].strip(), rule=rule, reason=reason, image=None)
    before, after = draft.text[:start].rstrip(), draft.text[end:].lstrip()
    kept = replace(draft, text=f"{before} {after}".strip())
    if not kept.text:
        return [removed]
    return [removed, kept] if not before else [kept, removed]


def body_indexes(drafts: Sequence[Draft]) -> list[int]:
    """Where the kept blocks of the body stand."""
    return [index for index, draft in enumerate(drafts) if draft.in_body]
