"""Changes of a site's rules, as data."""

from __future__ import annotations

import pytest

from extractors import Phrase, Rules, Site, SiteDefinitionError
from extractors.changes import AddPhrase, AddSelector, RemovePhrase, RemoveSelector, apply_changes
from extractors.evidence import evidence_of, guess, page

FAMILY = Rules(name="fam", title=page("h1.old"), drop=page(".ads"), phrases=(Phrase(r"Quảng cáo"),))


def site(rules: Rules) -> Site:
    return Site(name="a", title="A", domains=("a.vn",), language="vi", timezone="Asia/Ho_Chi_Minh", rules=rules)


def test_a_selector_goes_behind_those_that_are_there_or_before_them() -> None:
    own = site(Rules(title=page("h1")))
    behind = AddSelector(field="title", selector="h2", evidence="guess")
    before = AddSelector(field="title", selector="h1.new", first=True)
    changed = apply_changes(own, [behind, before])
    assert changed.rules.title == ("h1.new", "h1", "h2")
    assert [evidence_of(one) for one in changed.rules.title] == ["page", "page", "guess"]
    assert [one.text for one in changed.compiled.title] == ["h1.new", "h1", "h2"]


def test_a_selector_that_is_there_moves() -> None:
    changed = apply_changes(
        site(Rules(title=guess("h1", "h2"))), [AddSelector(field="title", selector="h2", first=True)]
    )
    assert changed.rules.title == ("h2", "h1")


def test_the_family_stays_as_it_is_and_its_selectors_are_taken_over() -> None:
    changed = apply_changes(site(FAMILY), [AddSelector(field="title", selector="h1.new", first=True)])
    assert changed.rules.title == ("h1.new", "h1.old")
    assert changed.rules.layers[0] is FAMILY
    assert changed.rules.layers[1] == Rules(title=("h1.new", "h1.old"))


def test_drops_and_phrases_add_up() -> None:
    phrase = Phrase(r"Mời bạn đọc", "drop", "invite")
    changed = apply_changes(site(FAMILY), [AddSelector(field="drop", selector=".share"), AddPhrase(phrase=phrase)])
    assert changed.rules.layers[1].drop == (".share",)
    assert [one.rule for one in changed.compiled.drops] == ["fam/drop:.ads", "a/drop:.share"]
    assert [one.rule for one in changed.compiled.phrases] == ["fam/phrase:boilerplate", "a/phrase:invite"]


def test_a_selector_less() -> None:
    changed = apply_changes(site(Rules(title=page("h1", "h2"))), [RemoveSelector(field="title", selector="h1")])
    assert changed.rules.title == ("h2",)


def test_a_phrase_less() -> None:
    own = site(FAMILY | Rules(phrases=(Phrase(r"Mời bạn đọc"), Phrase(r"Xem thêm.{1,80}"))))
    changed = apply_changes(own, [RemovePhrase(pattern=r"Mời bạn đọc")])
    assert [one.pattern for one in changed.rules.layers[1].phrases] == [r"Xem thêm.{1,80}"]
    with pytest.raises(ValueError, match="no phrase 'Quảng cáo' of its own"):
        apply_changes(own, [RemovePhrase(pattern="Quảng cáo")])  # the family's


def test_mistakes_say_what_is_wrong() -> None:
    own = site(Rules(title=page("h1")))
    with pytest.raises(ValueError, match="no selectors; the fields are title"):
        apply_changes(own, [AddSelector(field="phrases", selector="h1")])
    with pytest.raises(ValueError, match="title has no selector 'h9'"):
        apply_changes(own, [RemoveSelector(field="title", selector="h9")])
    with pytest.raises(SiteDefinitionError, match="try it in `scrapy shell`"):
        apply_changes(own, [AddSelector(field="title", selector="h1[")])
