"""Phrase rules on drafts: boilerplate that its words give away. See `site.Phrase` for what a phrase can do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.compiled import OwnedPhrase
from extractors.draft import Draft, split_draft
from extractors.page import are_in_one_text, nearest_block
from extractors.provenance import SOURCE_LINE
from extractors.rules import Action
from extractors.text import count_words, is_prose, key

_MAX_PHRASE_LENGTH = 2500
_SUFFIX_WINDOW = 200
_HEADLINE_WORDS = 30
_NO_HEADLINE_END = re.compile(r"[.;:,…][”\")]?$")
_PLAIN_MARKS = tuple(":;,!/-")
"""Punctuation that needs no escape in a pattern."""
_RELATED = "headline of a related story"


def strip_phrases(drafts: list[Draft], phrases: tuple[OwnedPhrase, ...]) -> list[Draft]:
    """Takes each match of a `strip` phrase out of its block."""
    strips = _matchers(phrases).strips
    return [part for draft in drafts for part in (_strip(draft, strips) if draft.in_body else [draft])]


def drop_phrases(drafts: list[Draft], phrases: tuple[OwnedPhrase, ...]) -> list[Draft]:
    """Takes out the blocks that a `drop` or `cut` phrase matches, and after a cut mark everything.

    A cut mark before the first prose takes itself alone, and so does the head of a box between the article's own
    paragraphs.
    """
    matchers = _matchers(phrases)
    end = _end_of_text(drafts, matchers.find_at_end)
    done: list[Draft] = []
    cut: OwnedPhrase | None = None
    prose_seen = False
    following = 0
    for index, draft in enumerate(drafts):
        find = matchers.find if index < end else matchers.find_at_end
        hit = find(draft.text) if draft.in_body or draft.rule == SOURCE_LINE else None
        if cut is not None and draft.rule is None and draft.field in ("body", "images"):
            done.append(draft.removed(cut.rule, f"after the end of the article ({cut.phrase.reason})"))
            continue
        if draft.rule is not None or draft.field not in ("body", "images"):
            done.append(draft)
        elif draft.image is not None and not draft.text and done and _is_icon_of(draft, done[-1]):
            done.append(draft.removed(done[-1].rule or "", "image of a furniture line"))
        elif hit is not None:
            done.append(draft.removed(hit.rule, hit.phrase.reason))
            following = hit.phrase.following
        elif following and draft.in_body and _is_teaser(draft, previous=done[-1]):
            done.append(draft.removed(done[-1].rule or "", _RELATED))
            following -= 1
        else:
            following = 0
            prose_seen = prose_seen or (draft.in_body and is_prose(draft.text))
            done.append(draft)
        if hit is not None and prose_seen and _ends_article(hit.phrase.action, drafts, index):
            cut = hit
    return done


def _end_of_text(drafts: list[Draft], find: Callable[[str], OwnedPhrase | None]) -> int:
    """Where the last prose stands that is no furniture: what a `tail` phrase matches goes only after it."""
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        if draft.in_body and is_prose(draft.text) and find(draft.text) is None:
            return index
    return 0


def _ends_article(action: Action, drafts: list[Draft], index: int) -> bool:
    return action == "cut" or (action == "box" and not _goes_on(drafts, index))


def _goes_on(drafts: list[Draft], index: int) -> bool:
    """Whether the prose before and after a block stands in one element, as paragraphs of one text do; or whether most
    of the prose is yet to come."""
    before = [draft for draft in drafts[:index] if _is_paragraph(draft)]
    after = [draft for draft in drafts[index + 1 :] if _is_paragraph(draft)]
    if before and after and are_in_one_text(before[-1].node, after[0].node):
        return True
    return _words_of(after) > _words_of(before)


def _words_of(drafts: list[Draft]) -> int:
    return sum(count_words(draft.text) for draft in drafts)


def _is_paragraph(draft: Draft) -> bool:
    return draft.type == "paragraph" and draft.is_unlinked_prose


def is_headline(text: str) -> bool:
    """Whether a line reads like a headline: short, and not ended like a sentence."""
    return count_words(text) <= _HEADLINE_WORDS and not _NO_HEADLINE_END.search(text)


@dataclass(frozen=True, slots=True)
class _Strip:
    """A strip phrase, and what a text must hold for it to match at all."""

    owned: OwnedPhrase
    mark: str
    """A character of the match; empty where the pattern begins or ends with none that is fixed."""
    at: str
    """start, end or anywhere."""

    def find(self, text: str) -> re.Match[str] | None:
        """The match; a prefix is looked for at the start, a suffix near the end."""
        regex = self.owned.phrase.regex
        if self.at == "start":
            return regex.match(text)
        if self.at == "end":
            can_match = text.endswith(self.mark)
            return regex.search(text, max(0, len(text) - _SUFFIX_WINDOW)) if can_match else None
        return regex.search(text) if self.mark in text else None


@dataclass(frozen=True, slots=True)
class _Whole:
    """Phrases that match whole blocks, joined so that a block that is none of them costs one match."""

    owned: tuple[OwnedPhrase, ...]
    joined: re.Pattern[str]

    def find(self, text: str) -> OwnedPhrase | None:
        """The first phrase that is the whole text."""
        if len(text) > _MAX_PHRASE_LENGTH or not self.joined.fullmatch(text):
            return None
        return next((owned for owned in self.owned if owned.phrase.matches(text)), None)


@dataclass(frozen=True, slots=True)
class _Matchers:
    """The phrases of one page, by when they are looked for."""

    anywhere: _Whole
    tails: _Whole
    strips: tuple[_Strip, ...]

    def find(self, text: str) -> OwnedPhrase | None:
        """The phrase that a block of the text's middle is."""
        return self.anywhere.find(text)

    def find_at_end(self, text: str) -> OwnedPhrase | None:
        """The phrase that a block is behind which no text comes."""
        return self.anywhere.find(text) or self.tails.find(text)


