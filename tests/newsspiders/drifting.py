"""Profiles of a made-up site: what runs of it look like, and of one whose pages broke."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from newsspiders.drift.compare import Past
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.steps import step_of_share, step_of_words
from newsspiders.drift.tally import WATCHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What the pages of one section of a site give: each number is a share of its articles."""

    by_rule: Mapping[str, float]
    """Field -> found by the rule; else by meta tags or not at all."""
    removals: Mapping[str, float]
    words: float
    """In the middle."""
    not_article: float


def make_site(dice: random.Random) -> list[Section]:
    """Five sections that share a layout and differ in habits."""
    usual = {f"site/drop:.box-{number}": dice.betavariate(0.6, 0.6) for number in range(30)}
    return [
        Section(
            by_rule={field: dice.choice((0, 0.3, 0.6, 0.95, 0.98, 1, 1, 1)) for field in WATCHED},
            removals={rule: min(1, max(0, share + dice.gauss(0, 0.2))) for rule, share in usual.items()},
            words=dice.uniform(200, 700),
            not_article=dice.choice((0, 0.05, 0.3)),
        )
        for _ in range(5)
    ]


def make_run(site: Sequence[Section], articles: int, dice: random.Random, *, steadiness: float = 20) -> RunProfile:
    """The profile of a run. The fewer, the more the mix of sections differs from run to run."""
    weights = [dice.gammavariate(steadiness / len(site), 1) for _ in site]
    origins = {field: Counter[str]() for field in WATCHED}
    removals, lost = Counter[str](), Counter[str]()
    words, shares = Counter[int](), Counter[int]()
    for section in dice.choices(site, weights, k=articles):
        lost["not-article"] += dice.random() < section.not_article
        for field, share in section.by_rule.items():
            origins[field]["rule" if dice.random() < share else dice.choice(("meta", "none"))] += 1
        removals.update(rule for rule, share in section.removals.items() if dice.random() < share)
        words[step_of_words(int(section.words * dice.lognormvariate(0, 0.5)))] += 1
        shares[step_of_share(int(100 * dice.betavariate(2, 8)), 100)] += 1
    return RunProfile(
        articles=articles, origins=origins, removals=removals, lost=lost, words=words, removed_shares=shares
    )


def make_history(site: Sequence[Section], runs: int, dice: random.Random) -> list[Past]:
    """Runs of a usual size."""
    return [Past(profile=make_run(site, dice.choice((8, 15, 30, 60)), dice)) for _ in range(runs)]


def steady(articles: int = 30, **changes: object) -> RunProfile:
    """A run of a site whose pages are all alike, but for what is changed."""
    profile = RunProfile(
        articles=articles,
        origins={"title": {"rule": articles}, "lead": {"rule": articles}, "body": {"rule": articles}},
        selectors={"title": {"h1.title": articles}, "body": {"div.text": articles}},
        removals={"zce/drop:.related": articles, "vi/phrase:share": articles, "clean/card": articles},
        words={step_of_words(400): articles},
        removed_shares={step_of_share(10, 100): articles},
    )
    return replace(profile, **changes)  # type: ignore[arg-type]  # each test names fields of the profile
