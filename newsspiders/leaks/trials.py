"""Trials: what candidates would take from the stored texts, and where it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractors.text import count_words
from newsspiders.leaks.phrases import Candidate, is_sentence
from newsspiders.leaks.shapes import shapes_of_blocks
from newsspiders.store.texts import StoredText

EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One place where it was found."""

    url: str
    text: str


@dataclass(slots=True, kw_only=True)
class Trial:
    """What one candidate would take, while it is counted."""

    candidate: Candidate
    articles: int = 0
    words: int = 0
    """That it takes from all of them."""
    prose_words: int = 0
    """The most it takes of any article's own sentences."""
    first: int = 0
    """Articles that begin with it."""
    last: int = 0
    """Articles whose text is over before it."""
    followed: int = 0
    """Of these, those where something else comes after it."""
    words_after: int = 0
    """Words that come after it, in articles whose text is over."""
    days: set[date] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)

    def add(self, text: StoredText, taken: Sequence[str], *, is_first: bool, after: Sequence[str] | None) -> None:
        """Count an article; `after` is what comes after it, other candidates' lines left out; None where
        more of the text does.
        """
        self.articles += 1
        self.words += sum(map(count_words, taken))
        self.prose_words = max(self.prose_words, sum(map(self.candidate.prose_words, taken)))
        self.first += is_first
        self.last += after is not None
        self.followed += bool(after)
        self.words_after += sum(map(count_words, after or ()))
        self.days.add(text.day)
        if len(self.examples) < EXAMPLES and all(taken[0] != example.text for example in self.examples):
            self.examples.append(Example(url=text.url, text=taken[0]))


class Trials:
    """The trials of all candidates of a site."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_shape = {candidate.shape: Trial(candidate=candidate) for candidate in candidates}

    def add(self, text: StoredText) -> None:
        """Try all candidates on one article."""
        blocks = text.blocks
        hits: dict[str, list[tuple[int, str]]] = {}
        furniture: set[int] = set()
        for index, shape in shapes_of_blocks(blocks):
            trial = self._by_shape.get(shape)
            taken = trial and trial.candidate.find(blocks[index])
            if trial and taken:
                hits.setdefault(shape, []).append((index, taken))
                if taken == blocks[index] and not trial.candidate.prose_words(taken):
                    furniture.add(index)
        if not hits:
            return
        end = max((i for i, block in enumerate(blocks) if is_sentence(block) and i not in furniture), default=-1)
        for shape, found in hits.items():
            index = found[-1][0]
            is_over = index > end or (index == end and blocks[index] != found[-1][1])
            self._by_shape[shape].add(
                text,
                [taken for _, taken in found],
                is_first=found[0][0] == 0,
                after=[blocks[i] for i in range(index + 1, len(blocks)) if i not in furniture] if is_over else None,
            )

    def results(self) -> list[Trial]:
        """Those that took something."""
        return [trial for trial in self._by_shape.values() if trial.articles]