@lru_cache(maxsize=256)
def _matchers(phrases: tuple[OwnedPhrase, ...]) -> _Matchers:
    return _Matchers(
        anywhere=_join(owned for owned in phrases if owned.phrase.action in ("drop", "cut", "box")),
        tails=_join(owned for owned in phrases if owned.phrase.action == "tail"),
        strips=tuple(_as_strip(owned) for owned in phrases if owned.phrase.action == "strip"),
    )


def _join(phrases: Iterable[OwnedPhrase]) -> _Whole:
    owned = tuple(phrases)
    return _Whole(owned, re.compile("|".join(f"(?:{one.phrase.pattern})" for one in owned) or "(?!)", re.IGNORECASE))


def _as_strip(owned: OwnedPhrase) -> _Strip:
    pattern = owned.phrase.pattern
    if pattern.startswith("^"):
        return _Strip(owned, "", "start")
    if pattern.endswith("$"):
        plain = pattern[-2:-1] if pattern[-2:-1] in _PLAIN_MARKS else ""
        return _Strip(owned, _fixed_mark(pattern[-3:-1]) or plain, "end")
    return _Strip(owned, _fixed_mark(pattern[:2]), "anywhere")


def _fixed_mark(escaped: str) -> str:
    """The punctuation mark of an escape such as `\\[`; '' for anything else."""
    return escaped[1] if len(escaped) == 2 and escaped[0] == "\\" and not escaped[1].isalnum() else ""


def _strip(draft: Draft, strips: tuple[_Strip, ...]) -> list[Draft]:
    for strip in strips:
        match = strip.find(draft.text)
        if match is not None and match.end() > match.start():
            owned = strip.owned
            parts = split_draft(draft, match.start(), match.end(), rule=owned.rule, reason=owned.phrase.reason)
            return [p for part in parts for p in (_strip(part, strips) if part.rule is None else [part])]
    return [draft]


def _is_teaser(draft: Draft, *, previous: Draft) -> bool:
    """A list of links, a headline, or the same headline again."""
    if previous.reason == _RELATED:
        return key(previous.text) == key(draft.text)
    return draft.type == "list" or (draft.type in ("paragraph", "heading") and is_headline(draft.text))


def _is_icon_of(image: Draft, line: Draft) -> bool:
    """Whether an image stands in the same element as a line that a phrase took out."""
    if line.rule is None or "/phrase:" not in line.rule or image.node is None or line.node is None:
        return False
    return nearest_block(image.node) is nearest_block(line.node)
