"""How sure a rule is: the word beside a selector says what it rests on, so that a reader knows what to doubt.

    title=page("h1.title-detail"),
    tags=scrapers(".article__tag a") + guess(".tags a"),

The words, from sure to doubtful: `page` seen in a saved page of the site (of a family: of one of its sites),
`markup` seen in a fragment of such a page, `note` told by someone who looked, with a date, `scrapers` used by other
public scrapers, `guess` inferred from sister sites or from what is common. None was checked on the live site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

Evidence = Literal["page", "markup", "note", "scrapers", "guess"]
WORDS: tuple[Evidence, ...] = get_args(Evidence)


class Fact(str):
    """A selector that knows what it rests on; else a string like any other."""

    __slots__ = ("evidence",)
    evidence: Evidence


def page(*selectors: str) -> tuple[str, ...]:
    """Seen in a saved page."""
    return _facts(selectors, "page")


def markup(*selectors: str) -> tuple[str, ...]:
    """Seen in a fragment of a real page."""
    return _facts(selectors, "markup")


def note(*selectors: str) -> tuple[str, ...]:
    """Told by someone who looked at the site."""
    return _facts(selectors, "note")


def scrapers(*selectors: str) -> tuple[str, ...]:
    """Used by other public scrapers."""
    return _facts(selectors, "scrapers")


def guess(*selectors: str) -> tuple[str, ...]:
    """Inferred: the doctor's first suspect."""
    return _facts(selectors, "guess")


def evidence_of(selector: str) -> Evidence | None:
    """What a selector rests on; None where nobody said."""
    return selector.evidence if isinstance(selector, Fact) else None


def count_evidence(selectors: Iterable[str]) -> dict[str, int]:
    """Word -> how many of the selectors rest on it, from sure to doubtful; `unstated` for those nobody spoke for.

    >>> count_evidence([*page("h1", "h2"), "p"])
    {'page': 2, 'unstated': 1}
    """
    counts: Counter[str] = Counter(evidence_of(selector) or "unstated" for selector in selectors)
    return {word: counts[word] for word in (*WORDS, "unstated") if counts[word]}


def _facts(selectors: Iterable[str], evidence: Evidence) -> tuple[str, ...]:
    return tuple(_fact(selector, evidence) for selector in selectors)


def _fact(selector: str, evidence: Evidence) -> Fact:
    fact = Fact(selector)
    fact.evidence = evidence
    return fact
