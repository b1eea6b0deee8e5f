"""Whether what was kept of a page is an article's text, the teasers of a list, or a front's notices and forms."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.draft import Draft
from extractors.text import count_any_words, count_words
from extractors.timeline import is_printed_date

_MIN_WORDS = 25
_HEADLINE_WORDS = 4
_LISTED = 5
_PROSE_RUN = 3
_FRONT = 20


def has_text(drafts: Sequence[Draft]) -> bool:
    """Whether enough was kept to call it an article."""
    return sum(count_any_words(draft.text) for draft in drafts if draft.in_body and not draft.linked) >= _MIN_WORDS


def is_listing(drafts: Sequence[Draft]) -> bool:
    """Whether what was kept are the teasers of a list: linked headlines stand between them, and no three follow each
    other without one. The times of teasers don't count."""
    headlines = run = longest_run = 0
    for draft in drafts:
        if is_linked_headline(draft):
            headlines, run = headlines + 1, 0
        elif draft.in_body and not is_printed_date(draft.text):
            run += 1
            longest_run = max(longest_run, run)
    return headlines >= _LISTED and longest_run < _PROSE_RUN


def is_front(drafts: Sequence[Draft]) -> bool:
    """Whether a page has so many more linked headings than prose that what was kept are its notices and forms."""
    headings = sum(draft.linked and draft.type == "heading" for draft in drafts)
    prose = sum(draft.is_unlinked_prose for draft in drafts)
    return headings >= _FRONT and headings >= 2 * prose


def is_linked_headline(draft: Draft) -> bool:
    """Whether a block is nothing but the link to another page, of a headline's length."""
    return draft.linked and count_words(draft.text) >= _HEADLINE_WORDS
