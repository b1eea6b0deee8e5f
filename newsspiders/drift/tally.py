"""Tally: counts articles one by one into a profile; and the same of articles that are stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from extractors.article import Article
from extractors.rules import Rules
from extractors.text import count_any_words
from newsspiders.drift.profile import NOT_FOUND, RunProfile, commonest, fingerprints
from newsspiders.drift.steps import step_of_share, step_of_words
from newsspiders.items import ArticleItem

WATCHED = tuple(one.name for one in fields(Article) if one.name not in ("url", "site", "published_raw"))
"""The fields whose origins are counted: all that an article has of its page."""

_LOST = {
    "news/failed/empty_body": "empty-body",
    "news/failed/no_title": "no-title",
    "news/failed/no_body": "no-body",
    "news/skipped/not_article": "not-article",
}
"""Stats of pages without an article that another layout of the site may be the reason of."""


class Tally:
    """The counts of a run."""

    def __init__(self) -> None:
        self._articles = 0
        self._origins: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._selectors: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._removals: Counter[str] = Counter()
        self._pieces: Counter[str] = Counter()
        self._warnings: Counter[str] = Counter()
        self._words: Counter[int] = Counter()
        self._removed_shares: Counter[int] = Counter()

    def add(self, item: ArticleItem) -> None:
        """Count one article."""
        for field, selector in item.selectors.items():
            self._selectors[field][selector] += 1
        self._count(
            item.origins,
            removed=[(removal.rule, removal.text) for removal in item.removed],
            warnings=item.warnings,
            text=item.article.text,
        )

    def add_record(self, record: Mapping[str, Any]) -> None:
        """Count one article as the store has it: by which selectors it was found is not known of it."""
        self._count(
            record["origins"],
            removed=[(removal["rule"], removal["text"]) for removal in record["removed"]],
            warnings=record["warnings"],
            text=record["text"],
        )

    def profile(self, rules: Rules, stats: Mapping[str, Any] | None = None) -> RunProfile:
        """The profile; the pages that gave no article are counted in the run's stats."""
        lost = {why: (stats or {}).get(stat, 0) for stat, why in _LOST.items()}
        return RunProfile(
            rules=fingerprints(rules),
            articles=self._articles,
            origins={field: dict(counts) for field, counts in self._origins.items()},
            selectors={field: commonest(counts) for field, counts in self._selectors.items()},
            removals=commonest(self._removals),
            pieces=commonest(self._pieces),
            warnings=commonest(self._warnings),
            lost={why: count for why, count in lost.items() if count},
            words=dict(self._words),
            removed_shares=dict(self._removed_shares),
        )

    def _count(
        self,
        origins: Mapping[str, str],
        *,
        removed: Iterable[tuple[str, str]],
        warnings: Iterable[str],
        text: str,
    ) -> None:
        taken = list(removed)
        rules = [rule for rule, _ in taken]
        kept_words, removed_words = count_any_words(text), sum(count_any_words(piece) for _, piece in taken)
        self._articles += 1
        for field in WATCHED:
            self._origins[field][origins.get(field, NOT_FOUND)] += 1
        self._removals.update(set(rules))
        self._pieces.update(rules)
        self._warnings.update(set(warnings))
        self._words[step_of_words(kept_words)] += 1
        self._removed_shares[step_of_share(removed_words, kept_words + removed_words)] += 1


def profile_of_articles(records: Iterable[Mapping[str, Any]], rules: Rules) -> RunProfile:
    """The profile of stored articles (with `origins`, `removed`, `warnings` and `text`): a history for a site whose
    runs left none."""
    tally = Tally()
    for record in records:
        tally.add_record(record)
    return tally.profile(rules)
