"""What departs from a history is found, what varies as ever is not."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from newsspiders.drift.compare import Past, compare
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.steps import step_of_share, step_of_words
from tests.newsspiders.drifting import Section, make_history, make_run, make_site, steady

USUAL = [Past(profile=steady()) for _ in range(5)]


def codes(now: RunProfile, history: list[Past] | None = None) -> list[str]:
    return [finding.code for finding in compare(now, USUAL if history is None else history)]


@pytest.mark.parametrize("steadiness", [1000, 50, 20])
def test_runs_of_one_site_are_hardly_ever_told_apart(steadiness: float) -> None:
    dice = random.Random(f"steady {steadiness}")
    judged = alarms = 0
    for _ in range(40):
        site = make_site(dice)
        history: list[Past] = []
        for _ in range(12):
            now = make_run(site, dice.choice((6, 8, 15, 30, 60, 120)), dice, steadiness=steadiness)
            alarms += bool(compare(now, history))
            judged += bool(history)
            history.insert(0, Past(profile=now))
    assert alarms < judged / 100


def test_a_break_is_found_by_the_first_run_of_fifteen_articles() -> None:
    dice = random.Random("broken")
    found = 0
    for _ in range(100):
        site = [replace(section, by_rule={**section.by_rule, "title": 0.98}) for section in make_site(dice)]
        history = make_history(site, 6, dice)
        broken = [replace(section, by_rule={**section.by_rule, "title": 0.1}) for section in site]
        about = {finding.about for finding in compare(make_run(broken, 15, dice), history)}
        found += "title" in about
    assert found >= 97


def test_what_always_varies_may_go_on_varying() -> None:
    dice = random.Random("varying")
    runs = [steady(20, origins={"title": {"rule": hits, "meta": 20 - hits}}) for hits in [0, 20, 3, 18, 10, 0, 20, 7]]
    dice.shuffle(runs)
    for run in runs:
        assert not compare(run, [Past(profile=other) for other in runs if other is not run])


def test_the_same_again_is_no_departure() -> None:
    assert codes(steady(3)) == codes(steady(30)) == codes(steady(3000)) == []


def test_without_a_history_nothing_departs() -> None:
    empty = RunProfile(articles=15, origins={"title": {"none": 15}})
    assert codes(empty, []) == []
    assert codes(empty, [Past(profile=steady(19))]) == []
    assert "field-missing:title" in codes(empty, [Past(profile=steady(20))])


def origins_of(**changed: Mapping[str, int]) -> dict[str, Any]:
    return {"origins": {**steady(15).origins, **changed}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (origins_of(title={"rule": 3, "meta": 12}), ["origin-shift:title"]),
        (origins_of(title={"rule": 14, "meta": 1}), []),
        (origins_of(lead={"none": 15}), ["field-missing:lead"]),
        (origins_of(lead={"rule": 14, "none": 1}), []),
        ({"lost": {"empty-body": 15}}, ["page-lost:empty-body"]),
        ({"lost": {"empty-body": 2}}, []),
        ({"warnings": {"body-rule-missed": 15}}, ["warning:body-rule-missed"]),
        ({"warnings": {"body-rule-missed": 2}}, []),
        ({"words": {step_of_words(100): 15}}, ["body-shorter"]),
        ({"words": {step_of_words(250): 15}}, ["body-shorter"]),
        ({"words": {step_of_words(1000): 15}}, ["body-longer"]),
        ({"words": {step_of_words(380): 15}}, []),
        ({"words": {step_of_words(10): 1, step_of_words(400): 14}}, []),
        ({"removed_shares": {step_of_share(50, 100): 15}}, ["removed-more"]),
        ({"removed_shares": {step_of_share(0, 100): 15}}, ["removed-less"]),
        ({"removed_shares": {step_of_share(15, 100): 15}}, []),
        ({"removals": {"vi/phrase:share": 15}}, ["rule-unused:zce/drop:.related"]),
        ({"removals": {"zce/drop:.related": 15, "vi/phrase:share": 1}}, ["rule-unused:vi/phrase:share"]),
        ({"selectors": {"title": {"h1.title": 15}, "body": {"div.new": 15}}}, ["rule-unused:body:div.text"]),
    ],
)
def test_each_departure_by_its_code(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(steady(15, **changes)) == expected


def test_a_run_without_any_article() -> None:
    assert codes(RunProfile(lost={"no-title": 9})) == ["page-lost:no-title"]


def test_no_rule_is_blamed_for_a_body_that_was_not_found() -> None:
    now = steady(15, removals={}, removed_shares={0: 15}, **origins_of(body={"trafilatura": 15}))
    assert codes(now) == ["origin-shift:body"]


def test_a_finding_says_what_was_and_what_is() -> None:
    (finding,) = compare(steady(15, **origins_of(title={"rule": 3, "meta": 12})), USUAL)
    assert finding.words == "origin-shift:title: was rule 100%, now meta 80% of 15"
    (finding,) = compare(steady(15, removals={"vi/phrase:share": 15}), USUAL)
    assert (finding.field, finding.selector, finding.about) == ("drop", ".related", "zce/drop:.related")
    (finding,) = compare(steady(15, words={step_of_words(100): 15}), USUAL)
    assert finding.words == "body-shorter: was 394 to 394 words, now 98 to 98 words in half of 15"


def test_better_than_before_is_no_departure() -> None:
    meta = [Past(profile=steady(origins={"title": {"meta": 15, "none": 15}}, selectors={}))]
    assert codes(steady(), meta) == []


def test_nothing_is_compared_across_a_change_of_the_rules_it_rests_on() -> None:
    old = [Past(profile=steady(rules={"title": "a", "lead": "b"})) for _ in range(5)]
    now = steady(15, rules={"title": "c", "lead": "b"}, **origins_of(title={"none": 15}, lead={"none": 15}))
    assert codes(now, old) == ["field-missing:lead"]


def test_what_was_accepted_is_what_is_compared_with() -> None:
    without = steady(15, **origins_of(title={"none": 15}, lead={"none": 15}))
    accepted = Past(profile=steady(15, **origins_of(title={"none": 15})), accepted=frozenset({"title"}))
    assert codes(without, [accepted, *USUAL]) == ["field-missing:lead"]
    assert codes(without, [*USUAL, accepted]) == ["field-missing:title", "field-missing:lead"]


def test_one_odd_run_in_the_history_hides_no_break() -> None:
    odd = Past(profile=steady(30, **origins_of(title={"rule": 5, "meta": 25})))
    now = steady(15, **origins_of(title={"meta": 15}))
    assert codes(now, [odd, *USUAL]) == codes(now, [*USUAL, odd]) == ["origin-shift:title"]


def test_sections_of_another_day() -> None:
    """A weekend: sport has no lead and is two fifths of the run instead of one."""
    sport = Section(by_rule={"title": 1, "lead": 0}, removals={}, words=250, not_article=0.3)
    news = Section(by_rule={"title": 1, "lead": 1}, removals={}, words=500, not_article=0)
    dice = random.Random("weekend")
    history = [Past(profile=make_run([news, news, news, news, sport], 40, dice, steadiness=1000)) for _ in range(5)]
    for _ in range(50):
        assert codes(make_run([news, news, news, sport, sport], 40, dice, steadiness=1000), history) == []
