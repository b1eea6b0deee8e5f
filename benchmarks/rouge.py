"""ROUGE-LSum: how far two texts agree, paragraph by paragraph, in the order of their words.

As Lin (2004) defines the summary-level ROUGE-L: of each paragraph of the gold, the words that are in a longest common
subsequence with any paragraph of the other text (their union), each word used up once. Words are runs of letters and
digits, without regard to case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_OPTIONAL = re.compile(r"\[(.*)\]", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Rouge:
    """Each from 0 to 1."""

    f1: float = 0.0
    precision: float = 0.0
    recall: float = 0.0


def rouge_lsum(got: Sequence[str], gold: Sequence[str]) -> Rouge:
    """Paragraphs against paragraphs.

    >>> rouge_lsum(["the water fell", "by two metres"], ["The water fell by two metres."]).recall
    1.0
    """
    ours, theirs = _words(got), _words(gold)
    of_ours, of_theirs = Counter(word for one in ours for word in one), Counter(word for one in theirs for word in one)
    if not (of_ours and of_theirs):
        return Rouge()
    hits = 0
    for paragraph in theirs:
        for index in sorted(_union(paragraph, ours)):
            word = paragraph[index]
            if of_ours[word] > 0 and of_theirs[word] > 0:
                hits, of_ours[word], of_theirs[word] = hits + 1, of_ours[word] - 1, of_theirs[word] - 1
    precision, recall = hits / sum(map(len, ours)), hits / sum(map(len, theirs))
    return Rouge(2 * precision * recall / (precision + recall) if hits else 0.0, precision, recall)


def rouge_with_optional(got: Sequence[str], gold: Sequence[str]) -> Rouge:
    """As `rouge_lsum`; paragraphs of the gold in [brackets] may be there or not: what serves the text better."""
    said = f" {' '.join(word for one in _words(got) for word in one)} "
    needed = [one for one in gold if not _OPTIONAL.fullmatch(one)]
    kept = [inner for one in gold if (inner := _inner(one)) is not None and (inner == one or _is_said(inner, said))]
    return max(rouge_lsum(got, needed), rouge_lsum(got, kept))


def _inner(paragraph: str) -> str:
    match = _OPTIONAL.fullmatch(paragraph)
    return match[1] if match else paragraph


def _is_said(paragraph: str, said: str) -> bool:
    return f" {' '.join(_WORD.findall(paragraph.lower()))} " in said


def _words(paragraphs: Sequence[str]) -> list[list[str]]:
    return [found for one in paragraphs if (found := _WORD.findall(one.lower()))]


def _union(paragraph: Sequence[str], others: Sequence[Sequence[str]]) -> set[int]:
    """Which words of a paragraph are in a longest common subsequence with any of the others."""
    if paragraph in others:
        return set(range(len(paragraph)))
    own = set(paragraph)
    return {index for other in others if not own.isdisjoint(other) for index in _common(paragraph, other)}


def _common(first: Sequence[str], second: Sequence[str]) -> list[int]:
    """The places in the first text of a longest common subsequence."""
    lengths = [[0] * (len(second) + 1)]
    for word in first:
        above, row = lengths[-1], [0]
        for column, other in enumerate(second):
            row.append(above[column] + 1 if word == other else max(above[column + 1], row[column]))
        lengths.append(row)
    found = []
    row_index, column = len(first), len(second)
    while row_index and column:
        if first[row_index - 1] == second[column - 1]:
            row_index, column = row_index - 1, column - 1
            found.append(row_index)
        elif lengths[row_index - 1][column] >= lengths[row_index][column - 1]:
            row_index -= 1
        else:
            column -= 1
    return found
