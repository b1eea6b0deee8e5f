"""RunProfile: what the pages of a run gave, as counts: small, of any number of pages, and profiles add up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from extractors.rules import SELECTOR_FIELDS, Rules
from newsspiders.drift.shares import Share
from newsspiders.drift.steps import Steps

NOT_FOUND = "none"
"""The origin of a field that an article has not."""
KEYS_MAX = 200
"""Of one kind of count; the rarest are left out. Rules and warnings of a site are fewer."""

_FORM = 1
_STEPS = ("words", "removed_shares")

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProfile:
    """What the pages of a run gave. `one + other` is the profile of both."""

    rules: Mapping[str, str] = field(default_factory=dict)
    """Part of the site's rules -> its fingerprint; see `fingerprints`."""
    runs: int = 1
    """How many runs it is of: short ones are added up."""
    articles: int = 0
    origins: Mapping[str, Counts] = field(default_factory=dict)
    """Field -> origin, or `none` -> articles."""
    selectors: Mapping[str, Counts] = field(default_factory=dict)
    """Field -> the selector that gave it -> articles."""
    removals: Counts = field(default_factory=dict)
    """Rule -> articles out of which it took something."""
    pieces: Counts = field(default_factory=dict)
    """Rule -> pieces of text that it took."""
    warnings: Counts = field(default_factory=dict)
    """Warning, with its detail -> articles."""
    lost: Counts = field(default_factory=dict)
    """Why a page gave no article, where the site's rules may be the reason -> pages."""
    words: Steps = field(default_factory=dict)
    """Length of the body, in steps -> articles."""
    removed_shares: Steps = field(default_factory=dict)
    """Share of the words that was removed, in steps -> articles."""

    @property
    def pages(self) -> int:
        """Articles, and pages that should have been."""
        return self.articles + sum(self.lost.values())

    def origin(self, field: str, origin: str) -> Share:
        """The articles whose field came from there."""
        return Share(self.origins.get(field, {}).get(origin, 0), self.articles)

    def selector(self, field: str, selector: str) -> Share:
        """The articles whose field a selector gave."""
        return Share(self.selectors.get(field, {}).get(selector, 0), self.articles)

    def removal(self, rule: str) -> Share:
        """The articles out of which a rule took something."""
        return Share(self.removals.get(rule, 0), self.articles)

    def warning(self, warning: str) -> Share:
        """The articles with a warning."""
        return Share(self.warnings.get(warning, 0), self.articles)

    def loss(self, why: str) -> Share:
        """The pages lost for a reason."""
        return Share(self.lost.get(why, 0), self.pages)

    def __add__(self, other: RunProfile) -> RunProfile:
        both = {name: _added(getattr(self, name), getattr(other, name)) for name in _names()}
        return RunProfile(rules=other.rules, **both)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "form": _FORM,
            "rules": dict(self.rules),
            **{name: _jsonable(getattr(self, name)) for name in _names()},
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> RunProfile | None:
        """The profile of `as_dict`; None of one in a form of another version, which can't be compared."""
        if stored.get("form") != _FORM:
            return None
        values = {name: stored[name] for name in _names()}
        steps = {name: {int(step): count for step, count in values[name].items()} for name in _STEPS}
        return cls(rules=stored["rules"], **{**values, **steps})


def fingerprints(rules: Rules) -> dict[str, str]:
    """Part of a site's rules -> a few characters that are others when that part was changed; absent parts are left out.

    >>> fingerprints(Rules(title=("h1",))) == fingerprints(Rules(title=("h1",), prepare=None))
    True
    >>> fingerprints(Rules(title=("h1",)))["title"] == fingerprints(Rules(title=("h2",)))["title"]
    False
    """
    parts: dict[str, object] = {name: tuple(map(str, getattr(rules, name))) for name in SELECTOR_FIELDS}
    parts["drop"] = tuple(str(selector) for layer in rules.layers for selector in layer.drop)
    parts["phrases"] = tuple(
        (one.pattern, one.action, one.reason, one.following) for layer in rules.layers for one in layer.phrases
    )
    code = getattr(rules.prepare, "__code__", None)
    parts["prepare"] = rules.prepare and (rules.prepare.__qualname__, code and (code.co_code, code.co_names))
    return {name: hashlib.sha256(repr(part).encode()).hexdigest()[:8] for name, part in parts.items() if part}


def commonest(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts, but for the rarest where there are too many; the same of the same, in whatever order they came."""
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:KEYS_MAX])


def _names() -> tuple[str, ...]:
    """What is counted: all but the rules."""
    return tuple(one.name for one in fields(RunProfile) if one.name != "rules")


def _added(one: Any, other: Any) -> Any:
    """Two counts, or all counts under each key."""
    if not isinstance(one, Mapping):
        return one + other
    both = {**other, **one}
    return {key: _added(one[key], other[key]) if key in one and key in other else both[key] for key in both}


def _jsonable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _jsonable(one) for name, one in value.items()}
    return value
