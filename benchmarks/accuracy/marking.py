"""A tool's text against the gold, word by word: what was kept, missed, wrongly kept, and what may be there or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from benchmarks.accuracy.gold import Block, Gold
from benchmarks.accuracy.scoring import stray_lead
from benchmarks.accuracy.texts import core, split_optional

Kind = Literal["kept", "missed", "extra", "optional"]
BREAK = "¶"
_EXACT_PAIRS = 1_000_000
"""Above so many pairs of words frequent words are no anchors any more: whole pages in one block would take a minute."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one kind."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """One block as it is shown."""

    type: str
    spans: tuple[Span, ...]
    note: str = ""
    """That its type is wrong."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    is_optional: bool = False


_END = _Token(BREAK)


def mark_text(body: Sequence[Block], gold: Gold) -> list[MarkedBlock]:
    """All blocks of both in order. A paragraph mark shows where a block was torn (extra) or joined (missed)."""
    got_texts = [core(block.text, gold.optional) for block in body]
    gold_texts = [core(block.text, gold.optional) for block in gold.body]
    marked: list[MarkedBlock] = []
    matcher = SequenceMatcher(None, gold_texts, got_texts, autojunk=False)
    for change, start, end, got_start, got_end in matcher.get_opcodes():
        if change == "equal":
            pairs = zip(gold.body[start:end], body[got_start:got_end], strict=True)
            marked.extend(_equal_block(wanted, got, gold) for wanted, got in pairs)
        else:
            marked.extend(_mark_region(gold.body[start:end], body[got_start:got_end], gold))
    return marked


def _equal_block(wanted: Block, got: Block, gold: Gold) -> MarkedBlock:
    before, text, behind = split_optional(got.text, gold.optional)
    spans = (Span("optional", before), Span("kept", text), Span("optional", behind))
    is_wrong = got.type is not None and got.type != wanted.type
    note = f"{got.type} instead of {wanted.type}" if is_wrong else ""
    return MarkedBlock(wanted.type or "paragraph", tuple(span for span in spans if span.text), note)


def _mark_region(wanted: Sequence[Block], got: Sequence[Block], gold: Gold) -> Iterator[MarkedBlock]:
    wanted_tokens = [
        token for block in wanted for token in (*map(_Token, core(block.text, gold.optional).split()), _END)
    ]
    lead = stray_lead(gold)
    got_tokens = [token for block in got for token in _tokens(block, gold, lead)]
    spans: list[Span] = []
    for kind, tokens in _runs(wanted_tokens, got_tokens):
        for is_end, group in groupby(tokens, key=lambda token: token is _END):
            if not is_end:
                spans.extend(_spans(kind, group))
                continue
            if kind != "kept" and any(span.kind == "kept" for span in spans):
                spans.append(Span(kind, BREAK))
            if spans:
                yield MarkedBlock("paragraph", tuple(spans))
            spans = []
    if spans:
        yield MarkedBlock("paragraph", tuple(spans))


def _runs(wanted: Sequence[_Token], got: Sequence[_Token]) -> Iterator[tuple[Kind, Sequence[_Token]]]:
    matcher = SequenceMatcher(None, wanted, got, autojunk=len(wanted) * len(got) > _EXACT_PAIRS)
    for change, start, end, got_start, got_end in matcher.get_opcodes():
        if change == "equal":
            yield "kept", wanted[start:end]
        else:
            yield "missed", wanted[start:end]
            yield "extra", got[got_start:got_end]


def _tokens(block: Block, gold: Gold, lead: str) -> Iterator[_Token]:
    before, text, behind = split_optional(block.text, gold.optional)
    is_lead = bool(text) and text == lead
    for part, is_optional in ((before, True), (text, is_lead), (behind, True)):
        yield from (_Token(word, is_optional) for word in part.split())
    yield _END


def _spans(kind: Kind, tokens: Iterator[_Token]) -> Iterator[Span]:
    for is_optional, group in groupby(tokens, key=lambda token: token.is_optional):
        yield Span("optional" if is_optional else kind, " ".join(token.word for token in group))
