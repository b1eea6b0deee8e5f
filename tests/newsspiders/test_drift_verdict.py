"""What is thought of a run: short ones are added up, an alarm stands until it is over."""

from __future__ import annotations

from newsspiders.drift.findings import Finding, name_findings
from newsspiders.drift.profile import RunProfile
from newsspiders.drift.verdict import Judged, judge, judged_of, standing
from newsspiders.states import ProfileRecord
from tests.newsspiders.drifting import steady

USUAL = Judged(profile=steady(), verdict="usual")
FINDING = Finding(code="field-missing:lead", about="lead", field="lead", was="98%", now="3%", pages=30)
DRIFTED = Judged(profile=steady(), verdict="drift", findings=(FINDING,))


def broken(articles: int, **changes: object) -> RunProfile:
    return steady(articles, **{"origins": {"title": {"none": articles}}, **changes})


def judged(own: RunProfile, *last: Judged) -> Judged:
    return judge(own, last=last, history=[USUAL], pages_min=6)


def test_a_short_run_waits_for_the_next() -> None:
    first = judged(broken(2), USUAL)
    second = judged(broken(2), first, USUAL)
    third = judged(broken(2), second, first, USUAL)
    assert [one.verdict for one in (first, second, third)] == ["few", "few", "drift"]
    assert [one.profile.runs for one in (first, second, third)] == [1, 2, 3]
    assert first.findings == second.findings == ()
    assert third.profile.origins["title"] == {"none": 6}


def test_what_was_judged_is_not_counted_again() -> None:
    assert judged(steady(2), USUAL).profile.articles == 2


def test_an_alarm_stands_while_too_little_is_known() -> None:
    short = judged(steady(2), DRIFTED)
    assert (short.verdict, short.findings) == ("few", (FINDING,))
    assert judged(steady(2), short, DRIFTED).findings == (FINDING,)
    assert judged(steady(6), DRIFTED).findings == ()


def test_an_alarm_ends_with_other_rules_or_when_it_is_accepted() -> None:
    assert judged(steady(2, rules={"lead": "new"}), DRIFTED).findings == ()
    accepted = Judged(profile=steady(), verdict="accepted", findings=(FINDING,))
    assert judged(steady(2), accepted).findings == ()
    assert accepted.past.accepted == {"lead"}
    assert DRIFTED.past.accepted == frozenset()


def test_short_runs_of_other_rules_are_not_added() -> None:
    short = Judged(profile=steady(4, rules={"title": "old"}), verdict="few")
    assert judged(steady(4, rules={"title": "new"}), short).verdict == "few"


def test_the_alarm_that_stands_is_that_of_the_last_run_that_was_judged() -> None:
    few = Judged(profile=steady(1), verdict="few")
    assert standing([few, DRIFTED, USUAL]) == (FINDING,)
    assert standing([USUAL, DRIFTED]) == standing([few]) == standing([]) == ()


def test_the_store_gives_back_what_was_judged() -> None:
    record = ProfileRecord(run_id=1, spider="cri", **DRIFTED.as_record(asked="urls"))
    assert judged_of(record) == DRIFTED


def test_findings_in_a_few_words() -> None:
    assert name_findings([]) == ""
    assert name_findings([FINDING]) == "drift: field-missing:lead"
    assert name_findings([FINDING] * 6).endswith("field-missing:lead and 2 more")
