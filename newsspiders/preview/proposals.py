"""A piece somebody clicked -> the rules one could write for it: drop, cut or keep. Each was tried on its page first:
what is proposed does what it says there.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from extractors import NotHtmlError, Phrase, Piece, Site
from extractors.body import OUTSIDE, select_containers
from extractors.changes import AddPhrase, AddSelector, Change, RemovePhrase, RemoveSelector, apply_changes
from extractors.compiled import CompiledRules
from extractors.learning.tokens import lasting_selectors
from extractors.page import Page, nearest_block
from extractors.rules import Action
from extractors.selectors import Element, element_at
from extractors.text import key
from extractors.wording import UNKNOWN, head_pattern, reason_of, whole_pattern
from newsspiders.preview.reading import Reading, open_page, read
from newsspiders.preview.samples import Sample

Verb: TypeAlias = Literal["drop", "cut", "keep"]
VERBS: tuple[Verb, ...] = ("drop", "cut", "keep")

_LEVELS = 4
_MOST = 4
_LONGEST = 2500
"""No phrase is looked for in a longer block."""
_REASONS = {"drop": "furniture", "cut": "end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One change, and what else it does on the page."""

    verb: Verb
    change: Change
    taken: int
    """Other blocks of the body that it takes."""
    gained: int
    """Other pieces that it brings into the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be done about a piece."""

    proposals: tuple[Proposal, ...]
    """The best of each verb first."""
    obstacles: dict[Verb, str] = field(default_factory=dict)
    """Why a verb has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """The piece in its page."""

    piece: Piece
    page: Page
    rules: CompiledRules
    containers: Sequence[Element]
    site: Site

    @property
    def element(self) -> Element | None:
        """Where it stands."""
        return None if self.piece.path is None else element_at(self.page.root, self.piece.path)


def propose(sample: Sample, site: Site, reading: Reading, number: int) -> Offer:
    """What can be done about a piece of a sample, as it is read now."""
    try:
        page, rules = open_page(sample, site)
    except NotHtmlError:
        return Offer(proposals=())
    piece = reading.pieces[number]
    case = _Case(piece=piece, page=page, rules=rules, containers=select_containers(page, rules)[0], site=site)
    found: list[Proposal] = []
    for verb in VERBS:
        tried = (_try(verb, one, case, sample, reading) for one in dict.fromkeys(_candidates(verb, case)))
        found += sorted(filter(None, tried), key=lambda one: (one.taken, one.gained))[:_MOST]
    obstacles = {verb: _obstacle(verb, case) for verb in VERBS if verb not in {one.verb for one in found}}
    return Offer(proposals=tuple(found), obstacles=obstacles)


def _candidates(verb: Verb, case: _Case) -> Iterator[Change]:
    """The changes that might do it, the best first."""
    if verb == "keep":
        yield from _keeps(case)
    elif case.piece.removal is None:
        if verb == "drop":
            yield from (AddSelector(field="drop", selector=selector) for selector in _selectors_inside(case))
        yield from _phrases(case.piece.text, verb)


def _selectors_inside(case: _Case) -> Iterator[str]:
    """Of the piece's block and what is around it, below the container."""
    for block in itertools.islice(_blocks(case), _LEVELS):
        yield from lasting_selectors(block)


def _blocks(case: _Case) -> Iterator[Element]:
    """The piece's block and the elements around it, as far as they hold no container."""
    block = None if case.element is None else nearest_block(case.element)
    while block is not None and block.tag not in ("body", "html"):
        if any(block is one or block in one.iterancestors() for one in case.containers):
            return
        yield block
        block = block.getparent()


def _phrases(text: str, action: Action) -> Iterator[Change]:
    if len(text) <= _LONGEST:
        for pattern in filter(None, (whole_pattern(text), head_pattern(text))):
            reason = reason_of(text)
            yield AddPhrase(phrase=Phrase(pattern, action, _REASONS[action] if reason == UNKNOWN else reason))


def _keeps(case: _Case) -> Iterator[Change]:
    """Less of the rule that took it; for text outside, a wider body."""
    removal = case.piece.removal
    if removal is None:
        return
    if removal.rule == OUTSIDE:
        yield from (AddSelector(field="body", selector=one, first=True) for one in _bodies(case))
    elif removal.rule.startswith(f"{case.site.name}/drop:"):
        yield RemoveSelector(field="drop", selector=removal.rule.partition("/drop:")[2])
    elif removal.rule.startswith(f"{case.site.name}/phrase:"):
        reason = removal.rule.partition("/phrase:")[2]
        own = case.site.rules.own.phrases
        yield from (RemovePhrase(pattern=one.pattern) for one in own if one.reason == reason)


def _bodies(case: _Case) -> Iterator[str]:
    """Selectors of a body with the piece in it; together with the body as it is, where there is one."""
    found = next((one.text for one in case.rules.body if one.select_elements(case.page.root)), None)
    current = found if case.containers else None
    for selector in _selectors_inside(case):
        if current is None:
            yield selector
        elif not current.startswith(("/", "./", "(")):
            yield f"{current}, {selector}"


def _try(verb: Verb, change: Change, case: _Case, sample: Sample, before: Reading) -> Proposal | None:
    """The proposal, if the change does what it says on the page."""
    try:
        after = read(sample, apply_changes(case.site, [change]))
    except ValueError:  # a selector of a family's is not the site's to remove
        return None
    more = _count(after, case.piece) - _count(before, case.piece)
    if after.article is None or (more <= 0 if verb == "keep" else more >= 0):
        return None
    taken = (_body(before) - _body(after)).total()
    gained = (_body(after) - _body(before)).total()
    if verb == "drop" and 2 * taken > max(2, _body(before).total()):
        return None  # a rule that takes most of a text is of no furniture
    is_keep = verb == "keep"
    return Proposal(verb=verb, change=change, taken=max(0, taken - (not is_keep)), gained=max(0, gained - is_keep))


def _body(reading: Reading) -> Counter[str]:
    return Counter(block.text for block in reading.article.body) if reading.article else Counter()


def _count(reading: Reading, piece: Piece) -> int:
    """How often the words of a piece stand in what is kept."""
    wanted = _spaced(piece.text)
    return sum(_spaced(one.text).count(wanted) for one in reading.pieces if one.removal is None)


def _spaced(text: str) -> str:
    return f" {key(text) or text} "


def _obstacle(verb: Verb, case: _Case) -> str:
    removal = case.piece.removal
    if verb == "keep":
        return _why_not_kept(case) if removal else "It is kept."
    if removal:
        return "It is removed already."
    if case.piece.field not in ("body", "images"):
        name = (case.piece.field or "").removesuffix("_raw")
        return f"It is the article's {name}; phrases and drops act in the body."
    return "No rule takes this block and leaves an article; write one by hand."


def _why_not_kept(case: _Case) -> str:
    assert case.piece.removal is not None
    rule = case.piece.removal.rule
    if next(_keeps(case), None) is not None:
        return "Were it in the body, other rules would take it there."
    owner, _, name = rule.partition("/")
    kind, _, text = name.partition(":")
    if owner in {layer.name for layer in case.site.rules.layers if layer.name}:
        return f"{text!r} of extractors/families/{owner}.py took it, for all sites of the family; mend it there."
    if kind == "phrase":
        return f"The phrase {text!r} of extractors/phrases/{owner}.py took it, for all sites; mend it there."
    if rule == OUTSIDE:
        return "No element around it has a name that will last; write the body's selector by hand."
    return f"{rule} took it ({case.piece.removal.reason}): a step of the cleaning, no rule of the site's."
