"""Losses: what was removed and looks like prose, by the rule that took it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.text import count_words, key
from newsspiders.leaks.counting import Tally
from newsspiders.leaks.phrases import is_sentence
from newsspiders.leaks.trials import EXAMPLES, Example
from newsspiders.store.texts import StoredText

_LEAST_WORDS = 20
_RULES_MAX = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one rule took that looks like prose."""

    rule: str
    pieces: int
    """How many it took at all."""
    suspects: int
    """Of these, how many are long sentences that no other article has and this one has nowhere else."""
    words: int
    """Words of these."""
    examples: tuple[Example, ...]

    @property
    def weight(self) -> float:
        """What is put first: most words, and rules that usually take something else."""
        return self.words * (1 - self.suspects / self.pieces / 2)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        counts = {name: getattr(self, name) for name in ("rule", "pieces", "suspects", "words")}
        return {**counts, "examples": [{"url": one.url, "text": one.text} for one in self.examples]}


@dataclass(slots=True)
class _Account:
    pieces: int = 0
    suspects: int = 0
    words: int = 0
    examples: list[Example] = field(default_factory=list)


class Losses:
    """What the rules of a site took, while it is counted."""

    def __init__(self, repeated: Tally) -> None:
        """`repeated` has counted what `long_removals` gives for each article."""
        self._repeated = repeated
        self._accounts: dict[str, _Account] = {}

    def add(self, text: StoredText) -> None:
        """Look through what was removed of one article."""
        suspects = [removal for removal in text.removed if self._is_suspect(removal)]
        kept = key(f"{text.title}\n{text.lead}\n{text.text}") if suspects else ""
        for removal in text.removed:
            rule = removal["rule"] or ""
            if rule in self._accounts or len(self._accounts) < _RULES_MAX:
                self._accounts.setdefault(rule, _Account()).pieces += 1
        for removal in suspects:
            account = self._accounts.get(removal["rule"] or "")
            said = removal["text"] or ""
            if account is None or key(said) in kept:
                continue
            account.suspects += 1
            account.words += count_words(said)
            if len(account.examples) < EXAMPLES:
                account.examples.append(Example(url=text.url, text=said))

    def results(self) -> list[Loss]:
        """Rules that took what looks like prose, worst first."""
        found = [
            Loss(rule=rule, pieces=one.pieces, suspects=one.suspects, words=one.words, examples=tuple(one.examples))
            for rule, one in self._accounts.items()
            if one.suspects
        ]
        return sorted(found, key=lambda loss: (-loss.weight, loss.rule))

    def _is_suspect(self, removal: Mapping[str, str | None]) -> bool:
        said = removal["text"] or ""
        return is_long(said) and self._repeated.count(said) <= 1


def long_removals(text: StoredText) -> set[str]:
    """The long sentences that were removed of an article."""
    return {said for removal in text.removed if is_long(said := removal["text"] or "")}


def is_long(text: str) -> bool:
    """Whether a piece is long and reads like prose."""
    return count_words(text) >= _LEAST_WORDS and is_sentence(text)
