"""Profiles add up, come back from the store as they went in, and know which rules made them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from extractors import Phrase, Rules
from extractors.text import count_any_words
from newsspiders.drift.profile import KEYS_MAX, RunProfile, fingerprints
from newsspiders.drift.shares import Share, chance_of_at_most, has_fallen, spread
from newsspiders.drift.steps import quantile, step_of_words, words_of_step
from newsspiders.drift.tally import Tally, profile_of_articles
from tests.newsspiders.articles import make_item

counts = st.dictionaries(st.text(max_size=5), st.integers(1, 50), max_size=4)
steps = st.dictionaries(st.integers(0, 100), st.integers(1, 50), max_size=4)
profiles = st.builds(
    RunProfile,
    rules=st.just({"title": "abc"}),
    runs=st.integers(1, 5),
    articles=st.integers(0, 99),
    origins=st.dictionaries(st.text(max_size=5), counts, max_size=3),
    selectors=st.dictionaries(st.text(max_size=5), counts, max_size=3),
    removals=counts,
    pieces=counts,
    warnings=counts,
    lost=counts,
    words=steps,
    removed_shares=steps,
)
shares = st.integers(0, 60).flatmap(lambda of: st.builds(Share, st.integers(0, of), st.just(of)))


@given(profiles)
def test_a_profile_comes_back_as_it_went_into_json(profile: RunProfile) -> None:
    assert RunProfile.from_dict(json.loads(json.dumps(profile.as_dict()))) == profile


@given(profiles, profiles, profiles)
def test_profiles_add_up_in_any_order(one: RunProfile, two: RunProfile, three: RunProfile) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert (one + two).pages == one.pages + two.pages


def test_a_profile_in_another_form_is_not_read() -> None:
    assert RunProfile.from_dict({"form": 0, "anything": 1}) is None
    assert RunProfile.from_dict({}) is None


def test_a_tally_counts_articles_and_lost_pages() -> None:
    tally = Tally()
    for _ in range(3):
        tally.add(make_item())
    profile = tally.profile(Rules(), {"news/failed/empty_body": 2, "news/articles": 3})
    assert (profile.articles, profile.pages) == (3, 5)
    assert profile.origins["title"] == {"rule": 3}
    assert profile.origins["body"] == {"none": 3}
    assert profile.removals == {"vi/phrase:share": 3}
    assert profile.warnings == {"date-missing": 3}
    assert profile.lost == {"empty-body": 2}
    assert profile.words == {step_of_words(count_any_words(make_item().article.text)): 3}


def test_stored_articles_give_the_same_profile() -> None:
    tally, item = Tally(), make_item()
    tally.add(item)
    assert profile_of_articles([item.as_dict()], Rules()) == tally.profile(Rules())


def test_a_profile_stays_small_whatever_the_items_say() -> None:
    tally = Tally()
    record = make_item().as_dict()
    for number in range(KEYS_MAX + 50):
        tally.add_record({**record, "warnings": [f"odd:{number}", "usual"]})
    assert len(tally.profile(Rules()).warnings) == KEYS_MAX
    assert tally.profile(Rules()).warnings["usual"] == KEYS_MAX + 50


def test_only_the_part_that_was_changed_has_another_fingerprint() -> None:
    family = Rules(name="zce", drop=(".a",), title=("h1",))
    one = fingerprints(family | Rules(drop=(".b",), phrases=(Phrase("Tin", "drop", "x"),)))
    two = fingerprints(family | Rules(drop=(".c",), phrases=(Phrase("Tin", "cut", "x"),)))
    assert {part for part in one if one[part] != two[part]} == {"drop", "phrases"}
    assert set(one) == {"title", "drop", "phrases"}


@given(st.integers(0, 10**6))
def test_a_step_stands_for_its_words(words: int) -> None:
    assert abs(words_of_step(step_of_words(words)) - words) <= 0.05 * words + 1


@given(st.dictionaries(st.integers(0, 50), st.integers(1, 9), min_size=1), st.floats(0, 1))
def test_a_quantile_parts_the_counts(sizes: dict[int, int], share: float) -> None:
    step = quantile(sizes, share)
    total = sum(sizes.values())
    assert sum(count for one, count in sizes.items() if one <= step) >= share * total
    assert sum(count for one, count in sizes.items() if one < step) <= share * total


@given(shares, st.floats(0.5, 40), st.floats(0.5, 40))
def test_chances_are_chances(share: Share, a: float, b: float) -> None:
    chance = chance_of_at_most(share, a=a, b=b)
    assert 0 <= chance <= 1 + 1e-9
    if share.hits == share.of:
        assert abs(chance - 1) < 1e-9
    else:
        assert chance <= chance_of_at_most(Share(share.hits + 1, share.of), a=a, b=b)


@given(shares, st.lists(shares, max_size=8))
def test_a_share_that_is_not_lower_has_not_fallen(now: Share, before: list[Share]) -> None:
    assert 0 < spread([*before, Share(1, 2)]) < 1
    if all(now.part >= one.part for one in before):
        assert not has_fallen(now, before)
