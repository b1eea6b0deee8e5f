"""How surely what a candidate takes is boilerplate: signs for and against, each with a weight and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from extractors.compiled import OwnedPhrase
from extractors.rules import Phrase
from extractors.wording import UNKNOWN
from newsspiders.leaks.phrases import is_sentence
from newsspiders.leaks.shapes import END, label_words
from newsspiders.leaks.trials import Example, Trial

PROSE_MAX = 11
"""Words of an article's own sentences that a phrase may take: fewer than make a block prose."""
SHOWN = 0.3
SURE = 0.8

_NEARLY_ALL = 0.95
_LONG_LINE_WORDS = 6
_FEW_DAYS = 3
_LITTLE = 0.15
_BRACKETS = ("[]", "{}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Lines that look like boilerplate, and the phrase that takes them."""

    phrase: Phrase
    score: float
    """0 to 1: how sure it is."""
    signs: tuple[str, ...]
    """Why, in words."""
    articles: int
    """How many articles the phrase takes something from."""
    words: int
    """How many words it takes from them all."""
    prose_words: int
    """The most it takes of any article's own sentences."""
    examples: tuple[Example, ...]
    known: str = ""
    """Name of a rule that matches these lines already: the articles were read before it was there."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        phrase = {name: getattr(self.phrase, name) for name in ("pattern", "action", "reason")}
        counts = {name: getattr(self, name) for name in ("articles", "words", "prose_words")}
        examples = [{"url": one.url, "text": one.text} for one in self.examples]
        return {
            "phrase": phrase,
            "score": round(self.score, 2),
            "signs": list(self.signs),
            **counts,
            "examples": examples,
            "known": self.known,
        }


@dataclass(frozen=True, slots=True)
class _Sign:
    weight: float
    """For it: how likely it alone makes boilerplate. Against it: what is left of the score."""
    said: str
    holds: Callable[[Trial, int], bool]
    """Asked with the number of articles that were read."""


_FOR = (
    _Sign(0.6, "its words are those of furniture", lambda trial, _: _reason(trial) != UNKNOWN),
    _Sign(0.5, "stands after the text's end", lambda trial, _: trial.last >= _NEARLY_ALL * trial.articles),
    _Sign(0.4, "stands before the text", lambda trial, _: trial.first >= _NEARLY_ALL * trial.articles),
    _Sign(0.2, "the same words", lambda trial, _: not trial.candidate.has_gap),
    _Sign(0.5, "and several of them", lambda trial, _: _is_long_and_fixed(trial)),
    _Sign(0.5, "in brackets", lambda trial, _: all(line[:1] + line[-1:] in _BRACKETS for line in _lines(trial))),
    _Sign(0.5, "headed by a label of furniture", lambda trial, _: _reason(trial) != UNKNOWN and _is_label(trial)),
    _Sign(0.3, "in a fifth of the articles or more", lambda trial, total: trial.articles * 5 >= total),
    _Sign(
        0.2,
        "in a hundredth of the articles or more",
        lambda trial, total: trial.articles * 5 < total <= trial.articles * 100,
    ),
)
_AGAINST = (
    _Sign(0.4, "stands within the text, as headings do", lambda trial, _: _is_unknown_inside(trial)),
    _Sign(0.6, "reads like a sentence", lambda trial, _: _reads_like_text(trial)),
    _Sign(0.6, "what differs may be anything", lambda trial, _: _reason(trial) == UNKNOWN and trial.candidate.has_gap),
    _Sign(0.3, "of one or two days only", lambda trial, _: len(trial.days) < _FEW_DAYS),
)


def rank(trials: Iterable[Trial], *, total: int, least: int, known: Sequence[OwnedPhrase]) -> list[Leak]:
    """What is likely boilerplate, surest first; of phrases that say the same, the widest that is about as sure.

    `total` articles were read; what is in fewer than `least` is none, nor is what takes prose.
    """
    found = [one for one in trials if one.articles >= least and one.prose_words <= PROSE_MAX]
    leaks = [(trial, _leak(trial, total=total, known=known)) for trial in found]
    chosen: list[tuple[Trial, Leak]] = []
    for trial, leak in sorted(leaks, key=lambda pair: (-pair[0].articles, -pair[1].score, pair[0].candidate.shape)):
        if leak.score >= SHOWN and not any(_says(wide, trial) and _is_as_sure(leak, than) for wide, than in chosen):
            chosen.append((trial, leak))
    return sorted((leak for _, leak in chosen), key=lambda leak: (-round(leak.score, 2), -leak.articles))


def _is_as_sure(leak: Leak, than: Leak) -> bool:
    """Whether the wider one is about as sure as this one."""
    return than.score >= leak.score - _LITTLE


def _leak(trial: Trial, *, total: int, known: Sequence[OwnedPhrase]) -> Leak:
    supporting, opposing = ([sign for sign in signs if sign.holds(trial, total)] for signs in (_FOR, _AGAINST))
    score = (1 - prod(1 - sign.weight for sign in supporting)) * prod(sign.weight for sign in opposing)
    is_cut = _ends_articles(trial)
    candidate = trial.candidate
    return Leak(
        phrase=Phrase(candidate.phrase.pattern, "cut", candidate.phrase.reason) if is_cut else candidate.phrase,
        score=score,
        signs=tuple(sign.said for sign in (*supporting, *opposing)),
        articles=trial.articles,
        words=trial.words + (trial.words_after if is_cut else 0),
        prose_words=trial.prose_words,
        examples=tuple(trial.examples),
        known=next(_names_of(candidate.lines, known), ""),
    )


def _reason(trial: Trial) -> str:
    return trial.candidate.phrase.reason


def _lines(trial: Trial) -> Sequence[str]:
    return trial.candidate.lines


def _is_label(trial: Trial) -> bool:
    return trial.candidate.has_gap and bool(label_words(_lines(trial)[0].split(" ")))


def _is_long_and_fixed(trial: Trial) -> bool:
    return not trial.candidate.has_gap and trial.candidate.fixed_words >= _LONG_LINE_WORDS


def _is_unknown_inside(trial: Trial) -> bool:
    return _reason(trial) == UNKNOWN and trial.last < _NEARLY_ALL * trial.articles and trial.first < trial.articles / 2


def _reads_like_text(trial: Trial) -> bool:
    return _reason(trial) == UNKNOWN and is_sentence(_lines(trial)[0])


def _ends_articles(trial: Trial) -> bool:
    """Whether the text is over before it in all articles, and something else comes after it in most."""
    is_mark = trial.candidate.phrase.action == "drop" and _reason(trial) != UNKNOWN
    return is_mark and trial.last == trial.articles and 2 * trial.followed >= trial.articles


def _says(wide: Trial, trial: Trial) -> bool:
    """Whether one takes all that another does."""
    return not trial.candidate.shape.startswith(END) and all(
        wide.candidate.phrase.matches(line) for line in trial.candidate.lines
    )


def _names_of(lines: Sequence[str], phrases: Sequence[OwnedPhrase]) -> Iterator[str]:
    """The rules that match all of the lines already."""
    for owned in phrases:
        if owned.phrase.action != "strip" and all(owned.phrase.matches(line) for line in lines):
            yield owned.rule
